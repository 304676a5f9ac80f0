"""A checkout of the past, with what its receipt recorded: what a replay evaluates."""

from __future__ import annotations

import msgspec

from largesse.promotions.checkout import Checkout
from largesse.promotions.facts import Facts

Amounts = dict[str, int]
"""Minor units by category of campaign, or by campaign."""


class PastLine(msgspec.Struct, frozen=True, gc=False):
    """One line of a receipt, and the lines of the checkout that stand for it: `count` of them from `first` on."""

    first: int
    count: int
    sort: str
    """What sort of article it is, in the report's words."""
    units: int
    """A line this many minor units off is near: each unit may be off by one."""
    recorded: Amounts


class Handed(msgspec.Struct, frozen=True):
    """A code handed in with a checkout, of which the records say what campaign it was for."""

    campaign: str
    code: str
    recorded: int | None = None
    """Taken off by it according to the receipt, in minor units; None where the receipt shows nothing."""
    evidence: str = ""
    """What the receipt shows of it, in the report's words."""
    source: str = ""
    """Where the campaign's promise was taken from, in the report's words."""


class PastCheckout(msgspec.Struct, frozen=True):
    """A checkout of the past, as it would have been put to the engine, and what was recorded then.

    Every campaign that it names is one of those replayed.
    """

    checkout: Checkout
    facts: Facts
    part: str
    """The part of the report that it counts in, such as the weeks that the book was learnt from."""
    lines: list[PastLine]
    handed: list[Handed] = []
    by_campaign: Amounts = {}
    """What the receipt recorded for each campaign, in minor units."""
