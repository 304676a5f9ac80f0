"""Jobs put together: done beside the server in its own loop, in a process of their own, or looked at."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from largesse.app.ports.jobs import Jobs
from largesse.app.schedules import SCHEDULES
from largesse.config import Config
from largesse.core.errors import LargesseError
from largesse.processes.lifeline import Lifeline
from largesse.wiring.database import Place, connect, opened, place_of, ports_over
from largesse.wiring.extras import needs_extra
from largesse.wiring.telemetry import set_up_logs, telemetry, watch_jobs, watch_pool

if TYPE_CHECKING:
    from largesse.app.ports import Ports
    from largesse.telemetry.watch import Telemetry
    from largesse.worker.runner import JobRunner

T = TypeVar("T")


class NoWorkerRole(LargesseError):
    """Jobs concern every company, and no role was named that may see them all."""

    code = "no_worker_role"


def does_jobs(config: Config) -> bool:
    """Return whether `serve` is to do jobs as well."""
    return config.database_url is None if config.jobs is None else config.jobs


def worker_url(place: Place) -> str:
    """Return where to connect as the worker. Raises `NoWorkerRole`."""
    if place.worker_url is None:
        raise NoWorkerRole(
            "jobs and backups need a role that sees every company: create role shop_jobs login password '...' in role "
            "largesse_worker, and set LARGESSE_WORKER_URL"
        )
    return place.worker_url


@asynccontextmanager
async def runner_over(config: Config, place: Place, ports: Ports, patient: bool = False) -> AsyncIterator[JobRunner]:
    """Give what does the jobs. Raises what is wrong with the database, unless it is away and we are `patient`."""
    with needs_extra("server"):
        from largesse.store.across import AcrossCompanies
        from largesse.store.database import Database
        from largesse.worker.runner import JobRunner
        from largesse.worker.tasks import Work

    url = worker_url(place)
    async with opened(Database(url, 1, config.statement_seconds, every_company=True), patient) as everybody:
        across = AcrossCompanies(everybody)
        work = Work(SCHEDULES, ports, across)
        yield JobRunner(url, work, config.jobs_at_once, config.shutdown_seconds, place.revive)


@asynccontextmanager
async def jobs_beside(config: Config, place: Place, ports: Ports, telemetry: Telemetry) -> AsyncIterator[None]:
    """Do jobs in this loop for the time of the block."""
    async with runner_over(config, place, ports, patient=True) as runner, watch_jobs(telemetry, runner):
        doing = asyncio.create_task(runner.run())
        try:
            yield
        finally:
            doing.cancel()
            with suppress(asyncio.CancelledError):
                await doing


def do_jobs(config: Config, when_ready: Callable[[], None], line: Lifeline | None = None) -> None:
    """Do jobs in this process until SIGTERM, SIGINT or the end of the supervisor."""
    set_up_logs(config)
    with place_of(config, migrated=line is not None) as place, telemetry(config) as watch:
        if line is None and config.worker_metrics_port is not None:
            watch.metrics.show_at(config.listen_host, config.worker_metrics_port)
        asyncio.run(_do(config, place, watch, when_ready, line))


def be_worker(config: Config, line: Lifeline) -> None:
    """Do jobs in a process of a supervisor."""
    do_jobs(config, line.say_ready, line)


async def _do(
    config: Config, place: Place, watch: Telemetry, when_ready: Callable[[], None], line: Lifeline | None
) -> None:
    patient = line is not None
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(connect(config, place, watch), patient))
        runner = await stack.enter_async_context(runner_over(config, place, ports_over(database, watch), patient))
        await stack.enter_async_context(watch_pool(watch, database))
        await stack.enter_async_context(watch_jobs(watch, runner))
        doing = asyncio.create_task(runner.run(when_ready))
        stop = partial(doing.cancel)
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop)
        holding = asyncio.create_task(line.hold(stop)) if line is not None else None
        try:
            with suppress(asyncio.CancelledError):
                await doing
        finally:
            if holding is not None:
                holding.cancel()


def with_desk(config: Config, work: Callable[[Jobs], Awaitable[T]]) -> T:
    """Look at the jobs, or retry some."""
    with needs_extra("server"):
        from largesse.worker.desk import job_desk

    async def do(url: str) -> T:
        async with job_desk(url) as desk:
            return await work(desk)

    with place_of(config) as place:
        return asyncio.run(do(worker_url(place)))
