"""The checkout: what is evaluated. Wire form, version 1 (`docs/reference/wire.md`)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from largesse.core.wire import Instant, Tokens, Wire
from largesse.promotions.settings import StackingPolicy
from largesse.promotions.wire import Amount, Attributes, Code, Currency, Language, Quantity, Rate, Text, Token


class ManualDiscount(Wire, frozen=True):
    """A discount given by hand at the till. It comes first and is shown as such."""

    amount: Amount
    reason: Text = ""


class Line(Wire, frozen=True):
    """Some units of one article at one price. What is left out comes from the catalogue, where there is one."""

    article: Token
    id: Token | None = None
    """Unique in the checkout; its place (`1`, `2`, ...) when left out."""
    quantity: Quantity = 1
    """Whole units, or an exact decimal as text for weighed goods."""
    price: Amount | None = None
    """List price of one unit."""
    product: Token | None = None
    categories: Tokens | None = None
    """Every category the article is in, ancestors included."""
    sets: Tokens | None = None
    assortments: Tokens | None = None
    attributes: Attributes | None = None
    tax_rate: Rate | None = None
    """In percent."""
    min_price: Amount | None = None
    """No promotion takes the price of a unit below this."""
    cost: Amount | None = None
    weight: Quantity | None = None
    """Of one unit, in kilograms."""
    discountable: bool = True
    """False: no promotion touches the line, though conditions count it."""
    manual_discount: ManualDiscount | None = None
    delivery: Token | None = None
    """The delivery that brings it, by id; none or one delivery needs no mention."""


class Delivery(Wire, frozen=True):
    """A shipment and what is charged for it."""

    amount: Amount
    id: Token = "delivery"
    method: Token | None = None
    tax_rate: Rate | None = None


class Fee(Wire, frozen=True):
    """A charge beside goods and delivery: handling, invoice, bag."""

    amount: Amount
    id: Token
    tax_rate: Rate | None = None


class Address(Wire, frozen=True):
    """Where the order goes, as far as rules look at it."""

    country: Token | None = None
    region: Token | None = None
    city: Token | None = None
    postal_code: Token | None = None


class Subscription(Wire, frozen=True):
    """The customer's subscription, as far as rules look at it."""

    plan: Token | None = None
    status: Token | None = None
    trial: bool | None = None
    started_at: Instant | None = None
    renews_at: Instant | None = None
    ends_at: Instant | None = None
    attributes: Attributes | None = None


class Customer(Wire, frozen=True):
    """Who buys. Without an id a guest. What is left out comes from the stored profile, where there is one."""

    id: Token | None = None
    groups: Tokens | None = None
    organizations: Tokens | None = None
    tags: Tokens | None = None
    segments: Tokens | None = None
    tier: Token | None = None
    language: Language | None = None
    orders_before: Annotated[int, Meta(ge=0, le=10**9)] | None = None
    """Confirmed orders before this one."""
    attributes: Attributes | None = None


class Checkout(Wire, frozen=True):
    """What somebody is about to buy: lines, deliveries, fees, codes, and who, where and when."""

    currency: Currency
    lines: Annotated[list[Line], Meta(max_length=1000)]
    schema: Literal["largesse.checkout/1"] = "largesse.checkout/1"
    id: Token | None = None
    at: Instant | None = None
    """The instant of the evaluation; the service takes its own clock when left out."""
    customer: Customer | None = None
    codes: Annotated[list[Code], Meta(max_length=50)] = []
    gifts: Tokens = []
    """Articles chosen where a promotion offers a choice of gifts."""
    deliveries: Annotated[list[Delivery], Meta(max_length=50)] = []
    fees: Annotated[list[Fee], Meta(max_length=50)] = []
    store: Token | None = None
    channel: Token | None = None
    website: Token | None = None
    language: Language | None = None
    """Of texts in the answer; over HTTP as `Accept-Language` says when left out, else English."""
    subscription: Subscription | None = None
    address: Address | None = None
    payment_method: Token | None = None
    attributes: Attributes | None = None
    store_attributes: Attributes | None = None
    stacking: StackingPolicy | None = None
    """Replaces the company's policy for this checkout, as when a customer would rather have the largest discount. Over
    HTTP the key must allow `override`."""

    @property
    def spoken(self) -> str:
        """Return the language of texts in the answer."""
        return self.language or "en"
