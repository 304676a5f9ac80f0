"""What the queue can do: a task for each schedule's work in one company, and the upkeep of the queue itself."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from procrastinate import App, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued

from largesse.app.ports import Ports
from largesse.app.ports.across import Across
from largesse.app.schedules import Schedule
from largesse.worker.queue import do_again

log = logging.getLogger(__name__)

# Two to the power of the attempt, in seconds: ten attempts within some half an hour, for a database that is away.
_AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)

ABANDONED_S = 30.0
"""A worker that gives no sign of life for so long has died; what it was doing is done again."""
_RESCUE_AT = "* * * * *"
_KEEP_DONE_H = 24
_KEEP_FAILED_H = 24 * 30


@dataclass(frozen=True)
class Work:
    """What is to be done, and what it is done with."""

    schedules: Sequence[Schedule]
    ports: Ports
    across: Across


def add_tasks(queue: App, work: Work) -> None:
    """Teach the queue the work of the schedules, and when to look for it."""
    for schedule in work.schedules:
        _add_schedule(queue, schedule, work.ports, work.across)
    _add_upkeep(queue)


def _add_schedule(queue: App, schedule: Schedule, ports: Ports, across: Across) -> None:
    @queue.task(name=schedule.name, retry=_AGAIN)
    async def do(company: str) -> None:
        done = await schedule.run(ports, company)
        log.info("%s for %s: %s", schedule.name, company, done)

    @queue.periodic(cron=schedule.cron)
    @queue.task(name=f"find_{schedule.name}", queueing_lock=f"find_{schedule.name}")
    async def find(timestamp: int) -> None:
        for company in await schedule.due(across, ports.now()):
            try:
                lock = f"{schedule.name}:{company}"
                await do.configure(lock=lock, queueing_lock=lock).defer_async(company=company)
            except AlreadyEnqueued:
                log.debug("%s for %s is waiting already", schedule.name, company)


def _add_upkeep(queue: App) -> None:
    @queue.periodic(cron=_RESCUE_AT)
    @queue.task(name="rescue_abandoned_jobs", queueing_lock="rescue_abandoned_jobs")
    async def rescue_abandoned_jobs(timestamp: int) -> None:
        for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=ABANDONED_S):
            log.warning("job %s (%s) was abandoned: it is done again", job.id, job.task_name)
            await do_again(queue, job.id or 0)

    @queue.periodic(cron="17 * * * *")
    @queue.task(name="forget_old_jobs", queueing_lock="forget_old_jobs")
    async def forget_old_jobs(timestamp: int) -> None:
        await queue.job_manager.delete_old_jobs(_KEEP_DONE_H)
        await queue.job_manager.delete_old_jobs(
            _KEEP_FAILED_H, include_failed=True, include_cancelled=True, include_aborted=True
        )
