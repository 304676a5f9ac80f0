"""What evaluation wants to know of articles and stores, kept at hand while the catalogue does not change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from largesse.app.ports.catalogue import ArticleFacts
from largesse.catalogue.tree import path_of
from largesse.core.wire import Amount, Attributes
from largesse.promotions.checkout import Line

ARTICLES = 50_000
STORES = 5_000
"""How many are kept at hand per company; those used longest ago make room."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_ABSENT: Any = object()


class Recent(Generic[K, V]):
    """The most recently used things by key. None is remembered too: that there is nothing of this key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V | None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def unknown(self, keys: Iterable[K]) -> list[K]:
        """Return the keys that nothing is known of, each once, in order."""
        return [key for key in dict.fromkeys(keys) if key not in self._kept]

    def get(self, key: K) -> V | None:
        """Return what is kept, and count it as used."""
        value = self._kept.get(key, _ABSENT)
        if value is _ABSENT:
            return None
        self._kept.move_to_end(key)
        return value

    def put(self, key: K, value: V | None) -> None:
        """Keep it, and forget what was used longest ago if there is no room."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An article in the words of a checkout's line."""

    product: str | None
    categories: list[str]
    sets: list[str]
    assortments: list[str]
    attributes: Attributes
    tax_rate: str | None
    weight: int | str | None
    prices: Mapping[str, Amount]
    costs: Mapping[str, Amount]
    min_prices: Mapping[str, Amount]

    def fill(self, line: Line, currency: str) -> Line:
        """Return the line with what it left out."""
        return msgspec.structs.replace(
            line,
            price=_or(line.price, self.prices.get(currency)),
            product=_or(line.product, self.product),
            categories=_or(line.categories, self.categories),
            sets=_or(line.sets, self.sets),
            assortments=_or(line.assortments, self.assortments),
            attributes=_or(line.attributes, self.attributes),
            tax_rate=_or(line.tax_rate, self.tax_rate),
            min_price=_or(line.min_price, self.min_prices.get(currency)),
            cost=_or(line.cost, self.costs.get(currency)),
            weight=_or(line.weight, self.weight),
        )


class Shelf:
    """One version of a company's catalogue, as far as checkouts have asked for it."""

    def __init__(self, version: int, parents: Mapping[str, str | None], tax_rates: Mapping[str, str]) -> None:
        self.version = version
        self.articles: Recent[str, Known] = Recent(ARTICLES)
        self.stores: Recent[str, Attributes] = Recent(STORES)
        self._parents = parents
        self._tax_rates = tax_rates

    def put_articles(self, asked: Iterable[str], found: Iterable[ArticleFacts]) -> None:
        """Keep what was found of the articles asked for; the others are known not to exist."""
        by_id = {facts.article.id: facts for facts in found}
        for id in asked:
            known = known_of(by_id[id], self._parents, self._tax_rates) if id in by_id else None
            self.articles.put(id, known)


def known_of(facts: ArticleFacts, parents: Mapping[str, str | None], tax_rates: Mapping[str, str]) -> Known:
    """Return an article in the words of a checkout's line."""
    article = facts.article
    return Known(
        product=article.product,
        categories=path_of(article.category, parents) if article.category is not None else [],
        sets=facts.sets,
        assortments=facts.assortments,
        attributes=article.attributes,
        tax_rate=tax_rates.get(article.tax_class) if article.tax_class is not None else None,
        weight=article.weight,
        prices=article.prices,
        costs=article.costs,
        min_prices=article.min_prices,
    )


def is_complete(line: Line) -> bool:
    """Whether the line says everything itself, so that the catalogue has nothing to add."""
    said = (line.price, line.product, line.categories, line.sets, line.assortments, line.attributes, line.tax_rate)
    return None not in said and None not in (line.min_price, line.cost, line.weight)


def _or(said: Any, known: Any) -> Any:
    return known if said is None else said
