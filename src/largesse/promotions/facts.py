"""What evaluation is told beside the checkout: audiences, uses, budgets, holds. Loaded once by the caller."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from largesse.core.errors import Invalid
from largesse.core.money import parse_amount
from largesse.core.wire import Instant, Wire
from largesse.promotions.wire import Amount, Attributes, Token

Uses = Annotated[int, Meta(ge=0, le=10**12)]
CounterId = Annotated[str, Meta(min_length=1, max_length=500)]


class Behavior(Wire, frozen=True):
    """What the customer has done so far, in this currency. What is not known is missing, for every rule about it."""

    orders: Uses | None = None
    """Confirmed orders."""
    spent: Amount | None = None
    """Paid for goods in confirmed orders, returns taken off."""
    average_order: Amount | None = None
    first_order_at: Instant | None = None
    last_order_at: Instant | None = None
    visits: Uses | None = None
    last_visit_at: Instant | None = None
    attributes: Attributes | None = None
    """Own counts and facts: views, clicks, abandoned carts, ..."""


class Facts(Wire, frozen=True):
    """Facts of one moment. What is not said counts as nothing: no audience, no use, nothing spent, nothing held."""

    audiences: frozenset[str] = frozenset()
    """Audiences that the customer is in."""
    uses: dict[Token, Uses] = {}
    """Uses so far, by campaign."""
    customer_uses: dict[Token, Uses] = {}
    """Uses so far by this customer, by campaign."""
    store_uses: dict[Token, Uses] = {}
    """Uses so far in this store, by campaign."""
    code_uses: dict[Token, Uses] = {}
    """Uses so far, by code as the campaign spells it."""
    code_holds: dict[Token, list[Token]] = {}
    """Checkouts that hold a code right now; a hold counts against every checkout but its own."""
    counts: dict[CounterId, Uses] = {}
    """Uses so far that count towards one limit, by the limit's counter (`summer|uses|day=2026-06-15`)."""
    spent: dict[Token, Amount] = {}
    """What campaigns have given away so far."""
    suspended: frozenset[str] = frozenset()
    """Campaigns that are out of evaluation for now."""
    stock: dict[Token, Uses] = {}
    """Whole units on hand, by article, for gifts; an article that is not said is not counted."""
    behavior: Behavior = Behavior()
    """What the customer has done so far."""


NOTHING_KNOWN = Facts()


def amount_of(text: str, digits: int, path: str) -> int:
    """Return an amount among the facts in minor units; raise `Invalid` at its path when the currency has no such."""
    try:
        return parse_amount(text, digits)
    except ValueError as error:
        raise Invalid.at(f"$.facts.{path}", "bad_amount", str(error)) from None
