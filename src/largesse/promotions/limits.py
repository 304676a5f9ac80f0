"""What a checkout would take of limits and budgets: the counters that bear on a promotion, and what an order takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from largesse.core.money import format_amount, parse_amount
from largesse.promotions.basket import Basket
from largesse.promotions.book import Book
from largesse.promotions.definition import Campaign, Limit
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Applied, Evaluation
from largesse.promotions.facts import Facts


class Counter(msgspec.Struct, frozen=True):
    """Something that is counted and may not exceed a capacity: uses, or money in minor units."""

    id: str
    """The campaign, what is counted, and whose or which: `summer|uses|customer=c-1`."""
    campaign: str
    version: int
    """Of the campaign that says the capacity."""
    capacity: int
    shared: bool = True
    """Whether many may want it at the same time, or just the customer or the code that it is about."""
    may_finish: bool = False
    """Whether who finds something left may take more than that."""


def limits_on(entry: Entry) -> list[Limit]:
    """Return the limits of its campaign that bear on a promotion."""
    id = entry.promotion.id
    return [limit for limit in entry.campaign.limits if limit.promotion is None or limit.promotion == id]


def limit_counter(limit: Limit, campaign: Campaign, basket: Basket) -> str | None:
    """Return what counts towards the limit in this checkout; None where nobody is counted.

    Nobody can count a guest's uses, so a limit per customer lets guests pass; nor those of a checkout of no store.
    """
    parts = [campaign.id, "uses"]
    if limit.promotion is not None:
        parts.append(f"promotion={limit.promotion}")
    if limit.every is not None:
        parts.append(f"{limit.every}={_period(limit.every, basket.at.astimezone(ZoneInfo(campaign.time_zone)).date())}")
    if limit.per != "campaign":
        who = basket.checkout.store if limit.per == "store" else basket.customer.id
        if who is None:
            return None
        parts.append(f"{limit.per}={who}")
    return "|".join(parts)


def _period(every: str, day: date) -> str:
    if every == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat() if every == "day" else f"{day.year}-{day.month:02}"


def counters_for(book: Book, basket: Basket, facts: Facts) -> dict[str, Counter]:
    """Return, by id, what may be counted for this checkout: the counters of all promotions that could apply."""
    return _by_id(each for entry in book.candidates(basket, facts) for each in _counters_of(entry, basket))


def capacity_of(counter: str, campaign: Campaign) -> int | None:
    """Return what a campaign says now of one of its counters of uses; None where it says nothing of it, or of codes."""
    said = [part.partition("=") for part in counter.split("|", 4)[2:]]
    parts = {name: value for name, _, value in said}
    fits = [
        limit.uses
        for limit in campaign.limits
        if limit.promotion == parts.get("promotion")
        and (limit.every in parts if limit.every else parts.keys().isdisjoint(("day", "week", "month")))
        and (limit.per in parts if limit.per != "campaign" else parts.keys().isdisjoint(("customer", "store", "code")))
    ]
    return min(fits, default=None)


def _by_id(counters: Iterable[Counter]) -> dict[str, Counter]:
    """Return the counters by id; where one is limited twice, the narrower limit holds."""
    found: dict[str, Counter] = {}
    for each in counters:
        if each.id not in found or each.capacity < found[each.id].capacity:
            found[each.id] = each
    return found


def _counters_of(entry: Entry, basket: Basket) -> Iterator[Counter]:
    campaign = entry.campaign
    for limit in limits_on(entry):
        id = limit_counter(limit, campaign, basket)
        if id is not None:
            yield Counter(id, campaign.id, campaign.version, limit.uses, shared=limit.per != "customer")
    for id, _, uses in _codes_of(entry, basket, basket.codes):
        yield Counter(id, campaign.id, campaign.version, uses, shared=uses > 1)
    if campaign.budget is not None and entry.budget is not None:
        finishes = campaign.budget.overrun == "finish"
        yield Counter(budget_counter(campaign.id), campaign.id, campaign.version, entry.budget, may_finish=finishes)


def budget_counter(campaign: str) -> str:
    """Return what counts the money that a campaign has given."""
    return f"{campaign}|budget"


def _codes_of(entry: Entry, basket: Basket, codes: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Yield counter, spelling and most uses of each of these codes, as compared, whose uses are limited."""
    for _, test in entry.tests:
        for limited in test.code_uses:
            for code in codes:
                if code in limited.spelled:
                    yield f"{entry.campaign.id}|uses|code={code}", limited.spelled[code], limited.uses


def with_counts(facts: Facts, book: Book, basket: Basket, counts: Mapping[str, int]) -> Facts:
    """Return the facts with what counters stand at, so that evaluation knows what is left."""
    spent: dict[str, str] = {}
    code_uses: dict[str, int] = {}
    for entry in book.candidates(basket, facts):
        if entry.budget is not None:
            spent[entry.campaign.id] = format_amount(counts.get(budget_counter(entry.campaign.id), 0), basket.digits)
        for id, spelled, _ in _codes_of(entry, basket, basket.codes):
            code_uses[spelled] = max(code_uses.get(spelled, 0), counts.get(id, 0))
    return msgspec.structs.replace(facts, counts=dict(counts), spent=spent, code_uses=code_uses)


def takes_of(book: Book, basket: Basket, evaluation: Evaluation) -> dict[str, int]:
    """Return what the evaluation takes of each counter, by id: what it did not apply takes nothing.

    A campaign counts once, however many of its promotions applied. Of several codes that would each have done, the
    first one of the checkout is used.
    """
    takes: dict[str, int] = {}
    for applied in evaluation.applied:
        entry = _entry_of(book, applied)
        for limit in limits_on(entry):
            id = limit_counter(limit, entry.campaign, basket)
            if id is not None:
                takes[id] = 1
        takes |= dict.fromkeys(_codes_used(entry, basket, applied), 1)
        amount = parse_amount(applied.amount, basket.digits)
        if entry.budget is not None and amount:
            id = budget_counter(entry.campaign.id)
            takes[id] = takes.get(id, 0) + amount
    return takes


def _codes_used(entry: Entry, basket: Basket, applied: Applied) -> Iterator[str]:
    said = {text: code for code, text in basket.codes.items()}
    counted = [said[text] for text in applied.codes]
    for _, test in entry.tests:
        for limited in test.code_uses:
            used = next((code for code in counted if code in limited.spelled), None)
            if used is not None:
                yield f"{entry.campaign.id}|uses|code={used}"


def _entry_of(book: Book, applied: Applied) -> Entry:
    return next(each for each in book.entries_of([applied.campaign]) if each.promotion.id == applied.promotion)
