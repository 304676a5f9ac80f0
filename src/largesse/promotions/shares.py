"""Exact shares of rows in one saving, and how they become a whole amount that is spread in proportion to them."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Literal, NamedTuple

import msgspec

from largesse.core.numbers import WHOLE, Rounding, round_ratio
from largesse.core.terms import Terms
from largesse.promotions.benefit import exactly_one
from largesse.promotions.manner import Manner, picking
from largesse.promotions.offer import Spread
from largesse.promotions.percent import Base
from largesse.promotions.units import Run

_NOTHING = Fraction(0)


Give = Literal["price", "amount", "unit_price", "percent"]
_GIVES: tuple[Give, ...] = ("price", "amount", "unit_price", "percent")


class Less(NamedTuple):
    """How a set of units costs less: a price or an amount off for the whole, a price or a percentage for each unit."""

    give: Give
    value: int
    """In minor units, or a share of `WHOLE`."""
    base: Base = "running"


def read_less(given: msgspec.Struct, terms: Terms, base: Base = "running") -> Less:
    """Return which one of its fields `price`, `amount`, `unit_price`, `percent` is set, as far as it has them."""
    gives: list[Give] = [give for give in _GIVES if give in given.__struct_fields__]
    give: Give = exactly_one(given, terms, *gives)
    text: str = getattr(given, give)
    return Less(give, terms.percent(text, give) if give == "percent" else terms.amount(text, give), base)


def less_manner(less: Less, terms: Terms) -> Manner:
    """Return how what picked units give depends on what is left."""
    if less.give != "percent":
        return picking(WHOLE, WHOLE, terms)
    return Manner() if less.base == "original" else picking(less.value, less.value, terms)


class Shares:
    """What each row gives, exactly, and for how many of its units."""

    __slots__ = ("exact", "units")

    def __init__(self) -> None:
        self.exact: dict[int, Fraction] = {}
        self.units: dict[int, int] = {}

    def add(self, run: Run, each: Fraction) -> None:
        """Note that every unit of the run gives so much."""
        row = run.row.index
        self.exact[row] = self.exact.get(row, _NOTHING) + each * run.units
        self.units[row] = self.units.get(row, 0) + run.units

    def add_set(self, runs: list[Run], times: int, less: Less) -> None:
        """Note what so many equal sets of units give: each unit by itself, or the set in proportion to unit values."""
        for run in runs if less.give in ("percent", "unit_price") else ():
            off = percent_of_unit(run, less.value, less.base) if less.give == "percent" else run.value - less.value
            if off > 0:
                self.add(run._replace(units=run.units * times), off)
        if less.give in ("price", "amount"):
            worth = sum([run.value * run.units for run in runs], _NOTHING)
            saving = worth - less.value if less.give == "price" else min(worth, Fraction(less.value))
            for run in runs if saving > 0 else ():
                self.add(run._replace(units=run.units * times), saving * run.value / worth)

    def spread(self, rounding: Rounding) -> Spread | None:
        """Return the sum, rounded once, over the rows in proportion to their exact shares; None when it is nothing."""
        total = sum(self.exact.values(), _NOTHING)
        amount = round_ratio(total.numerator, total.denominator, rounding)
        scale = lcm(*[share.denominator for share in self.exact.values()])
        weights = [(row, int(self.exact[row] * scale)) for row in sorted(self.exact)]
        return Spread(amount, weights, self.units) if amount else None


def percent_of_unit(run: Run, share: int, base: Base) -> Fraction:
    """Return a share of what is left of one unit, or of its list price but never more than is left."""
    if base == "running":
        return run.value * share / WHOLE
    return min(Fraction(run.row.price * share, WHOLE), run.value)
