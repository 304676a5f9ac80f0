"""Do the jobs, one batch after the other, until cancelled. A database that goes away is waited for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NoReturn

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from largesse.app.ports.jobs import JobStatus
from largesse.core.errors import LargesseError, Unavailable
from largesse.worker.desk import JobDesk
from largesse.worker.following import UnderWay, following
from largesse.worker.queue import queue_at
from largesse.worker.tasks import ABANDONED_S, Work, add_tasks

log = logging.getLogger(__name__)

_RETRY_S = 1.0
_LOOK_S = 5.0
_EXTRA_CONNECTIONS = 3  # to listen, to look for work, to note what is done


class JobRunner:
    """Runs at most `at_once` jobs at a time. Stopped by cancelling, it finishes those for `stop_s` seconds.

    `revive`, a blocking call, is made in a thread whenever the database was lost: it may bring an embedded one back.
    """

    def __init__(
        self, url: str, work: Work, at_once: int, stop_s: float, revive: Callable[[], object] | None = None
    ) -> None:
        self._url = url
        self._work = work
        self._at_once = at_once
        self._stop_s = stop_s
        self._revive = revive
        self._desk: JobDesk | None = None

    async def counts(self) -> Mapping[JobStatus, int]:
        """Return how many jobs there are of each status. Raises `Unavailable`."""
        if self._desk is None:
            raise Unavailable("the jobs cannot be reached now")
        try:
            return await self._desk.counts()
        except ConnectorException as error:
            raise Unavailable("the jobs cannot be reached now") from error

    async def run(self, when_ready: Callable[[], None] = lambda: None) -> NoReturn:
        """Run until cancelled; call back each time the queue can be reached again."""
        while True:
            try:
                async with queue_at(self._url, self._at_once + _EXTRA_CONNECTIONS) as queue:
                    add_tasks(queue, self._work)
                    desk = self._desk = JobDesk(queue)
                    when_ready()
                    await self._run(queue, desk)
                log.warning("the jobs stopped by themselves; they go on in a moment")
            except Unavailable as error:
                log.warning("no jobs for now: %s", error.message)
            self._desk = None
            await asyncio.sleep(_RETRY_S)
            await self._bring_back()

    async def _run(self, queue: App, desk: JobDesk) -> None:
        under_way = UnderWay()
        looking = asyncio.create_task(_do_lost_again(desk, under_way))
        try:
            await queue.run_worker_async(
                concurrency=self._at_once,
                install_signal_handlers=False,
                shutdown_graceful_timeout=self._stop_s,
                stalled_worker_timeout=ABANDONED_S,
                worker_middleware=[following(self._work.ports.watch, under_way)],
            )
        finally:
            looking.cancel()

    async def _bring_back(self) -> None:
        if self._revive is not None:
            try:
                await asyncio.to_thread(self._revive)
            except LargesseError as error:
                log.error("%s", error.message)


async def _do_lost_again(desk: JobDesk, under_way: UnderWay) -> NoReturn:
    """Let jobs wait again whose end could not be written down, because the connection was cut in that moment.

    The queue believes for ever that we do them, since we are alive, and their lock keeps the next one from being done.
    """
    while True:
        await asyncio.sleep(_LOOK_S)
        with suppress(ConnectorException):  # the worker notices as well, and all begins anew
            if under_way.worker is not None:
                for id in under_way.lost(await desk.supposed(under_way.worker)):
                    log.warning("job %d was done and nobody could write it down: it is done again", id)
                    await desk.again(id)
