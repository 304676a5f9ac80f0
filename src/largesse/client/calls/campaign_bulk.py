"""Campaigns of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from largesse.app.campaign_bulk import BulkChange, BulkResults
from largesse.client.request import Request, make


def change_campaigns(body: BulkChange, *, idempotency_key: str | None = None) -> Request[BulkResults]:
    """Does one thing to many campaigns, each by itself: those that cannot are refused, and the others are done."""
    return make(
        "POST", "/v1/campaigns:bulk", BulkResults,
        body=body, writes=True, idempotency_key=idempotency_key,
    )
