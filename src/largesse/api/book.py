"""The live book over HTTP: how it is doing."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app.book_health import BookHealth, SuspendedCampaign, book_health
from largesse.core.errors import NotFound, Unavailable


async def get_book_health(desk: Desk, call: Call[None, NoQuery]) -> BookHealth:
    """Tells what the live book holds, what had to be left out, and which campaigns are out for a while.

    A campaign that keeps taking more than its share of an evaluation's time is taken out, so that tills go on without
    it, and is put back after a minute, or at once when it is changed. Each server process watches for itself.
    """
    return await book_health(desk.ports, desk.books, call.company)


ROUTES = (
    Route(
        method="GET", path="/v1/book/health", tag="Evaluations", says="How the live book is doing",
        handler=get_book_health, gives=BookHealth, errors=(NotFound, Unavailable),
        answer=BookHealth("7", 12, [], [SuspendedCampaign("summer-drinks", 3, took_ms=64, back_in_s=41)], over_time=4),
    ),
)  # fmt: skip
