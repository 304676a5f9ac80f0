"""Limits and budgets of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from typing import Literal

from largesse.app.page import Page
from largesse.app.ports.orders import LedgerEntry
from largesse.app.usage import CampaignUsage
from largesse.client.request import Request, make


def get_campaign_usage(campaign: str) -> Request[CampaignUsage]:
    """Gives what of the campaign's limits and budgets is used, held and left. What nobody used yet is not listed."""
    return make(
        "GET", "/v1/campaigns/{campaign}/usage", CampaignUsage,
        names={"campaign": campaign},
    )


def list_ledger(
    *,
    search: str | None = None,
    counter: str | None = None,
    checkout: str | None = None,
    sort: Literal["number", "-number"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
) -> Request[Page[LedgerEntry]]:
    """Lists what was held, given back, used and reversed of limits and budgets.

    Amounts of money are in minor units of the campaign's currency.
    """
    return make(
        "GET", "/v1/ledger", Page[LedgerEntry],
        query={"search": search, "counter": counter, "checkout": checkout, "sort": sort, "cursor": cursor, "limit":
        limit},
    )
