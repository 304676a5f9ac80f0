"""What a benefit takes or gives, and how it is laid on a moment: within room, within what may still be given."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.reference.exact import in_proportion, least, shared_out
from tests.reference.moment import Moment

Pairs = list[tuple[int, int]]
"""Lines by their place, and what is taken off them."""


@dataclass(frozen=True)
class Cuts:
    """So much off lines, found line by line; several cuts of one line, where several tiers meet on it."""

    off: Pairs
    most: int | None = None


@dataclass(frozen=True)
class Spread:
    """One amount over lines, in proportion to weights."""

    amount: int
    weights: dict[int, Fraction]


@dataclass(frozen=True)
class OffDeliveries:
    off: dict[int, int]


@dataclass(frozen=True)
class OffFees:
    off: dict[int, int]


@dataclass(frozen=True)
class Gift:
    article: str
    quantity: int
    worth: int


@dataclass(frozen=True)
class Grant:
    type: str
    details: dict[str, Any]


Taking = Cuts | Spread | OffDeliveries | OffFees | Gift | Grant


@dataclass
class Laid:
    """What was really taken or given, in minor units by line, delivery or fee."""

    amount: int = 0
    lines: Pairs = field(default_factory=list)
    deliveries: dict[int, int] = field(default_factory=dict)
    fees: dict[int, int] = field(default_factory=dict)
    gift: Gift | None = None
    grant: Grant | None = None


def lay(taking: Taking, moment: Moment, at_most: int | None) -> Laid | None:
    """Lay it on the moment, which is changed; None when nothing comes of it."""
    if isinstance(taking, Grant):
        return Laid(grant=taking)
    if isinstance(taking, Gift):
        fits = at_most is None or taking.worth <= at_most
        return Laid(amount=taking.worth, gift=taking) if fits else None
    if isinstance(taking, OffDeliveries):
        deliveries = _off_charges(taking.off, moment.deliveries, at_most)
        return Laid(sum(deliveries.values()), deliveries=deliveries) if deliveries else None
    if isinstance(taking, OffFees):
        fees = _off_charges(taking.off, moment.fees, at_most)
        return Laid(sum(fees.values()), fees=fees) if fees else None
    rooms = {part.place: moment.room(part) for part in moment.parts}
    if isinstance(taking, Cuts):
        lines = cut_down(least([taking.most, at_most]), _within(rooms, taking.off))
    else:
        amount = taking.amount if at_most is None else min(taking.amount, at_most)
        lines = list(shared_out(amount, taking.weights, rooms).items())
    take_off(lines, moment)
    return Laid(sum(cut for _, cut in lines), lines=lines) if lines else None


def _within(rooms: dict[int, int], cuts: Pairs) -> Pairs:
    """The cuts that there is room for, one after the other."""
    found: Pairs = []
    for place, cut in cuts:
        taken = sum(other for own, other in found if own == place)
        found.append((place, min(cut, rooms[place] - taken)))
    return found


def cut_down(most: int | None, cuts: Pairs) -> Pairs:
    """The cuts, in proportion where they come to too much; of equal fractions the earlier line gets the odd unit."""
    cuts = sorted(cuts, key=lambda pair: pair[0])
    amounts = in_proportion(most, {number: cut for number, (_, cut) in enumerate(cuts)})
    return [(cuts[number][0], cut) for number, cut in amounts.items()]


def take_off(cuts: Pairs, moment: Moment) -> None:
    for place, cut in cuts:
        moment.parts[place].left -= cut
        moment.parts[place].discounted = True


def _off_charges(off: dict[int, int], charges: list[int], at_most: int | None) -> dict[int, int]:
    cuts = in_proportion(at_most, {place: min(cut, charges[place]) for place, cut in off.items()})
    for place, cut in cuts.items():
        charges[place] -= cut
    return cuts
