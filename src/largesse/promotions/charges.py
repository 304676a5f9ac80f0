"""What takes amounts off deliveries and fees: which charges are meant, and how one cut is shared among several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from msgspec import Meta

from largesse.core.allocation import allocate
from largesse.core.numbers import WHOLE, Rounding, round_ratio
from largesse.promotions.basket import Charge
from largesse.promotions.condition import View
from largesse.promotions.manner import EVEN, FALLS, Manner
from largesse.promotions.offer import DeliveryCuts, FeeCuts
from largesse.promotions.percent import Base
from largesse.promotions.wire import Token

Methods = Annotated[
    list[Token], Meta(min_length=1, max_length=200, description="Only deliveries by one of these methods.")
]
FeeIds = Annotated[list[Token], Meta(min_length=1, max_length=200, description="Only fees with one of these ids.")]

Cuts = list[tuple[int, int]]
Reduce = Callable[[list[Charge], list[int]], Cuts]
"""Cuts (charge, amount) for the charges meant, where the second list says what is left of every charge, by index."""


def on_deliveries(reduce: Reduce, methods: list[str] | None) -> Callable[[View], DeliveryCuts | None]:
    """Return what reduces the deliveries of these methods, or of all."""
    wanted = None if methods is None else frozenset(methods)

    def make(view: View) -> DeliveryCuts | None:
        meant = [each for each in view.basket.deliveries if wanted is None or each.method in wanted]
        cuts = reduce(meant, view.standing.deliveries)
        return DeliveryCuts(cuts) if cuts else None

    return make


def on_fees(reduce: Reduce, ids: list[str] | None) -> Callable[[View], FeeCuts | None]:
    """Return what reduces the fees of these ids, or all."""
    wanted = None if ids is None else frozenset(ids)

    def make(view: View) -> FeeCuts | None:
        meant = [each for each in view.basket.fees if wanted is None or each.id in wanted]
        cuts = reduce(meant, view.standing.fees)
        return FeeCuts(cuts) if cuts else None

    return make


def shared_by_deliveries(view: View) -> Manner:
    """Return how what is taken off several deliveries together depends on what is left of each."""
    return EVEN if len(view.basket.deliveries) <= 1 else FALLS


def shared_by_fees(view: View) -> Manner:
    """Return how what is taken off several fees together depends on what is left of each."""
    return EVEN if len(view.basket.fees) <= 1 else FALLS


def free(charges: list[Charge], left: list[int]) -> Cuts:
    """Take off all that is left."""
    return [(each.index, left[each.index]) for each in charges]


def down_to(price: int) -> Reduce:
    """Make each charge cost the price; one that costs less stays."""
    return lambda charges, left: [(each.index, max(left[each.index] - price, 0)) for each in charges]


def less(amount: int) -> Reduce:
    """Take the amount off once, shared by what is left of each charge."""
    return lambda charges, left: _shared(amount, charges, left)


def percent(share: int, base: Base, rounding: Rounding) -> Reduce:
    """Take a share off all of them together, rounded once."""

    def reduce(charges: list[Charge], left: list[int]) -> Cuts:
        worth = sum([left[each.index] if base == "running" else each.amount for each in charges])
        return _shared(round_ratio(worth * share, WHOLE, rounding), charges, left)

    return reduce


def _shared(amount: int, charges: list[Charge], left: list[int]) -> Cuts:
    rooms = [left[each.index] for each in charges]
    return [(each.index, share) for each, share in zip(charges, allocate(amount, rooms, rooms), strict=True)]
