"""A scenario: a checkout written down beside a campaign, and what must come of it. Wire form, version 1."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from largesse.core.ids import Id
from largesse.core.wire import Wire
from largesse.promotions.checkout import Checkout
from largesse.promotions.facts import NOTHING_KNOWN, Facts
from largesse.promotions.reasons import Reason
from largesse.promotions.wire import Amount, Count, Name, Token


class Expectation(Wire, frozen=True):
    """What must come of a scenario's checkout; whatever is left out may be anything.

    Promotions, gifts and effects are those of the scenario's own campaign; amounts are the whole checkout's.
    """

    total: Amount | None = None
    discount: Amount | None = None
    """Taken off all lines, as a positive amount."""
    delivery: Amount | None = None
    """Charged after discounts."""
    fees: Amount | None = None
    """Charged after discounts."""
    tax: Amount | None = None
    lines: Annotated[dict[Token, Amount], Meta(max_length=1000)] = {}
    """What lines come to, by id."""
    applied: Annotated[list[Id], Meta(max_length=5000)] | None = None
    """Exactly these apply."""
    not_applied: Annotated[dict[Id, Reason], Meta(max_length=5000)] = {}
    """These do not, for this reason."""
    gifts: Annotated[dict[Token, Count], Meta(max_length=1000)] | None = None
    """Exactly these articles are given, so many units of each."""
    effects: Annotated[list[Token], Meta(max_length=1000)] | None = None
    """Exactly these types of effects, in any order."""


class Scenario(Wire, frozen=True):
    """A case that a campaign must get right, in the words of a checkout.

    The checkout and the facts are taken as they stand: nothing is filled in from a catalogue or a customer's profile.
    """

    name: Name
    checkout: Checkout
    """Without an instant, it is evaluated at the campaign's start."""
    expect: Expectation
    facts: Facts = NOTHING_KNOWN
    beside: Annotated[list[Id], Meta(max_length=100)] = []
    """Other campaigns that take part, by id; none listed: the campaign is on its own."""
