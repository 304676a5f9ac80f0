"""What a benefit proposes for one standing, and how each proposal is laid on it.

Benefits only make offers. The fold calls `lay`, which takes no more than there is room for and at most what the
campaign's budget leaves, and says exactly what it took.
"""

from __future__ import annotations

from typing import Any

import msgspec

from largesse.core.allocation import allocate
from largesse.promotions.standing import Standing


class LineCut(msgspec.Struct, frozen=True, gc=False):
    """So much off one row, in minor units; `units` of it bear the cut (0 where the benefit counts no units)."""

    row: int
    amount: int
    units: int = 0


class Laid(msgspec.Struct, frozen=True):
    """What an offer really took or gave. `amount` is the sum in minor units, gifts at their worth."""

    amount: int = 0
    lines: list[LineCut] = []
    deliveries: list[tuple[int, int]] = []
    fees: list[tuple[int, int]] = []
    gift: Gift | None = None
    grant: Grant | None = None


class LineCuts(msgspec.Struct, frozen=True):
    """Cuts found row by row. A maximum or a budget that does not cover them cuts each in proportion."""

    cuts: list[LineCut]
    max_amount: int | None = None
    """Of the benefit itself, in minor units."""

    @property
    def wished(self) -> int:
        """Return what it comes to with nothing in its way, in minor units."""
        return sum([cut.amount for cut in self.cuts])

    def rows(self) -> list[int]:
        """Return the rows that it would touch."""
        return [cut.row for cut in self.cuts]

    def over_maximum(self, standing: Standing) -> int:
        """Return what the benefit's own maximum takes away of what there is room for."""
        if self.max_amount is None:
            return 0
        room = sum([min(cut.amount, standing.room(standing.rows[cut.row])) for cut in self.cuts])
        return max(room - self.max_amount, 0)

    def lay(self, standing: Standing, at_most: int | None) -> Laid | None:
        """Take the cuts off the standing, each within its row's room."""
        left, rows = standing.left, standing.rows
        at_most = _lower(self.max_amount, at_most)
        laid: list[LineCut] = []
        for cut in self.cuts:  # two cuts of one row have its room together
            room = standing.room(rows[cut.row])
            if cut.amount > room:
                cut = LineCut(cut.row, room, cut.units)
            if cut.amount > 0:
                left[cut.row] -= cut.amount
                laid.append(cut)
        if at_most is not None:
            laid.sort(key=_by_row)  # of equal fractions, the line earlier in the checkout gets the odd unit
            amounts = [cut.amount for cut in laid]
            shares = allocate(at_most, amounts, amounts)
            for cut, share in zip(laid, shares, strict=True):
                left[cut.row] += cut.amount - share
            laid = [LineCut(c.row, share, c.units) for c, share in zip(laid, shares, strict=True) if share > 0]
        amount = 0
        for cut in laid:
            standing.discounted[cut.row] = True
            amount += cut.amount
        return Laid(amount, laid) if laid else None


def _by_row(cut: LineCut) -> int:
    return cut.row


def _lower(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


class Spread(msgspec.Struct, frozen=True):
    """One amount over several rows, in proportion to weights (integers), never beyond a row's room.

    `weights` are (row, weight) in the order of the checkout; `units` maps rows to the units that earned it.
    """

    amount: int
    weights: list[tuple[int, int]]
    units: dict[int, int] = {}
    uncut: int = 0
    """What it was before the benefit's own maximum, where that was more."""

    @property
    def wished(self) -> int:
        """Return what it comes to with nothing in its way, in minor units."""
        return max(self.uncut, self.amount)

    def rows(self) -> list[int]:
        """Return the rows that it would touch."""
        return [row for row, _ in self.weights]

    def over_maximum(self, standing: Standing) -> int:
        """Return what the benefit's own maximum has taken away."""
        return self.wished - self.amount

    def lay(self, standing: Standing, at_most: int | None) -> Laid | None:
        """Allocate the amount to the rows at once; a budget cuts it before it is spread."""
        amount = self.amount if at_most is None else min(self.amount, at_most)
        rooms = [standing.room(standing.rows[row]) for row, _ in self.weights]
        shares = allocate(amount, [weight for _, weight in self.weights], rooms)
        laid: list[LineCut] = []
        for (row, _), share in zip(self.weights, shares, strict=True):
            if share > 0:
                standing.left[row] -= share
                standing.discounted[row] = True
                laid.append(LineCut(row, share, self.units.get(row, 0)))
        return Laid(sum(shares), laid) if laid else None


class _Whole(msgspec.Struct, frozen=True):
    """What touches no line, and has no maximum of its own."""

    def rows(self) -> list[int]:
        """Return the rows that it would touch: none."""
        return []

    def over_maximum(self, standing: Standing) -> int:
        """Return what a maximum of its own has taken away: nothing."""
        return 0


class DeliveryCuts(_Whole, frozen=True):
    """Cuts of delivery charges: (delivery, amount)."""

    cuts: list[tuple[int, int]]

    @property
    def wished(self) -> int:
        """Return what it comes to with nothing in its way, in minor units."""
        return sum([amount for _, amount in self.cuts])

    def lay(self, standing: Standing, at_most: int | None) -> Laid | None:
        """Take the cuts off the deliveries."""
        laid = _lay_on(standing.deliveries, self.cuts, at_most)
        return Laid(sum(amount for _, amount in laid), deliveries=laid) if laid else None


class FeeCuts(_Whole, frozen=True):
    """Cuts of fees: (fee, amount)."""

    cuts: list[tuple[int, int]]

    @property
    def wished(self) -> int:
        """Return what it comes to with nothing in its way, in minor units."""
        return sum([amount for _, amount in self.cuts])

    def lay(self, standing: Standing, at_most: int | None) -> Laid | None:
        """Take the cuts off the fees."""
        laid = _lay_on(standing.fees, self.cuts, at_most)
        return Laid(sum(amount for _, amount in laid), fees=laid) if laid else None


def _lay_on(charges: list[int], cuts: list[tuple[int, int]], at_most: int | None) -> list[tuple[int, int]]:
    amounts = [min(amount, charges[i]) for i, amount in cuts]
    if at_most is not None:
        amounts = allocate(at_most, amounts, amounts)
    laid = [(i, amount) for (i, _), amount in zip(cuts, amounts, strict=True) if amount > 0]
    for i, amount in laid:
        charges[i] -= amount
    return laid


class Gift(_Whole, frozen=True):
    """Units of an article added to the checkout for nothing; `price` is what one would cost, in minor units."""

    article: str
    quantity: int
    price: int
    product: str | None = None

    @property
    def worth(self) -> int:
        """Return what the units would cost, in minor units."""
        return self.price * self.quantity

    @property
    def wished(self) -> int:
        """Return what it comes to with nothing in its way, in minor units."""
        return self.worth

    def lay(self, standing: Standing, at_most: int | None) -> Laid | None:
        """Give it whole or not at all; its worth counts against a budget."""
        return Laid(self.worth, gift=self) if at_most is None or self.worth <= at_most else None


class Grant(_Whole, frozen=True):
    """Something carried out by the service once the order is confirmed: points, a voucher, a badge, ..."""

    type: str
    details: dict[str, Any]

    @property
    def wished(self) -> int:
        """Return what it takes off the checkout: nothing."""
        return 0

    def lay(self, standing: Standing, at_most: int | None) -> Laid | None:
        """Grants cost the campaign no money at the checkout."""
        return Laid(grant=self)


Offer = LineCuts | Spread | DeliveryCuts | FeeCuts | Gift | Grant
