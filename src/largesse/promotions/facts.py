"""What evaluation is told beside the checkout: audiences, uses, budgets, holds. Loaded once by the caller."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from largesse.promotions.checkout import Wire
from largesse.promotions.wire import Amount, Token

Uses = Annotated[int, Meta(ge=0, le=10**12)]


class Facts(Wire):
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
    spent: dict[Token, Amount] = {}
    """What campaigns have given away so far."""


NOTHING_KNOWN = Facts()
