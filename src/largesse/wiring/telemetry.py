"""Logs, metrics and traces of this process, as the settings want them."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from largesse.config import Config
from largesse.core.errors import Unavailable
from largesse.wiring.extras import needs_extra

if TYPE_CHECKING:
    from largesse.store.database import Database
    from largesse.telemetry.traces import Traces
    from largesse.telemetry.watch import Telemetry
    from largesse.worker.runner import JobRunner

_PULSE_S = 2.0


def set_up_logs(config: Config) -> None:
    """Send every log where it belongs. In a process that serves or works, before anything else."""
    with needs_extra("server"):
        from largesse.api.access_log import REQUEST
        from largesse.telemetry import logs
        from largesse.worker.following import JOB

    marks: Mapping[str, ContextVar[str]] = {"request": REQUEST, "job": JOB}
    logs.set_up_logs(config.log_format, config.log_level, marks)
    if not config.log_requests:
        logging.getLogger("largesse.access").setLevel(logging.WARNING)


@contextmanager
def telemetry(config: Config) -> Iterator[Telemetry]:
    """Give what watches this process; what is left to send is sent when the block ends."""
    with needs_extra("server"):
        from largesse.telemetry.metrics import Metrics
        from largesse.telemetry.watch import Telemetry

    traces = _traces(config)
    try:
        yield Telemetry(Metrics(), traces)
    finally:
        if traces is not None:
            traces.close()


def _traces(config: Config) -> Traces | None:
    if config.traces_url is None:
        return None
    with needs_extra("otel"):
        from largesse.telemetry.traces import Traces, to_collector
    return Traces(to_collector(config.traces_url), config.traces_share, version("largesse"))


@contextmanager
def shared_metrics() -> Iterator[Callable[[int], None]]:
    """Let this process and its children write their metrics to one folder for the time of the block.

    Gives what is to be called with the pid of each that has died.
    """
    with needs_extra("server"):
        from largesse.telemetry.metrics import forget_process, share_metrics, unshare_metrics

    folder = Path(tempfile.mkdtemp(prefix="largesse-metrics-"))
    share_metrics(folder)
    try:
        yield forget_process
    finally:
        unshare_metrics()
        shutil.rmtree(folder, ignore_errors=True)


def watch_pool(telemetry: Telemetry, database: Database) -> AbstractAsyncContextManager[None]:
    """Take note of how the pool stands, for the time of the block."""

    async def look() -> None:
        telemetry.metrics.note_pool(database.stats())

    return _pulse(look)


def watch_jobs(telemetry: Telemetry, runner: JobRunner) -> AbstractAsyncContextManager[None]:
    """Take note of how many jobs wait and have failed, for the time of the block."""

    async def look() -> None:
        telemetry.metrics.note_jobs(await runner.counts())

    return _pulse(look)


@asynccontextmanager
async def _pulse(look: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Look how things stand every few seconds, for the time of the block."""

    async def beat() -> None:
        while True:
            with suppress(Unavailable):  # it says so elsewhere; what was seen last stays
                await look()
            await asyncio.sleep(_PULSE_S)

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
