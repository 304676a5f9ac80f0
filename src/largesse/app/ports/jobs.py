"""Jobs as an operator sees them: pieces of work that wait, run, failed or are done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec

JobStatus = Literal["todo", "doing", "succeeded", "failed", "cancelled", "aborted"]


class JobSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A job as a list shows it."""

    id: int
    name: str
    status: JobStatus
    company: str | None
    """Whose work it is; None for work that concerns no company or all."""
    attempts: int
    """How often it was begun."""
    at: datetime | None
    """Not before then, where it waits for a time."""


class JobEvent(msgspec.Struct, frozen=True):
    """Something that happened to a job."""

    what: str
    at: datetime


class JobDetails(msgspec.Struct, frozen=True, kw_only=True):
    """A job with what happened to it, the oldest first."""

    job: JobSummary
    events: Sequence[JobEvent]


class Jobs(Protocol):
    """All jobs of the installation. Each raises `Unavailable`."""

    async def newest(
        self, limit: int, *, status: JobStatus | None = None, company: str | None = None
    ) -> Sequence[JobSummary]:
        """The newest first."""
        ...

    async def get(self, id: int) -> JobDetails:
        """One job. Raises `NotFound`."""
        ...

    async def counts(self) -> Mapping[JobStatus, int]:
        """How many there are of each status; none of those that are not named."""
        ...

    async def retry(self, id: int) -> None:
        """Let a failed job be done again now. Raises `NotFound`, `Conflict` when it has not failed."""
        ...
