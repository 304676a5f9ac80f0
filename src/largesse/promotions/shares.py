"""Exact shares of rows in one saving, and how they become a whole amount that is spread in proportion to them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from largesse.core.numbers import WHOLE, Rounding, round_ratio
from largesse.promotions.offer import Spread
from largesse.promotions.percent import Base
from largesse.promotions.units import Run


class Shares:
    """What each row gives, exactly, and for how many of its units."""

    __slots__ = ("exact", "units")

    def __init__(self) -> None:
        self.exact: dict[int, Fraction] = {}
        self.units: dict[int, int] = {}

    def add(self, run: Run, each: Fraction) -> None:
        """Note that every unit of the run gives so much."""
        row = run.row.index
        self.exact[row] = self.exact.get(row, Fraction(0)) + each * run.units
        self.units[row] = self.units.get(row, 0) + run.units

    def add_set(self, runs: Iterable[Run], saving: Fraction) -> None:
        """Note that these units give a saving together, in proportion to what is left of each."""
        runs = list(runs)
        worth = value_of(runs)
        for run in runs if worth else ():
            self.add(run, saving * run.value / worth)

    def spread(self, rounding: Rounding, max_amount: int | None = None) -> Spread | None:
        """Return the sum, rounded once, over the rows in proportion to their exact shares; None when it is nothing."""
        total = sum(self.exact.values(), Fraction(0))
        amount = round_ratio(total.numerator, total.denominator, rounding)
        if max_amount is not None:
            amount = min(amount, max_amount)
        scale = lcm(*[share.denominator for share in self.exact.values()])
        weights = [(row, int(self.exact[row] * scale)) for row in sorted(self.exact)]
        return Spread(amount, weights, self.units) if amount else None


def value_of(runs: Iterable[Run]) -> Fraction:
    """Return what is left of all these units together."""
    return sum([run.value * run.units for run in runs], Fraction(0))


def percent_of_unit(run: Run, share: int, base: Base) -> Fraction:
    """Return a share of what is left of one unit, or of its list price but never more than is left."""
    if base == "running":
        return run.value * share / WHOLE
    return min(Fraction(run.row.price * share, WHOLE), run.value)
