"""A runner at work for the time of a test, on schedules that are due every second."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from largesse.app.ports import Ports
from largesse.app.ports.across import Across
from largesse.app.ports.watch import UNWATCHED
from largesse.app.schedules import Schedule
from largesse.store.across import AcrossCompanies
from largesse.store.database import Database
from largesse.store.roles import WORKER
from largesse.worker.runner import JobRunner
from largesse.worker.tasks import Work
from tests.database import FreshDatabase

EVERY_SECOND = "* * * * * */1"


@dataclass
class Chore:
    """Work that notes for whom it was done, and does whatever else a test wants."""

    due: Sequence[str] = ("acme",)
    done: list[str] = field(default_factory=list)
    then: Callable[[], Awaitable[None]] | None = None
    once: bool = False
    """Whether it is due only the first time that somebody looks."""

    def schedule(self) -> Schedule:
        async def look(across: Across, now: datetime) -> Sequence[str]:
            due, self.due = self.due, [] if self.once else self.due
            return due

        async def do(ports: Ports, company: str) -> None:
            self.done.append(company)
            if self.then is not None:
                await self.then()

        return Schedule("chore", EVERY_SECOND, look, do)


@asynccontextmanager
async def at_work(
    fresh: FreshDatabase, *schedules: Schedule, ports: Ports | None = None, stop_s: float = 20.0
) -> AsyncIterator[JobRunner]:
    """Run the jobs of a database until the block ends."""
    ready = asyncio.Event()
    url = fresh.url(WORKER)
    async with Database(url, 1, every_company=True) as everybody:
        work = Work(schedules, ports or cast("Any", _Clock), AcrossCompanies(everybody))
        runner = JobRunner(url, work, at_once=2, stop_s=stop_s)
        task = asyncio.create_task(runner.run(ready.set))
        await asyncio.wait_for(ready.wait(), 30)
        try:
            yield runner
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


class _Clock:
    now = datetime.now
    watch = UNWATCHED


async def soon(true: Callable[[], object], patience: float = 30) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(patience):
        while not true():  # noqa: ASYNC110 - nothing sets an event for it
            await asyncio.sleep(0.02)
