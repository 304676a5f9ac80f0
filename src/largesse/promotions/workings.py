"""How a benefit came to its amount: what it would have taken, what stood in its way, and what rounding did to it.

Worked out only where an explanation is asked for, on the standing as it is when the benefit's turn comes.
"""

from __future__ import annotations

from typing import NamedTuple

from largesse.core.money import format_amount
from largesse.promotions.benefit import Proposal
from largesse.promotions.condition import View
from largesse.promotions.evaluation import Cause, Shortfall, Working
from largesse.promotions.offer import Offer
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import NOT_BARRED


class Bound(NamedTuple):
    """The most that a promotion may take now, in minor units, and what sets it."""

    amount: int
    cause: Cause
    reason: Reason


Part = tuple[Cause, int, str | None]
"""What took something away, how much in minor units, in whose favour."""


def work_out(
    kind: str, proposal: Proposal, offer: Offer | None, view: View, bound: Bound | None, rounding: str | None
) -> list[Working]:
    """Return how the benefit comes to what it is about to take; nothing when there is nothing to say of it.

    The view's standing stays as it is.
    """
    digits = view.basket.digits
    offered = offer.wished if offer else 0
    took, parts = _bounded(offer, view, bound) if offer else (0, [])
    lost = _lost_to_others(proposal, offered, view)
    found = [Shortfall(why, format_amount(less, digits), who) for why, less, who in [*lost, *parts] if less > 0]
    if not found and rounding is None:
        return []
    wished = offered + sum([less for _, less, _ in lost])
    return [Working(kind, format_amount(wished, digits), format_amount(took, digits), found, rounding)]


def _bounded(offer: Offer, view: View, bound: Bound | None) -> tuple[int, list[Part]]:
    """Return what the offer will take, and what it loses to its own maximum, to the lines' room and to the bound."""
    standing = view.standing
    laid = offer.lay(standing.copy(), None if bound is None else bound.amount)
    took = laid.amount if laid else 0
    if took >= offer.wished:
        return took, []
    own = offer.over_maximum(standing)
    free = offer.lay(standing.copy(), None) if bound is not None else laid
    unbounded = free.amount if free else 0
    room: Cause = "floor" if any(standing.rows[row].floor for row in offer.rows()) else "nothing_left"
    parts: list[Part] = [("max_amount", own, None), (room, offer.wished - own - unbounded, None)]
    if bound is not None:
        parts.append((bound.cause, unbounded - took, None))
    return took, parts


def _lost_to_others(proposal: Proposal, offered: int, view: View) -> list[Part]:
    """Return what rows that other campaigns keep for themselves would have given, and the first of these campaigns."""
    standing, barred = view.standing, view.standing.barred
    if not barred:
        return []
    standing.barred = NOT_BARRED
    whole = proposal.make(view)
    standing.barred = barred
    if whole is None:
        return []
    rows = set(whole.rows())
    by = next((barred[row] for row in sorted(barred) if row in rows), None)
    return [("overlap", max(whole.wished - offered, 0), by)]
