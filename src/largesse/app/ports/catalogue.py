"""The catalogue as the store keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from largesse.app.ports.customers import NameFilter
from largesse.catalogue.article import Article, Assortment, Category, ProductSet, TaxClass


class ArticleFacts(msgspec.Struct, frozen=True):
    """An article with what it belongs to by its own number or its product's."""

    article: Article
    sets: list[str]
    assortments: list[str]


class ArticleFilter(NameFilter, frozen=True, kw_only=True):
    """Which articles a list shows; all that is said must hold."""

    category: str | None = None
    """The one that it hangs in itself."""
    within: str | None = None
    """The one that it hangs in, or one above that."""
    product: str | None = None
    product_set: str | None = None
    assortment: str | None = None


class Catalogue(Protocol):
    """The catalogue of one company, inside one transaction."""

    async def get(self, id: str) -> Article | None:
        """One article."""
        ...

    async def page(self, wanted: ArticleFilter) -> list[Article]:
        """Articles by id."""
        ...

    async def facts(self, ids: Sequence[str]) -> list[ArticleFacts]:
        """Those of these articles that exist."""
        ...

    async def list_prices(
        self, ids: Sequence[str], currency: str, since: datetime
    ) -> dict[str, list[tuple[datetime, str]]]:
        """What articles have cost in a currency from an instant on, with what they cost just then, oldest first.

        An article of which nothing was ever written down is left out.
        """
        ...

    async def parents(self) -> dict[str, str | None]:
        """Every category with the one above it."""
        ...

    async def categories(self) -> list[Category]:
        """Every category, by id."""
        ...

    async def tax_classes(self) -> list[TaxClass]:
        """Every tax class, by id."""
        ...

    async def product_sets(self) -> list[ProductSet]:
        """Every product set with its members, by id."""
        ...

    async def assortments(self) -> list[Assortment]:
        """Every assortment with its members, by id."""
        ...

    async def save_articles(self, articles: Sequence[Article]) -> None:
        """Add or replace many."""
        ...

    async def remove(self, ids: Sequence[str]) -> list[str]:
        """Delete those articles that exist; return them by id."""
        ...

    async def save_categories(self, categories: Sequence[Category]) -> None:
        """Add or replace many."""
        ...

    async def save_tax_classes(self, tax_classes: Sequence[TaxClass]) -> None:
        """Add or replace many."""
        ...

    async def save_product_sets(self, sets: Sequence[ProductSet]) -> None:
        """Add or replace many, members included."""
        ...

    async def save_assortments(self, assortments: Sequence[Assortment]) -> None:
        """Add or replace many, members included."""
        ...
