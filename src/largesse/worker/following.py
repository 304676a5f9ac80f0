"""What goes around every job: it is followed, counted, and named in every line that is logged meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
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


def following(watch: Watch) -> WorkerMiddleware:
    """Return what tells this watch of every job, in the words of the queue."""

    async def follow(process: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker) -> Any:
        name, company = context.job.task_name, str(context.job.task_kwargs.get("company", ""))
        mark = JOB.set(f"job_{context.job.id}")
        began, outcome = monotonic(), "failed"
        try:
            with watch.span(name, company=company):
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
