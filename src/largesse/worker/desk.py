"""Jobs as an operator sees them: listed, looked at, done again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, LiteralString

from procrastinate import App
from procrastinate.exceptions import UniqueViolation

from largesse.app.ports.jobs import JobDetails, JobEvent, JobStatus, JobSummary
from largesse.core.errors import Conflict, NotFound
from largesse.worker.queue import do_again, queue_at

_COLUMNS: LiteralString = (
    "id, task_name as name, status::text, args->>'company' as company, attempts, scheduled_at as at"
)


class JobNotFailed(Conflict):
    """Only what has failed is done again; the rest is waiting, running or done."""

    code = "job_not_failed"


class JobDesk:
    """See the port `Jobs`."""

    def __init__(self, queue: App) -> None:
        self._queue = queue

    async def newest(
        self, limit: int, *, status: JobStatus | None = None, company: str | None = None
    ) -> Sequence[JobSummary]:
        """The newest first."""
        rows = await self._all(
            f"select {_COLUMNS} from procrastinate_jobs where (%(status)s::text is null or status::text = %(status)s) "
            "and (%(company)s::text is null or args->>'company' = %(company)s) order by id desc limit %(limit)s",
            status=status,
            company=company,
            limit=limit,
        )
        return [JobSummary(**row) for row in rows]

    async def get(self, id: int) -> JobDetails:
        """One job with its events."""
        rows = await self._all(f"select {_COLUMNS} from procrastinate_jobs where id = %(id)s", id=id)
        if not rows:
            raise NotFound(f"there is no job {id}; what is done is forgotten after some days")
        events = await self._all(
            "select type::text as what, at from procrastinate_events where job_id = %(id)s order by at, id", id=id
        )
        return JobDetails(job=JobSummary(**rows[0]), events=[JobEvent(**row) for row in events])

    async def counts(self) -> Mapping[JobStatus, int]:
        """How many there are of each status."""
        rows = await self._all("select status::text, count(*) from procrastinate_jobs group by status")
        return {row["status"]: row["count"] for row in rows}

    async def supposed(self, worker: int) -> set[int]:
        """The jobs that this worker does, as the queue believes."""
        query = "select id from procrastinate_jobs where status = 'doing' and worker_id = %(worker)s"
        return {row["id"] for row in await self._all(query, worker=worker)}

    async def again(self, id: int) -> None:
        """Let a job that nobody does wait again, to be done now."""
        await do_again(self._queue, id)

    async def retry(self, id: int) -> None:
        """Let a failed job wait again, to be done now."""
        found = await self.get(id)
        if found.job.status != "failed":
            raise JobNotFailed(f"job {id} is {found.job.status}: only one that has failed can be retried")
        try:
            await self._queue.job_manager.retry_job_by_id_async(id, datetime.now(UTC))
        except UniqueViolation as error:
            raise JobNotFailed(f"the same work as job {id} waits to be done already") from error

    async def _all(self, query: LiteralString, **values: object) -> list[dict[str, Any]]:
        return await self._queue.connector.execute_query_all_async(query, **values)


@asynccontextmanager
async def job_desk(url: str) -> AsyncIterator[JobDesk]:
    """Give the desk for the time of the block. Raises `Unavailable`."""
    async with queue_at(url, connections=1) as queue:
        yield JobDesk(queue)
