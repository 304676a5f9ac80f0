"""Evaluations of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from largesse.app.book_health import BookHealth
from largesse.client.request import Request, make


def get_book_health() -> Request[BookHealth]:
    """Tells what the live book holds, what had to be left out, and which campaigns are out for a while.

    A campaign that keeps taking more than its share of an evaluation's time is taken out, so that tills go on without
    it, and is put back after a minute, or at once when it is changed. Each server process watches for itself.
    """
    return make(
        "GET", "/v1/book/health", BookHealth,
    )
