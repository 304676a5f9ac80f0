"""Choose lines of a checkout: by article, product, category, set, assortment, attribute, price, history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, cast

from msgspec import Meta

from largesse.core.rules import told_apart
from largesse.core.terms import Terms
from largesse.core.wire import Wire
from largesse.promotions.basket import Row
from largesse.promotions.condition import Group, Key, View
from largesse.promotions.manner import Manner
from largesse.promotions.standing import Standing
from largesse.promotions.wire import Amount, Attribute, Token

Picks = Callable[[Row], bool]
Ids = Annotated[list[Token], Meta(min_length=1, max_length=50_000)]


MOST_NAMES = 5
"""Of what a selector chooses by, so many are told in words."""


class Selector(Wire, frozen=True):
    """Which lines are meant. All that is said must hold; an empty selector means every line."""

    articles: Ids | None = None
    products: Ids | None = None
    categories: Ids | None = None
    """In one of these or in a category below it."""
    sets: Ids | None = None
    assortments: Ids | None = None
    attributes: Annotated[dict[Token, Attribute], Meta(min_length=1, max_length=50)] | None = None
    """The line's attribute equals the value, or is one of the listed values."""
    price_from: Amount | None = None
    """List price of one unit, included."""
    price_to: Amount | None = None
    """List price of one unit, included."""
    not_discounted: bool = False
    """Only lines that no promotion of the product or order lane, and no hand, has discounted so far."""
    exclude: Selector | None = None
    """Lines that this selects are left out."""

    def compile(self, terms: Terms) -> Selection:
        """Return the selection; raise `Invalid` for amounts that the currency does not have."""
        tests = [*self._words(), *self._prices(terms), *self._attributes()]
        excluded = self.exclude.compile(terms.under("exclude")) if self.exclude else None
        return Selection(tuple(tests), self.not_discounted, excluded, self.keys())

    def names(self) -> tuple[str, ...]:
        """Return what it chooses by, for words: the first few articles, products, categories, sets or assortments."""
        ids = self.articles or self.products or self.categories or self.sets or self.assortments or []
        return tuple(ids[:MOST_NAMES])

    def _words(self) -> list[Picks]:
        tests: list[Picks] = []
        if self.articles:
            articles = frozenset(self.articles)
            tests.append(lambda row: row.article in articles)
        if self.products:
            products = frozenset(self.products)
            tests.append(lambda row: row.product in products)
        if self.categories:
            categories = frozenset(self.categories)
            tests.append(lambda row: not categories.isdisjoint(row.categories))
        if self.sets:
            sets = frozenset(self.sets)
            tests.append(lambda row: not sets.isdisjoint(row.sets))
        if self.assortments:
            assortments = frozenset(self.assortments)
            tests.append(lambda row: not assortments.isdisjoint(row.assortments))
        return tests

    def _prices(self, terms: Terms) -> list[Picks]:
        tests: list[Picks] = []
        if self.price_from is not None:
            low = terms.amount(self.price_from, "price_from")
            tests.append(lambda row: row.price >= low)
        if self.price_to is not None:
            high = terms.amount(self.price_to, "price_to")
            tests.append(lambda row: row.price <= high)
        return tests

    def _attributes(self) -> list[Picks]:
        return [_attribute(name, wanted) for name, wanted in (self.attributes or {}).items()]

    def keys(self) -> frozenset[Key] | None:
        """Return the keys of which a line must show one to be meant; None when it says none."""
        groups: list[tuple[Group, list[str] | None]] = [
            ("article", self.articles),
            ("product", self.products),
            ("set", self.sets),
            ("category", self.categories),
            ("assortment", self.assortments),
        ]
        return next((frozenset((group, each) for each in ids) for group, ids in groups if ids), None)


def _attribute(name: str, wanted: Attribute) -> Picks:
    among = told_apart(wanted if isinstance(wanted, list) else [wanted])

    def picks(row: Row) -> bool:
        actual = row.attributes.get(name)
        values = cast("list[object]", actual) if isinstance(actual, list) else [actual]
        return actual is not None and any(value in among for value in told_apart(values))

    return picks


class Selection:
    """A compiled selector."""

    __slots__ = ("excluded", "keys", "only", "tests", "untouched")

    def __init__(
        self, tests: tuple[Picks, ...], untouched: bool, excluded: Selection | None, keys: frozenset[Key] | None
    ) -> None:
        self.tests = tests
        self.untouched = untouched
        self.excluded = excluded
        self.only = tests[0] if len(tests) == 1 and not untouched and excluded is None else None
        """The one test there is, where that is all; most selectors are like that."""
        self.keys = keys
        """If set, only a line with one of these keys can be picked."""

    def picks(self, row: Row, standing: Standing) -> bool:
        """Return whether the row is meant, discountable or not."""
        for test in self.tests:
            if not test(row):
                return False
        if self.untouched and (standing.discounted[row.index] or row.manual):
            return False
        return self.excluded is None or not self.excluded.picks(row, standing)

    @property
    def shrinks(self) -> bool:
        """Return whether a line that it picks may be passed over once it is discounted."""
        return self.untouched or (self.excluded is not None and self.excluded.grows)

    @property
    def grows(self) -> bool:
        """Return whether a line that it passes over may be picked once it is discounted."""
        return self.excluded is not None and self.excluded.shrinks

    def manner(self, manner: Manner, *, picked: bool = False) -> Manner:
        """Return what still holds of a manner when it concerns these lines; `picked`: only some of their units."""
        if self.grows or (picked and self.shrinks):
            return Manner(share=manner.share)
        if self.shrinks and manner.shape != "unknown":
            return Manner("falls", manner.share)
        return manner

    def rows(self, view: View) -> list[Row]:
        """Return every row that is meant, as conditions count them."""
        standing, picks = view.standing, self.picks
        if not self.tests and not self.untouched and self.excluded is None:
            return standing.rows
        return [row for row in standing.rows if picks(row, standing)]

    def discountable_rows(self, view: View) -> list[Row]:
        """Return the rows that are meant and may be discounted by this promotion, as benefits see them."""
        standing, picks, barred = view.standing, self.picks, view.standing.barred
        if self.only is not None and not barred:
            only = self.only
            return [row for row in standing.rows if row.discountable and only(row)]
        return [row for row in standing.rows if row.discountable and row.index not in barred and picks(row, standing)]

    def may_discount(self, row: Row, standing: Standing) -> bool:
        """Return whether the row is one of those."""
        return row.discountable and row.index not in standing.barred and self.picks(row, standing)


EVERYTHING = Selector()
