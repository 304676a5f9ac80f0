"""Articles as lines of a checkout that is made up: which promotions look at each, and which few are worth trying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, cast

import msgspec

from largesse.core.money import digits_of, parse_amount
from largesse.core.rules import number_of
from largesse.promotions.articles import LINE_GROUPS, keys_of
from largesse.promotions.checkout import Line
from largesse.promotions.condition import Key, any_key
from largesse.promotions.entry import Entry
from largesse.promotions.selector import Selector

_FINE = 10**6
_FEW = 4
"""Quantities up to this are always tried."""


class Goods:
    """Articles that may be put into a basket, and the promotions that look at them."""

    def __init__(self, lines: Sequence[Line], entries: Sequence[Entry], currency: str) -> None:
        digits = digits_of(currency)
        self.lines = [line for line in lines if line.price is not None]
        self.prices = [parse_amount(line.price or "0", digits) for line in self.lines]
        self._costs = [parse_amount(line.cost or "0", digits) for line in self.lines]
        self.entries = list(entries)
        """Promotions that may be running, in order of effect."""
        self.anywhere = frozenset(i for i, entry in enumerate(entries) if looked_at(entry) is None)
        """Places of the promotions that look at any line."""
        self._by_key: dict[Key, list[int]] = {}
        for place, entry in enumerate(entries):
            for key in looked_at(entry) or ():
                self._by_key.setdefault(key, []).append(place)
        self.touching = [self._touching(line) for line in self.lines]
        """By article, the places of the promotions that look at it in particular."""
        self._amounts, self._counts = _figures(entries, digits)

    def _touching(self, line: Line) -> frozenset[int]:
        return frozenset(place for key in keys_of(line) for place in self._by_key.get(key, ()))

    def worth_trying(self) -> list[int]:
        """Return the articles that some promotion looks at, those that most look at first."""
        found = [good for good, touching in enumerate(self.touching) if touching or self.anywhere]
        return sorted(found, key=lambda good: -len(self.touching[good]))

    def fillers(self, most: int) -> list[int]:
        """Return a few articles that no promotion looks at, which only make up the rest of a basket.

        The cheapest, the dearest, and those of which the cost is the largest part of the price.
        """
        rest = [good for good, touching in enumerate(self.touching) if not touching and not self.anywhere]
        by_price = sorted(rest, key=lambda good: self.prices[good])
        by_cost = sorted(rest, key=lambda good: self._costs[good] * _FINE // (self.prices[good] or 1), reverse=True)
        turns = zip(by_price, reversed(by_price), by_cost, strict=True)
        return list(dict.fromkeys(good for turn in turns for good in turn))[:most]

    def quantities(self, good: int, most: int) -> list[int]:
        """Return the quantities up to `most` at which something may change: few, about a count, about an amount."""
        price = self.prices[good]
        wanted = {*range(1, min(_FEW, most) + 1), most}
        wanted.update(near for count in self._counts for near in (count - 1, count, count + 1))
        if price:
            reached = [-(-amount // price) for amount in self._amounts]
            wanted.update(near for count in reached for near in (count - 1, count, count + 1))
        return sorted(quantity for quantity in wanted if 1 <= quantity <= most)

    def line(self, good: int, quantity: int) -> Line:
        """Return a line of so many units of an article."""
        return msgspec.structs.replace(self.lines[good], quantity=quantity)

    def sort_out(self, scored: Sequence[tuple[Any, int]], most: int) -> list[int]:
        """Return at most so many articles to go on with, out of (how promising, article), the most promising first.

        Articles that the same promotions look at are of one sort. The most promising, the cheapest and the dearest of
        a sort stand for it, and each sort has its turn before any has another.
        """
        sorts: dict[frozenset[int], list[int]] = {}
        for _, good in sorted(scored, key=lambda pair: pair[0], reverse=True):
            sorts.setdefault(self.touching[good], []).append(good)
        turns = [list(self._of_a_sort(goods)) for goods in sorts.values()]
        chosen = [
            goods[turn] for turn in range(max(map(len, turns), default=0)) for goods in turns if turn < len(goods)
        ]
        return chosen[:most]

    def _of_a_sort(self, goods: list[int]) -> Iterable[int]:
        by_price = sorted(goods, key=lambda good: self.prices[good])
        return dict.fromkeys([goods[0], by_price[0], by_price[-1], *goods])


def looked_at(entry: Entry) -> frozenset[Key] | None:
    """Return the keys of the lines that a promotion looks at; None when it looks at any line.

    What the index knows it by is needed but not all: a bundle is known by one of its parts. So the selectors that
    conditions and benefits are made of are asked too.
    """
    given = any_key(proposal.keys for _, proposal in entry.proposals)
    parts = [list(_selectors(benefit)) for benefit in entry.promotion.benefits]
    if given is None or any(len(several) > 1 and None in several for several in parts):
        return None
    asked = [key for _, test in entry.tests for key in test.keys or () if key[0] in LINE_GROUPS]
    chosen = [keys for part in (*parts, *map(_selectors, entry.promotion.conditions)) for keys in part if keys]
    return given.union(asked, *chosen)


def _selectors(part: object) -> Iterator[frozenset[Key] | None]:
    """Yield the keys of every selector in a condition or a benefit; None for one that has none."""
    if isinstance(part, Selector):
        yield part.keys()
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from _selectors(getattr(part, name))
    elif isinstance(part, list):
        for each in cast("list[object]", part):
            yield from _selectors(each)


def _figures(entries: Iterable[Entry], digits: int) -> tuple[list[int], list[int]]:
    """Return the amounts, in minor units, and the whole numbers that conditions and benefits mention, each once."""
    amounts: set[int] = set()
    counts: set[int] = set()
    for entry in entries:
        for part in (*entry.promotion.conditions, *entry.promotion.benefits):
            for number in _numbers(msgspec.to_builtins(part), 0):
                if isinstance(number, Decimal):
                    amounts.add(int(number * 10**digits))
                if number == int(number):
                    counts.add(int(number))
    return sorted(amounts)[:_MOST_FIGURES], sorted(counts)[:_MOST_FIGURES]


_MOST_FIGURES = 40
_LONGEST = 60
"""A longer list or table (articles, prices by article, codes) holds no thresholds."""


def _numbers(written: Any, depth: int) -> Iterator[int | Decimal]:
    if isinstance(written, dict | list):
        parts = cast("list[Any]", list(written.values()) if isinstance(written, dict) else written)  # pyright: ignore[reportUnknownArgumentType]
        if len(parts) <= _LONGEST:
            for part in parts:
                yield from _numbers(part, depth + 1)
        return
    number = number_of(written)
    if number is not None:
        yield number
