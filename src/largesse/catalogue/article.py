"""Articles and what groups them, as they are written and stored. Wire form, version 1 (`docs/reference/wire.md`)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from largesse.core.wire import Amount, Attributes, Currency, Quantity, Rate, Text, Token, Translations, Wire

Prices = Annotated[dict[Currency, Amount], Meta(max_length=50)]
"""One amount in each currency it is sold in."""


class Article(Wire, frozen=True):
    """Something with its own number and price: what a checkout line names."""

    id: Token
    name: Text = ""
    names: Translations = {}
    product: Token | None = None
    """The product that this is a variant of."""
    category: Token | None = None
    """Where it hangs in the category tree; the categories above follow from there."""
    tax_class: Token | None = None
    prices: Prices = {}
    """List price of one unit."""
    costs: Prices = {}
    """What one unit costs the retailer."""
    min_prices: Prices = {}
    """No promotion takes the price of a unit below this."""
    weight: Quantity | None = None
    """Of one unit, in kilograms."""
    stock: Annotated[int, Meta(ge=-(10**12), le=10**12)] | None = None
    """Whole units on hand; none given: not counted."""
    attributes: Attributes = {}


class Category(Wire, frozen=True):
    """A place in the category tree. Without a parent it is a root."""

    id: Token
    name: Text = ""
    parent: Token | None = None


class TaxClass(Wire, frozen=True):
    """A word for a tax rate, so that a change of the rate is one change."""

    id: Token
    rate: Rate
    """In percent."""


class ProductSet(Wire, frozen=True):
    """Products and articles put together by hand, for promotions to name."""

    id: Token
    name: Text = ""
    products: Annotated[list[Token], Meta(max_length=100_000)] = []
    articles: Annotated[list[Token], Meta(max_length=100_000)] = []


class Assortment(Wire, frozen=True):
    """What is sold somewhere or to somebody: products and articles."""

    id: Token
    name: Text = ""
    products: Annotated[list[Token], Meta(max_length=100_000)] = []
    articles: Annotated[list[Token], Meta(max_length=100_000)] = []


class CatalogueFile(Wire, frozen=True):
    """A piece of catalogue to be imported. What has the id of something stored replaces it; the rest is added."""

    schema: Literal["largesse.catalogue/1"] = "largesse.catalogue/1"
    articles: Annotated[list[Article], Meta(max_length=200_000)] = []
    categories: Annotated[list[Category], Meta(max_length=50_000)] = []
    tax_classes: Annotated[list[TaxClass], Meta(max_length=1_000)] = []
    product_sets: Annotated[list[ProductSet], Meta(max_length=10_000)] = []
    assortments: Annotated[list[Assortment], Meta(max_length=10_000)] = []
