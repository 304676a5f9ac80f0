"""Kinds of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from largesse.api.kinds import AllKinds
from largesse.client.request import Request, make


def list_kinds() -> Request[AllKinds]:
    """Lists every kind of condition and benefit, each sorted by type."""
    return make(
        "GET", "/v1/kinds", AllKinds,
    )
