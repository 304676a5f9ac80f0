"""Spreading one amount over lines, and taking cuts off them."""

from fractions import Fraction
from math import floor

from tests.golden.reference.cart import Line

Shares = dict[str, Fraction]
Cuts = dict[str, int]


def spread(amount: int, shares: Shares, lines: list[Line]) -> Cuts:
    """The amount over the lines in proportion to their shares, never beyond a line's room.

    A line whose exact share is above its room takes its room and the rest is spread anew over the others; then shares
    are floored, and the missing minor units go to the largest fractions, equal ones to the line earlier in the cart.
    """
    rooms = {line.sku: line.room for line in lines}
    weights = {sku: share for sku, share in shares.items() if share > 0}
    order = [line.sku for line in lines if line.sku in weights]
    taken: Cuts = {}
    amount = min(amount, sum(rooms[sku] for sku in order))
    while order:
        total = sum(weights[sku] for sku in order)
        exact = {sku: amount * weights[sku] / total for sku in order}
        full = [sku for sku in order if exact[sku] > rooms[sku]]
        if not full:
            floors = {sku: floor(exact[sku]) for sku in order}
            missing = amount - sum(floors.values())
            by_fraction = sorted(order, key=lambda sku: floors[sku] - exact[sku])
            for sku in by_fraction[:missing]:
                floors[sku] += 1
            return taken | floors
        for sku in full:
            taken[sku] = rooms[sku]
            amount -= rooms[sku]
        order = [sku for sku in order if sku not in full]
    return taken


def in_room(cuts: dict[str, int], lines: list[Line]) -> Cuts:
    return {line.sku: min(cuts[line.sku], line.room) for line in lines if line.sku in cuts}


def cut_down(cuts: Cuts, most: int, lines: list[Line]) -> Cuts:
    """Cuts in proportion to what each would have been, so that they sum to no more."""
    if sum(cuts.values()) <= most:
        return cuts
    return spread(most, {sku: Fraction(cut) for sku, cut in cuts.items()}, lines)
