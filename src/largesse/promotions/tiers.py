"""Tiers: the further up one gets, the more each step gives. What quantity tiers and spend tiers share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import msgspec

from largesse.core.numbers import WHOLE, Rounding, round_ratio
from largesse.core.terms import Terms
from largesse.promotions.basket import Row
from largesse.promotions.benefit import exactly_one
from largesse.promotions.manner import EVEN, FALLS, UNKNOWN, Manner, picking
from largesse.promotions.offer import Spread
from largesse.promotions.percent import Base, percent_cut, percent_manner
from largesse.promotions.reduction import amount_off_units, down_to_price
from largesse.promotions.selector import Selection
from largesse.promotions.standing import Standing
from largesse.promotions.units import Run, between, count

TierLane = Literal["product", "order"]
Give = Literal["percent", "amount", "price"]


class Step(NamedTuple):
    """One tier: from where on it holds, and what it gives: a share of `WHOLE`, or minor units."""

    at_least: int
    value: int


class Tiers(NamedTuple):
    """All tiers, lowest first, which all give the same sort of thing."""

    give: Give
    steps: list[Step]

    def reached(self, height: int) -> Step | None:
        """Return the highest tier that is reached."""
        return next((step for step in reversed(self.steps) if step.at_least <= height), None)

    def slices(self, height: int, first: int = 0) -> list[tuple[Step, int, int]]:
        """Return the tiers that have a part below `height`, with where it begins and ends, counting from `first`."""
        starts = [max(step.at_least - first, 0) for step in self.steps]
        ends = [min(start, height) for start in starts[1:]] + [height]
        return [part for part in zip(self.steps, starts, ends, strict=True) if part[1] < part[2]]

    def parts(self, runs: list[Run], graduated: bool) -> list[tuple[Step, list[Run]]]:
        """Return tiers reached by a number of units, and the units that each is for: all, or those from it on."""
        units = count(runs)
        if graduated:
            return [(step, between(runs, start, end)) for step, start, end in self.slices(units, 1)]
        step = self.reached(units)
        return [(step, runs)] if step else []

    def amount(self, height: int, graduated: bool) -> int:
        """Return the amount that is given once: that of the tier reached, or of all tiers reached together."""
        if graduated:
            return sum([step.value for step in self.steps if step.at_least <= height])
        step = self.reached(height)
        return step.value if step else 0

    def manner(self, of: Selection, base: Base, graduated: bool, lane: TierLane, terms: Terms) -> Manner:
        """Return how what tiers by the number of units give depends on what is left of these lines."""
        own = self._off_products if lane == "product" else self._off_order
        return of.manner(own(base, graduated, terms), picked=True)

    def _off_products(self, base: Base, graduated: bool, terms: Terms) -> Manner:
        if self.give != "percent":
            return FALLS if graduated else EVEN
        if graduated and base == "original":  # which unit is the dearest decides what a unit gives
            return UNKNOWN
        return percent_manner(max(step.value for step in self.steps), base, terms, bounded=graduated)

    def _off_order(self, base: Base, graduated: bool, terms: Terms) -> Manner:
        most = max(step.value for step in self.steps)
        if self.give == "amount" or (base == "original" and not graduated):
            return Manner("whole", pull=0)
        if base == "original":
            return UNKNOWN
        return picking(most, most, terms) if graduated else Manner("whole", most, most)

    def manner_by_spend(self, base: Base, graduated: bool) -> Manner:
        """Return how what tiers by what is spent give off the order depends on what is left."""
        values = [step.value for step in self.steps]
        most, breaks = max(values), tuple(step.at_least for step in self.steps)
        pull = most if self.give == "percent" and base == "running" else 0
        if self.give == "percent" and graduated:
            return Manner("whole", most, most)
        if values != sorted(values) and not graduated:
            return Manner(share=pull or WHOLE)
        return Manner("whole", pull or WHOLE, pull, breaks)


def read_tiers(tiers: Sequence[msgspec.Struct], bounds: Sequence[int], gives: Sequence[Give], terms: Terms) -> Tiers:
    """Return the tiers read; raise `Invalid` where one does not rise or gives another sort of thing than the first."""
    steps: list[Step] = []
    give: Give | None = None
    for i, (tier, bound) in enumerate(zip(tiers, bounds, strict=True)):
        under = terms.under(i)
        named: Give = exactly_one(tier, under, *gives)
        give = give or named
        if named != give:
            raise under.refuse(named, "mixed", f"the first tier gives a {give}, so all of them do")
        if steps and bound <= steps[-1].at_least:
            raise under.refuse("at_least", "not_rising", "each tier begins above the one before it")
        text: str = getattr(tier, named)
        steps.append(Step(bound, under.percent(text, named) if named == "percent" else under.amount(text, named)))
    return Tiers(give or gives[0], steps)


Taking = Callable[[Row, int, int | None], int]


def taking(give: Give, value: int, base: Base, terms: Terms) -> Taking:
    """Return what a tier takes off some units of a row: a percentage, an amount off each, or down to a unit price."""
    if give == "percent":
        return percent_cut(value, base, terms)
    if give == "amount":
        return lambda row, left, units: amount_off_units(row, left, units, value, terms.rounding)
    return lambda row, left, units: down_to_price(row, left, units, value, terms.rounding)


def shared(amount: int, rows: list[Row], standing: Standing) -> Spread | None:
    """Return one amount off the order, borne by the rows in proportion to what is left of them."""
    return Spread(amount, [(row.index, standing.left[row.index]) for row in rows]) if amount else None


def percent_off(share: int, base: Base, rows: list[Row], standing: Standing, rounding: Rounding) -> Spread | None:
    """Return a share of what is left of the rows, or of their list value, rounded once and borne as `shared` says."""
    worth = sum([standing.left[row.index] if base == "running" else row.value for row in rows])
    return shared(round_ratio(worth * share, WHOLE, rounding), rows, standing)
