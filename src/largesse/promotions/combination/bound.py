"""The most that campaigns could still take from a point of a run on, were all that may join to combine.

Why no run does better is in `docs/explanation/best-combination.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from largesse.core.numbers import WHOLE
from largesse.promotions.combination.part import Ground, Part
from largesse.promotions.combination.path import Path, count
from largesse.promotions.offer import DeliveryCuts, FeeCuts, Gift, Grant, LineCuts, Offer, Spread
from largesse.promotions.standing import NOT_BARRED, Standing

_PRODUCT, _ORDER = 0, 1


class Cap(NamedTuple):
    """The most that is taken off lines, and taken or given elsewhere, in minor units."""

    lines: int = 0
    other: int = 0

    @property
    def worth(self) -> int:
        """Return both together."""
        return self.lines + self.other

    def plus(self, more: Cap) -> Cap:
        """Return the cap of two promotions together."""
        return Cap(self.lines + more.lines, self.other + more.other)


NOTHING = Cap()


def cap_of(part: Part, standing: Standing, path: Path, ground: Ground) -> Cap:
    """Return the most that the promotion could take at this standing or with less left. Raises `Stopped`."""
    count(part.entry, path.rule)
    lines = other = 0
    if part.manner.shape == "unknown":
        if part.lane > _ORDER:
            other = sum(standing.deliveries) + sum(standing.fees) + part.gifts
        else:
            lines, other = _dearest(part, standing, ground), part.gifts
    else:
        for offer in offers_of(part, standing, path, ground):
            more = _offered(offer, standing)
            lines, other = lines + more.lines, other + more.other
        lines += part.loose if lines else 0
    if part.budget is not None:
        lines, other = min(lines, part.budget), min(other, part.budget)
    return Cap(lines, other)


def _dearest(part: Part, standing: Standing, ground: Ground) -> int:
    """Return the share that it may take of what is left of the rows, or units, that it may touch."""
    manner = part.manner
    if manner.rows is None:
        return room_of(standing, ground)
    left, rows = standing.left, [standing.rows[row] for row in manner.rows]
    worth = Fraction(sum([left[row.index] for row in rows]))
    if manner.units is not None:
        each = sorted([(Fraction(left[row.index], row.units), row.units) for row in rows if row.units], reverse=True)
        worth, free = Fraction(0), manner.units
        for value, units in each:
            worth += value * min(units, free)
            free -= min(units, free)
    return int(worth * manner.share / WHOLE) + 1


def offers_of(part: Part, standing: Standing, path: Path, ground: Ground) -> Iterable[Offer]:
    """Yield what its benefits offer, each as things stand when its turn comes."""
    view = ground.view.on(standing)
    standing.barred = path.rule.barred_rows(part.entry)
    for _, proposal in part.entry.proposals:
        offer = proposal.make(view)
        if offer is not None:
            yield offer
    standing.barred = NOT_BARRED


def _offered(offer: Offer, standing: Standing) -> Cap:
    if isinstance(offer, LineCuts):
        return Cap(offer.wished if offer.max_amount is None else min(offer.wished, offer.max_amount))
    if isinstance(offer, Spread):
        return Cap(offer.amount)
    if isinstance(offer, DeliveryCuts):
        return Cap(0, sum([min(amount, standing.deliveries[i]) for i, amount in offer.cuts]))
    if isinstance(offer, FeeCuts):
        return Cap(0, sum([min(amount, standing.fees[i]) for i, amount in offer.cuts]))
    return Cap(0, 0 if isinstance(offer, Grant) else offer.worth)


def lay(part: Part, standing: Standing, path: Path, ground: Ground) -> None:
    """Lay what the promotion offers on a standing, whatever its conditions and bounds say. Raises `Stopped`."""
    count(part.entry, path.rule)
    for offer in offers_of(part, standing, path, ground):
        if not isinstance(offer, Gift | Grant):
            offer.lay(standing, None)


def room_of(standing: Standing, ground: Ground) -> int:
    """Return what can still be taken off all lines, in minor units."""
    return sum([standing.room(standing.rows[row]) for row in ground.main])


class Relaxed:
    """A run in which everything applies, its conditions forgotten: after it no line has more left than in any real run.

    In the product lane whatever is even is laid on `low`; what is not is counted as `debt`, at the most that it could
    take. From the order lane on only the sum of all lines is followed. `worth` is what all of them take at most.
    """

    def __init__(self, path: Path, parts: list[Part], ground: Ground) -> None:
        self.path = path
        self.ground = ground
        self.low = path.standing.copy()
        self.ragged = ground.ragged.copy()
        self.debts: dict[frozenset[int], int] = {}
        """By rows: the most that what is not even takes off them."""
        self.other = 0
        self.gifts = 0
        grouped = _rivals(parts)
        for part in parts:
            if part.lane == _PRODUCT and part not in grouped:
                self._product(part)
        self.left = self._sum(self.low) - sum([self._owed(rows) for rows in self.debts])
        """From the order lane on: the least that can be left of all lines."""
        for part in parts:
            if part.lane > _PRODUCT and part not in grouped:
                self._later(part)
        self._groups(grouped)
        self.worth = self._worth()

    def _sum(self, standing: Standing) -> int:
        left = standing.left
        return sum([left[row] for row in self.ground.main])

    def _owed(self, rows: frozenset[int]) -> int:
        """Return the most that the parts on these rows take beside what is even: no more than is there."""
        low = self.low
        return min(self.debts[rows], sum([max(low.left[row] - low.rows[row].floor, 0) for row in rows]))

    def _worth(self) -> int:
        now, low = self.path.standing, self.low
        lines = min(self._sum(now) - self.left, room_of(now, self.ground))
        if self.path.rule.allowance is not None:
            lines = min(lines, self.path.rule.allowance)
        charges = sum(now.deliveries) + sum(now.fees)
        other = min(charges - sum(low.deliveries) - sum(low.fees) + self.other, charges)
        return lines + other + self.gifts

    def _product(self, part: Part) -> None:
        if part.is_even:
            self._lay_evenly(part)
        elif part.manner.shape == "still":
            self.gifts += part.gifts
        else:
            cap = cap_of(part, self.path.standing, self.path, self.ground)
            rows = part.touched(self.ground)
            self.debts[rows] = self.debts.get(rows, 0) + cap.lines
            self.gifts += cap.other
            for row in rows:
                self.ragged[row] = True

    def _lay_evenly(self, part: Part) -> None:
        """Lay it on `low`; where rounding by unit may take more off a row that has less left, take as much off."""
        manner, sizes, low = part.manner, self.ground.sizes, self.low
        before = low.left.copy()
        lay(part, low, self.path, self.ground)
        self.gifts += part.gifts
        for row in part.rows if manner.rounds or manner.shape == "falls" else ():
            if manner.rounds != "unit":
                self.ragged[row] = self.ragged[row] or sizes[row] > 1
            elif self.ragged[row]:
                least = min(before[row], low.rows[row].floor)
                low.left[row] = max(low.left[row] - manner.grain * sizes[row] + 1, least)

    def _later(self, part: Part) -> None:
        """Take one more part: it either fails, or finds at least `least` when its turn comes."""
        if part.manner.shape == "still":
            self.gifts += part.gifts
        elif part.lane > _ORDER and part.manner.shape == "even":
            lay(part, self.low, self.path, self.ground)
            self.gifts += part.gifts
        elif part.manner.shape == "whole":
            self._whole(part)
            self.gifts += part.gifts
        else:
            cap = cap_of(part, self.path.standing, self.path, self.ground)
            self.left = min(self.left, max(self.left, part.least) - cap.lines)
            if part.lane > _ORDER:
                self.other += cap.other - part.gifts
                self.gifts += part.gifts
            else:
                self.gifts += cap.other

    def _whole(self, part: Part) -> None:
        """Follow the sum through what looks at nothing else, at each sum from which on it takes more at once."""
        least, top = max(self.left, part.least), self._sum(self.path.standing)
        sums = [least, *[each for each in part.manner.breaks if least < each <= top]]
        self.left = min(self.left, *[each - self._taken(part, each) for each in sums])

    def _taken(self, part: Part, left: int) -> int:
        """Return what something that only looks at the sum takes of so much."""
        if left <= 0:
            return 0
        standing = self.path.standing.copy()
        _drain(standing, self._sum(standing) - left, self.ground.main)
        lay(part, standing, self.path, self.ground)
        return left - self._sum(standing)

    def _groups(self, grouped: dict[Part, str]) -> None:
        """Count for each group what the campaign that could take most would take."""
        groups: dict[str, dict[str, Cap]] = {}
        for part, group in grouped.items():
            campaigns = groups.setdefault(group, {})
            cap = cap_of(part, self.path.standing, self.path, self.ground)
            campaigns[part.campaign] = campaigns.get(part.campaign, NOTHING).plus(cap)
        for campaigns in groups.values():
            self.left -= max(cap.lines for cap in campaigns.values())
            self.gifts += max(cap.other for cap in campaigns.values())


def most_of(path: Path, parts: list[Part], caps: Mapping[str, int], slots: int | None) -> int:
    """Return the most that so many campaigns could give, by the most that each could: one of each group."""
    best: dict[str, int] = {}
    for part in parts:
        name = f"group {part.group}" if part.group is not None else f"campaign {part.campaign}"
        best[name] = max(best.get(name, 0), caps[part.campaign])
    free = 0
    for campaign in {part.campaign for part in parts if part.campaign in path.ranks}:
        free += caps[campaign]  # has joined already and takes no slot
    return free + sum(sorted(best.values(), reverse=True)[:slots])


def _rivals(parts: list[Part]) -> dict[Part, str]:
    """Return the parts of campaigns that share a group, each with it: only one of a group may join."""
    groups: dict[str, set[str]] = {}
    for part in parts:
        if part.group is not None:
            groups.setdefault(part.group, set()).add(part.campaign)
    return {part: part.group for part in parts if part.group is not None and len(groups[part.group]) > 1}


def _drain(standing: Standing, amount: int, rows: list[int]) -> None:
    """Take an amount off rows, whichever."""
    for row in rows:
        taken = min(amount, standing.left[row])
        standing.left[row] -= taken
        amount -= taken
