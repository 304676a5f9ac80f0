"""A percentage off some units of a row, under the rounding contract of `docs/reference/wire.md`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from largesse.core.numbers import SCALE, WHOLE, Rounding, round_ratio
from largesse.core.terms import Terms
from largesse.promotions.basket import Row
from largesse.promotions.manner import Manner

Base = Literal["running", "original"]
"""Of a percentage: what is left when its turn comes, or the list price."""


Cut = Callable[[Row, int, int | None], int]
"""(row, what is left of it, how many of its units: None for all of it) -> the discount."""


def percent_cut(share: int, base: Base, terms: Terms) -> Cut:
    """Return the discount of a percentage as a function; see `percent_off_units`.

    Whole rows of whole units under the usual contract (discount of one unit, half up, no price endings) are by far
    the most frequent case, so they have a way of their own.
    """

    def cut(row: Row, left: int, units: int | None) -> int:
        return percent_off_units(row, left, units, share, base, terms)

    if terms.rounding is not Rounding.half_up or not terms.per_unit or terms.round_price or terms.price_endings:
        return cut
    running = base == "running"

    def cut_usual(row: Row, left: int, units: int | None) -> int:
        count = row.units
        if not count or (units is not None and units != count):
            return cut(row, left, units)
        whole = count * WHOLE
        each = (2 * share * (left if running else row.value) + whole) // (2 * whole)
        return min(each * count, left)

    return cut_usual


def percent_manner(share: int, base: Base, terms: Terms, *, bounded: bool = False) -> Manner:
    """Return how a percentage off rows depends on what is left; `bounded`: off some of their units, or up to a maximum.

    A price ending may be nearer to a lower price than to a higher one, so with endings nothing is known of a part.
    """
    if terms.price_endings:
        span = min([span for _, span in terms.price_endings])
        return Manner() if bounded else Manner("even", rounds="unit", grain=span)
    share = share if base == "running" else WHOLE
    return Manner("falls", share) if bounded else Manner("even", share, rounds="unit" if terms.per_unit else "line")


def percent_off_units(row: Row, left: int, units: int | None, share: int, base: Base, terms: Terms) -> int:
    """Return the discount for `units` whole units of the row (None: all of it), of which `left` is left in all.

    Per unit, the discount (or the new price) of one unit is rounded and multiplied; per line, the whole is rounded
    once. What is then still a fraction is rounded once more, and the units never give more than is left of them.
    Where the company has price endings, the new price of a unit is the nearest one that ends so.
    """
    worth = left if base == "running" else row.value
    quantity = row.quantity
    part = quantity if units is None else units * SCALE
    if terms.price_endings and (price := _ending_price(row, left, worth, share, terms.price_endings)) is not None:
        cut = round_ratio((left * SCALE - price * quantity) * part, quantity * SCALE, terms.rounding)
    elif terms.per_unit and terms.round_price:
        price = round_ratio(worth * SCALE * (WHOLE - share), quantity * WHOLE, terms.rounding)
        over = worth * part * SCALE - price * part * quantity
        cut = round_ratio(max(over, 0), quantity * SCALE, terms.rounding)
    elif terms.per_unit:
        each = round_ratio(worth * SCALE * share, quantity * WHOLE, terms.rounding)
        cut = round_ratio(each * part, SCALE, terms.rounding)
    elif terms.round_price:
        price = round_ratio(worth * part * (WHOLE - share), quantity * WHOLE, terms.rounding)
        cut = round_ratio(max(worth * part - price * quantity, 0), quantity, terms.rounding)
    else:
        cut = round_ratio(worth * part * share, quantity * WHOLE, terms.rounding)
    return min(cut, round_ratio(left * part, quantity, terms.rounding))


def _ending_price(row: Row, left: int, worth: int, share: int, endings: tuple[tuple[int, int], ...]) -> int | None:
    """Return the unit price with one of the endings that is nearest to the reduced one, the lower of two.

    It is never above what is left of a unit; None when no price below that ends so, or nothing is to be paid anyhow.
    """
    most = left * SCALE // row.quantity
    wanted = max(Fraction(left * WHOLE - worth * share, WHOLE) * SCALE / row.quantity, Fraction(0))
    found: list[int] = []
    for ending, span in endings if wanted else ():
        below = (int(wanted) - ending) // span * span + ending
        found += [price for price in (below, below + span) if 0 <= price <= most]
    return min(found, key=lambda price: (abs(wanted - price), price), default=None)
