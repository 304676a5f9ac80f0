"""How the live book of a company is doing: what it holds, what had to be left out, what is out for a while."""

from __future__ import annotations

import msgspec

from largesse.app.book import Books
from largesse.app.ports import Ports
from largesse.core.errors import Problem


class BrokenCampaign(msgspec.Struct, frozen=True):
    """A live campaign that makes no sense to this version of the engine, and so never applies."""

    campaign: str
    problems: list[Problem]


class SuspendedCampaign(msgspec.Struct, frozen=True):
    """A campaign that is out of evaluation because it kept exceeding its share of the time limit."""

    campaign: str
    version: int
    took_ms: int
    """The last time that it was measured."""
    back_in_s: int


class BookHealth(msgspec.Struct, frozen=True):
    """The live book as the process that answers sees it; time is watched by each process for itself."""

    version: str
    promotions: int
    broken: list[BrokenCampaign]
    suspended: list[SuspendedCampaign]
    over_time: int
    """Evaluations that have exceeded the time limit since the process began."""


async def book_health(ports: Ports, books: Books, company: str) -> BookHealth:
    """Return how the live book is doing. Raises `Unavailable`, `NotFound` for an unknown company."""
    snapshot, guard, now = await books.snapshot(company), books.guard(company), ports.ticks()
    return BookHealth(
        version=snapshot.book.version,
        promotions=len(snapshot.book),
        broken=[BrokenCampaign(id, list(problems)) for id, problems in snapshot.broken.items()],
        suspended=[
            SuspendedCampaign(each.campaign, each.version, round(1000 * each.spent), max(round(each.until - now), 0))
            for each in guard.suspensions(snapshot.book)
        ],
        over_time=guard.exceeded,
    )
