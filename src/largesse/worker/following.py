"""What goes around every job: it is followed, counted, and named in every line that is logged meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any

from procrastinate import JobContext
from procrastinate.middleware import WorkerMiddleware
from procrastinate.worker import Worker

from largesse.app.ports.watch import Watch

log = logging.getLogger(__name__)

JOB: ContextVar[str] = ContextVar("job", default="")
"""The job that is being done."""


class UnderWay:
    """The jobs that this process is doing, as it knows itself, and the number that the queue knows it by."""

    def __init__(self) -> None:
        self.worker: int | None = None
        self._ids: set[int] = set()
        self._doubtful: set[int] = set()

    @contextmanager
    def doing(self, worker: Worker, id: int) -> Iterator[None]:
        """Know of a job for the time of the block."""
        self.worker = worker.worker_id
        self._ids.add(id)
        try:
            yield
        finally:
            self._ids.discard(id)

    def lost(self, supposed: set[int]) -> set[int]:
        """Return which of the jobs that the queue supposes us to do we know nothing of, now and when asked before.

        A job is on its way between the queue and us for a moment, so once is not enough.
        """
        unknown = supposed - self._ids
        lost, self._doubtful = unknown & self._doubtful, unknown
        return lost


def following(watch: Watch, under_way: UnderWay) -> WorkerMiddleware:
    """Return what tells them of every job, in the words of the queue."""

    async def follow(process: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker) -> Any:
        name, company = context.job.task_name, str(context.job.task_kwargs.get("company", ""))
        mark = JOB.set(f"job_{context.job.id}")
        began, outcome = monotonic(), "failed"
        try:
            with watch.span(name, company=company), under_way.doing(worker, context.job.id or 0):
                done = await process()
            outcome = "done"
            return done
        except Exception as error:
            log.warning("%s failed: %s", name, error)  # its stack is logged when it is not tried again
            raise
        finally:
            watch.worked(name, outcome, monotonic() - began)
            JOB.reset(mark)

    return follow
