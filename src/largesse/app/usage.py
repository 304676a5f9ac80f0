"""What campaigns have given of what they may give: where limits and budgets stand, and the ledger that says why."""

from __future__ import annotations

import logging
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from largesse.app.campaign_details import missing
from largesse.app.page import Cursor, Limit, Page, Search, Sorting, page_of, read_cursor
from largesse.app.ports import Ports
from largesse.app.ports.orders import Balance, Difference, LedgerEntry, LedgerFilter
from largesse.core.money import digits_of, format_amount, parse_amount
from largesse.core.wire import Token
from largesse.promotions.definition import Campaign
from largesse.promotions.limits import budget_counter, capacity_of

log = logging.getLogger("largesse.ledger")


class CounterUsage(msgspec.Struct, frozen=True):
    """Where one limit or budget stands: uses as whole numbers, money as decimal text of the campaign's currency."""

    counter: str
    capacity: str
    used: str
    """By orders."""
    held: str
    """For checkouts that may become orders."""
    left: str
    """Below zero where a limit was lowered under what was used, or a last order was finished."""


class CampaignUsage(msgspec.Struct, frozen=True):
    """Where a campaign's limits and budgets stand. What nobody has used yet is not listed."""

    campaign: str
    currency: str
    counters: list[CounterUsage]


class LedgerQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which entries to list, the oldest first unless the other order is asked for."""

    search: Search | None = None
    """Part of the counter's or the checkout's id, in any case."""
    counter: Annotated[str, Meta(max_length=500)] | None = None
    checkout: Token | None = None
    sort: Literal["number", "-number"] = "number"
    cursor: Cursor | None = None
    limit: Limit = 50


_BY_NUMBER = Sorting(("number",), tuple[Annotated[int, Meta(ge=0, le=2**63 - 1)]])


async def campaign_usage(ports: Ports, company: str, id: str) -> CampaignUsage:
    """Return where a campaign's limits and budgets stand. Raises `NotFound`."""
    async with ports.store.view(company) as work:
        stored = await work.campaigns.get(id)
        if stored is None:
            raise missing(id)
        balances = await work.counters.balances(id)
    campaign = stored.campaign
    return CampaignUsage(id, campaign.currency, [_usage_of(each, campaign) for each in balances])


def _usage_of(balance: Balance, campaign: Campaign) -> CounterUsage:
    """Return where a counter stands under what the campaign says now: the counter hears of it at its next use."""
    digits = digits_of(campaign.currency)
    is_money = balance.counter == budget_counter(campaign.id)
    if is_money:
        capacity = parse_amount(campaign.budget.amount, digits) if campaign.budget else None
    else:
        capacity = capacity_of(balance.counter, campaign)
    capacity = balance.capacity if capacity is None else capacity
    figures = (capacity, balance.taken - balance.held, balance.held, capacity - balance.taken)
    return CounterUsage(balance.counter, *(format_amount(each, digits) if is_money else str(each) for each in figures))


async def list_ledger(ports: Ports, company: str, query: LedgerQuery) -> Page[LedgerEntry]:
    """Return a page of the ledger of uses and budgets. Money in minor units."""
    wanted = LedgerFilter(
        limit=query.limit + 1,
        sort=query.sort,
        after=read_cursor(query.cursor, query.sort, _BY_NUMBER),
        search=query.search,
        counter=query.counter,
        checkout=query.checkout,
    )
    async with ports.store.transaction(company) as work:
        entries = await work.counters.entries(wanted)
    return page_of(entries, query.limit, query.sort, _BY_NUMBER)


async def audit_ledger(ports: Ports, company: str) -> str:
    """Compare as `check_ledger` does, and say so in the log when something does not agree."""
    difference = await check_ledger(ports, company)
    if difference is None:
        return "agrees"
    log.error("the ledger of %s does not agree: %s", company, difference)
    return str(difference)


async def check_ledger(ports: Ports, company: str) -> Difference | None:
    """Return the first place where ledger, balances, checkouts and orders do not agree; None when all of them do."""
    async with ports.store.view(company) as work:
        return await work.counters.first_difference()
