"""Who watches what happens: counts it, measures it, follows it from one room to the next. Watching changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Protocol

FIELDS = "fields"
"""The attribute of a log record with what it says beside its message: `log.info(..., extra={FIELDS: {...}})`."""

About = str | int | float | bool
Headers = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that was answered. `route` is the pattern of its path, and empty for a path that is none of ours."""

    method: str
    route: str
    status: int
    code: str
    """Of the refusal; empty when it was not refused."""
    seconds: float
    company: str
    request: str


class Watch(Protocol):
    """Told of everything that an operator may want to know."""

    def request(self, method: str, headers: Headers) -> AbstractContextManager[object]:
        """Follow a request until the block ends; its headers may say that it is a part of something larger."""
        ...

    def span(self, what: str, **about: About) -> AbstractContextManager[object]:
        """Follow a part of what is going on until the block ends."""
        ...

    def answered(self, answered: Answered) -> None:
        """Take note of an answer, inside of its request's block."""
        ...

    def evaluated(self, seconds: float) -> None:
        """Take note of an evaluation: of one checkout, also when many came in one request."""
        ...

    def book_renewed(self, company: str, version: int, promotions: int, broken: int) -> None:
        """Take note of a company's new book, and of how many of its campaigns had to be left out."""
        ...

    def over_time(self, company: str) -> None:
        """Take note of an evaluation that exceeded the time limit."""
        ...

    def taken_out(self, company: str) -> None:
        """Take note of a campaign that kept exceeding its share of the time, and is out of evaluation for a while."""
        ...

    def worked(self, job: str, outcome: str, seconds: float) -> None:
        """Take note of a job that was done or has failed."""
        ...


class _Unwatched:
    """Nobody looks."""

    def request(self, method: str, headers: Headers) -> AbstractContextManager[object]:
        return nullcontext()

    def span(self, what: str, **about: About) -> AbstractContextManager[object]:
        return nullcontext()

    def answered(self, answered: Answered) -> None: ...

    def evaluated(self, seconds: float) -> None: ...

    def book_renewed(self, company: str, version: int, promotions: int, broken: int) -> None: ...

    def over_time(self, company: str) -> None: ...

    def taken_out(self, company: str) -> None: ...

    def worked(self, job: str, outcome: str, seconds: float) -> None: ...


UNWATCHED: Watch = _Unwatched()
