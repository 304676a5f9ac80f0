"""How a benefit came to its amount: what it would have taken, what stood in its way, and what rounding did to it.

Worked out only where an explanation is asked for, on the standing as it is when the benefit's turn comes.
"""

from __future__ import annotations

from typing import NamedTuple

from largesse.core.money import format_amount
from largesse.promotions.benefit import Proposal
from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Cause, Shortfall, Working
from largesse.promotions.finer import rounding_of
from largesse.promotions.offer import Offer
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import NOT_BARRED, Standing


class Bound(NamedTuple):
    """The most that a promotion may take now, in minor units, and what sets it."""

    amount: int
    cause: Cause
    reason: Reason


Part = tuple[Cause, int, str | None]
"""What took something away, how much in minor units, in whose favour."""


def work_out(
    entry: Entry, place: int, offer: Offer | None, took: int, before: View, bound: Bound | None
) -> list[Working]:
    """Return how the benefit at `place` came to what it took; nothing when there is nothing to say of it.

    `before` is the view as it was when the benefit's turn came.
    """
    kind, proposal = entry.proposals[place]
    digits = before.basket.digits
    offered = offer.wished if offer else 0
    parts = _lost_to_others(proposal, offered, before) if before.standing.barred else []
    wished = offered + sum([less for _, less, _ in parts])
    if offer is not None and took < offered:
        parts += _bounded(offer, took, before.standing, bound)
    rounding = rounding_of(entry, place, offered, before) if offer is not None else None
    if not parts and rounding is None:
        return []
    found = [Shortfall(why, format_amount(less, digits), who) for why, less, who in parts if less > 0]
    return [Working(kind, format_amount(wished, digits), format_amount(took, digits), found, rounding)]


def _bounded(offer: Offer, took: int, standing: Standing, bound: Bound | None) -> list[Part]:
    """Return what the offer lost to its own maximum, to what there was room for, and to what bounds the promotion."""
    own = offer.over_maximum(standing)
    free = offer.lay(standing.copy(), None)
    unbounded = free.amount if free else 0
    room: Cause = "floor" if any(standing.rows[row].floor for row in offer.rows()) else "nothing_left"
    parts: list[Part] = [("max_amount", own, None), (room, offer.wished - own - unbounded, None)]
    if bound is not None:
        parts.append((bound.cause, unbounded - took, None))
    return parts


def _lost_to_others(proposal: Proposal, offered: int, view: View) -> list[Part]:
    """Return what rows that other campaigns keep for themselves would have given, and the first of these campaigns."""
    standing, barred = view.standing, view.standing.barred
    standing.barred = NOT_BARRED
    whole = proposal.make(view)
    standing.barred = barred
    if whole is None:
        return []
    rows = set(whole.rows())
    by = next((barred[row] for row in sorted(barred) if row in rows), None)
    return [("overlap", whole.wished - offered, by)] if whole.wished > offered else []
