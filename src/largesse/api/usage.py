"""Limits and budgets over HTTP: where they stand, and every use of them."""

from __future__ import annotations

from largesse.api.campaigns import NAMES
from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app import usage
from largesse.app.page import Page
from largesse.app.ports.orders import LedgerEntry
from largesse.app.usage import CampaignUsage, LedgerQuery
from largesse.core.errors import NotFound

TAG = "Limits and budgets"


async def get_campaign_usage(desk: Desk, call: Call[None, NoQuery]) -> CampaignUsage:
    """Gives what of the campaign's limits and budgets is used, held and left. What nobody used yet is not listed."""
    return await usage.campaign_usage(desk.ports, call.company, call.names["campaign"])


async def list_ledger(desk: Desk, call: Call[None, LedgerQuery]) -> Page[LedgerEntry]:
    """Lists what was held, given back, used and reversed of limits and budgets.

    Amounts of money are in minor units of the campaign's currency.
    """
    return await usage.list_ledger(desk.ports, call.company, call.query)


ROUTES = (
    Route(
        method="GET", path="/v1/campaigns/{campaign}/usage", tag=TAG, says="Get what a campaign has given",
        handler=get_campaign_usage, names=NAMES, gives=CampaignUsage, errors=(NotFound,),
    ),
    Route(
        method="GET", path="/v1/ledger", tag=TAG, says="List uses of limits and budgets", handler=list_ledger,
        query=LedgerQuery, gives=Page[LedgerEntry],
    ),
)  # fmt: skip
