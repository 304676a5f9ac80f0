"""The queue: Procrastinate over the worker's connections, in the schema `jobs`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from largesse.core.errors import Unavailable

SCHEMA = "jobs"
_WAIT_S = 5.0


@asynccontextmanager
async def queue_at(url: str, connections: int) -> AsyncIterator[App]:
    """Give the queue for the time of the block. Raises `Unavailable` when the database is away, or goes away."""
    pool = AsyncConnectionPool(
        url,
        min_size=1,
        max_size=connections,
        timeout=_WAIT_S,
        reconnect_timeout=_WAIT_S,
        open=False,
        check=AsyncConnectionPool.check_connection,
        kwargs={"options": f"-c search_path={SCHEMA}", "application_name": "largesse jobs", "connect_timeout": 5},
    )
    queue = App(connector=PsycopgConnector())
    try:
        try:
            await pool.open(wait=True, timeout=_WAIT_S)
            await queue.open_async(pool)
            yield queue
        finally:
            await pool.close()
    except (ConnectorException, PoolTimeout, psycopg.OperationalError) as error:
        raise Unavailable(f"the jobs cannot be reached now: {error.__cause__ or error}") from error


async def do_again(queue: App, id: int) -> None:
    """Let a job that was begun, and that nobody does any more, wait again; if the same work waits, that is enough."""
    try:
        await queue.job_manager.retry_job_by_id_async(id, datetime.now(UTC))
    except UniqueViolation:
        await queue.job_manager.finish_job_by_id_async(id, Status.ABORTED, delete_job=False)
