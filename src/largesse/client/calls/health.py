"""Health of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from largesse.api.health import Health
from largesse.client.request import Request, make


def live() -> Request[Health]:
    """Answers as long as the process serves requests at all."""
    return make(
        "GET", "/health/live", Health,
    )


def ready() -> Request[Health]:
    """Answers when the database answers; 503 until then."""
    return make(
        "GET", "/health/ready", Health,
    )
