"""Price a basket that is made up, in a circumstance in which promotions are open to it, and say how bad it is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from largesse.core.money import digits_of, parse_amount
from largesse.promotions.book import Book
from largesse.promotions.circumstance import Circumstance
from largesse.promotions.evaluate import Explain, evaluate
from largesse.promotions.evaluation import Evaluation, LineResult
from largesse.promotions.goods import Goods
from largesse.promotions.open_promotion import Opener

Measure = Literal["share", "margin"]
"""The largest share of the list value that is given away, or the lowest margin on what is paid without tax."""

_BEYOND = 10**18
"""Worse than any ratio of a cost to a price: something is given for nothing."""


class Basket(msgspec.Struct, frozen=True):
    """A basket to be tried: (article, quantity) by article, and how promotions are opened to it."""

    lines: tuple[tuple[int, int], ...]
    shut: frozenset[int] = frozenset()
    """Promotions that are not opened."""
    first: int = -1
    """The promotion that is opened before all others."""

    def but(self, good: int, quantity: int) -> Basket:
        """Return the basket with another quantity of one article; 0 takes it out."""
        others = [line for line in self.lines if line[0] != good]
        lines = sorted([*others, (good, quantity)] if quantity else others)
        return Basket(tuple(lines), self.shut, self.first)


Score = tuple[Fraction, int, int, int]
"""How bad a basket is; of two equally bad ones that of fewer lines, of more money given away, of fewer units."""


class Till:
    """Prices made-up baskets, and counts how many."""

    def __init__(
        self,
        book: Book,
        goods: Goods,
        start: Circumstance,
        measure: Measure,
        stores: Sequence[str] = (),
        only: frozenset[str] = frozenset(),
    ) -> None:
        self._book = book
        self._goods = goods
        self._start = start
        self._measure: Measure = measure
        self._only = only
        self._digits = digits_of(start.checkout.currency)
        self._opener = Opener(book.settings, goods.lines[0], stores)
        self._opened: dict[tuple[int, ...], Circumstance] = {}
        self._needy: dict[int, bool] = {}
        self._costs = {line.article: line.cost or "0" for line in goods.lines}

    def score(self, basket: Basket) -> Score | None:
        """Return how bad the basket is; None when no promotion, or none of those that are meant, applies to it."""
        priced = self.price(basket)[1]
        if not priced.applied or (self._only and self._only.isdisjoint(each.campaign for each in priced.applied)):
            return None
        value = sum([self._minor(line.subtotal) for line in priced.lines])
        given = value - sum([self._minor(line.total) for line in priced.lines])
        bad = Fraction(given, value or 1) if self._measure == "share" else self._cost_of_what_is_paid(priced)
        return bad, -len(basket.lines), given, -sum([quantity for _, quantity in basket.lines])

    def price(self, basket: Basket, explain: Explain = "applied") -> tuple[Circumstance, Evaluation]:
        """Return the circumstance in which the basket is bought, its lines in it, and what it costs."""
        found = self._circumstance(basket)
        checkout = found.with_lines([self._goods.line(good, quantity) for good, quantity in basket.lines])
        return Circumstance(checkout, found.facts), evaluate(self._book, checkout, found.facts, explain=explain)

    def places(self, basket: Basket) -> list[int]:
        """Return the promotions that look at the basket, in order of effect."""
        touching = self._goods.touching
        return sorted(self._goods.anywhere.union(*[touching[good] for good, _ in basket.lines]))

    def needs_opening(self, place: int) -> bool:
        """Return whether a promotion can be opened and is not open to everybody."""
        if place not in self._needy:
            found = self._opener.opened(self._goods.entries[place], self._start)
            self._needy[place] = found is not None and found != self._start
        return self._needy[place]

    def _circumstance(self, basket: Basket) -> Circumstance:
        """Return the circumstance in which as many promotions as go together are open to the basket."""
        wanted = [place for place in self.places(basket) if place not in basket.shut and self.needs_opening(place)]
        key = (basket.first, *[place for place in wanted if place != basket.first])
        found = self._opened.get(key)
        if found is None:
            found = self._start
            for place in key if basket.first in wanted else key[1:]:
                found = self._opener.opened(self._goods.entries[place], found) or found
            self._opened[key] = found
        return found

    def _cost_of_what_is_paid(self, priced: Evaluation) -> Fraction:
        """Return cost by price without tax, which is 1 less the margin."""
        paid = sum([self._minor(line.total) - self._tax_in(line) for line in priced.lines])
        cost = sum([self._minor(self._costs.get(line.article, "0")) * int(line.quantity) for line in priced.lines])
        return Fraction(cost, paid) if paid > 0 else Fraction(_BEYOND + cost)

    def _tax_in(self, line: LineResult) -> int:
        return self._minor(line.tax) if line.tax and self._book.settings.tax.prices_include_tax else 0

    def _minor(self, text: str) -> int:
        return parse_amount(text, self._digits)


def margin_of(score: Score) -> Fraction | None:
    """Return the margin that a score of that measure stands for; None when nothing is paid."""
    return 1 - score[0] if score[0] < _BEYOND else None
