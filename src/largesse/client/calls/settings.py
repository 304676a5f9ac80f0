"""Settings of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from largesse.client.request import Request, make
from largesse.promotions.settings import Settings


def get_settings() -> Request[Settings]:
    """Gives the settings. What is left out is the default, which stands in the schema."""
    return make(
        "GET", "/v1/settings", Settings,
    )


def replace_settings(
    body: Settings, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[Settings]:
    """Replaces all settings: what is left out is the default again. Evaluation follows within a second."""
    return make(
        "PUT", "/v1/settings", Settings,
        body=body, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )
