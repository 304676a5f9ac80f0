"""The year's baskets as past checkouts: what was bought, by whom, when, with which coupons, and what came off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from largesse.app.past_checkout import Amounts, Handed, PastCheckout, PastLine
from largesse.core.money import format_amount
from largesse.core.numbers import SCALE, format_quantity
from largesse.demo.households import Household, households
from largesse.demo.lines import FUEL_UNIT
from largesse.demo.source import Connection, rows
from largesse.demo.split import Split
from largesse.promotions.checkout import Checkout, Line

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BASKET, _HOUSEHOLD = range(2)

# Lines of no quantity sell nothing, but their basket is a basket all the same.
_LINES = """
select basket, household, store, moment, week, {part}, article::varchar, quantity, unit,
    sales + matched + retail as shelf, retail, coupon
from line join sold_by using (article)
where household % {of} = {piece}
order by household, moment, basket, article
"""
_SORTS = {"piece": "by the piece", "weight": "by weight", "ten gallons": "fuel"}


def past_checkouts(connection: Connection, split: Split, piece: int = 0, of: int = 1) -> Iterator[PastCheckout]:
    """Yield the past checkouts of every `of`-th household, oldest first within a household."""
    known = households(connection)
    handed, campaigns = _handed_in(connection)
    cursor = connection.cursor().execute(_LINES.format(part=split.part, piece=piece, of=of))
    for basket, found in groupby(_fetched(cursor), itemgetter(_BASKET)):
        lines = list(found)
        yield _past(lines, known[lines[0][_HOUSEHOLD]], handed.get(basket, []), campaigns.get(basket, {}))


def count_baskets(connection: Connection) -> int:
    """Return how many baskets the year has."""
    return rows(connection, "select count(distinct basket) from line")[0][0]


def _fetched(cursor: Connection) -> Iterator[tuple[Any, ...]]:
    while found := cursor.fetchmany(10_000):
        yield from found


def _past(rows: list[tuple[Any, ...]], household: Household, handed: list[Handed], coupons: Amounts) -> PastCheckout:
    basket, _, store, moment, week, part, *_ = rows[0]
    lines: list[Line] = []
    past: list[PastLine] = []
    flyer = 0
    for *_, article, quantity, unit, shelf, retail, coupon in rows:
        if quantity:
            first = len(lines)
            lines += [Line(article=article, quantity=n, price=price) for n, price in runs(shelf, quantity, unit)]
            units = 1 if unit == "ten gallons" else quantity
            recorded = {"flyer": retail, "coupon": coupon}
            past.append(PastLine(first, len(lines) - first, _SORTS[unit], units, recorded))
            flyer += retail
    return PastCheckout(
        checkout=Checkout(
            currency="USD",
            lines=lines,
            id=str(basket),
            at=_EPOCH + timedelta(microseconds=moment),
            customer=household.customer,
            codes=list(dict.fromkeys(each.code for each in handed)),
            store=str(store),
        ),
        facts=household.facts,
        part=part,
        lines=past,
        handed=handed,
        by_campaign={f"flyer-{week:02}": flyer, **coupons},
    )


def runs(total: int, quantity: int, unit: str) -> list[tuple[int | str, str]]:
    """Return (quantity, price of one) for a line of that total in cents, such that they come to the total exactly.

    One run where one price does it. Where the total is no multiple of the quantity, two: some units cost a cent more.
    """
    if unit == "ten gallons":
        return [(format_quantity(n * SCALE // FUEL_UNIT), price) for n, price in _fuel_runs(total, quantity)]
    price, dearer = divmod(total, quantity)
    return [*_two(price, quantity - dearer, dearer)]


def _fuel_runs(total: int, quantity: int) -> list[tuple[int, str]]:
    price, dearer = divmod(total * FUEL_UNIT, quantity)
    for whole in (price, price + 1):
        if _charged(whole, quantity) == total:
            return [(quantity, format_amount(whole, 2))]
    # Both runs are rounded, so the border between them may have to move a little for the sum to come out.
    for shift in (0, 1, -1):
        at, above = quantity - dearer - shift, dearer + shift
        if at > 0 and above > 0 and _charged(price, at) + _charged(price + 1, above) == total:
            return _two(price, at, above)
    return _two(price, quantity, 0)


def _charged(price: int, quantity: int) -> int:
    return (2 * price * quantity + FUEL_UNIT) // (2 * FUEL_UNIT)


def _two(price: int, at: int, above: int) -> list[tuple[int, str]]:
    found = [(at, format_amount(price, 2)), (above, format_amount(price + 1, 2))]
    return [run for run in found if run[0]]


_HANDED = """
select handed_in.basket, campaign, code::varchar, evidence, source, sum(proven.coupon)
from handed_in join face using (campaign, code) left join proven using (redemption)
group by redemption, handed_in.basket, campaign, code, evidence, source order by redemption
"""


def _handed_in(connection: Connection) -> tuple[dict[int, list[Handed]], dict[int, Amounts]]:
    """Return by basket the codes handed in with it, and what its receipt shows for each of their campaigns."""
    handed: defaultdict[int, list[Handed]] = defaultdict(list)
    campaigns: defaultdict[int, Amounts] = defaultdict(dict)
    for basket, number, code, evidence, source, cents in rows(connection, _HANDED):
        campaign = f"coupons-{number:02}"
        recorded = None if cents is None else int(cents)
        handed[basket].append(Handed(campaign, code, recorded, evidence, source))
        campaigns[basket][campaign] = campaigns[basket].get(campaign, 0) + (recorded or 0)
    return handed, campaigns
