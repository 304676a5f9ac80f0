"""The basket that costs the retailer most, in share of its value or in margin, under a book and out of some articles.

Found by search: the engine itself prices every basket that is tried, so what is found is true, while nothing proves
that there is none worse. Baskets are changed by a line, or by a promotion that has to be opened, at a time, and the
worst few are changed again until no change makes any of them worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import comb

import msgspec

from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout, Line
from largesse.promotions.circumstance import Circumstance
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import Facts
from largesse.promotions.goods import Goods
from largesse.promotions.open_promotion import runs_at
from largesse.promotions.try_basket import Basket, Measure, Score, Till, margin_of

_WIDTH = 8
"""So many of the worst baskets are changed further."""
_GOODS = 24
"""So many articles that promotions look at are combined with each other,"""
_FILLERS = 6
"""and so many that none looks at."""
_HARMLESS: Score = (Fraction(-1), 0, 0, 0)


class Size(msgspec.Struct, frozen=True):
    """How large a basket may be, and how many may be priced in search of it."""

    lines: int = 4
    units: int = 10
    """Of one line."""
    tries: int = 20_000


class WorstBasket(msgspec.Struct, frozen=True):
    """A basket, what it comes to, and how hard it was looked for."""

    measure: Measure
    percent: str | None
    """The share that is given away, or the margin that is left; None for the margin where nothing is paid at all."""
    checkout: Checkout
    facts: Facts
    evaluation: Evaluation
    """With the verdicts of all promotions that could have mattered."""
    tries: int
    """How many baskets were priced."""
    cut_short: bool
    """Whether the search ended because no more were to be priced."""


def find_worst_basket(
    book: Book,
    articles: Sequence[Line],
    start: Circumstance,
    *,
    measure: Measure = "share",
    size: Size | None = None,
    stores: Sequence[str] = (),
    only: frozenset[str] = frozenset(),
) -> WorstBasket | None:
    """Return the worst basket found out of these articles, or None when no promotion applies to any.

    `articles` are lines of one unit with all that is known of them; those without a price, and for the margin those
    without a cost, are left out. `start` says the currency and the instant, and whatever else every basket is to have
    in common. `stores` are those that there are; `only` names campaigns of which one has to apply.
    """
    at, currency = start.checkout.at, start.checkout.currency
    running = [each for each in book.all_entries() if runs_at(each, at)]
    known = [line for line in articles if measure == "share" or line.cost is not None]
    goods = Goods(known, [each for each in running if each.campaign.currency == currency], currency)
    if not goods.lines or not goods.entries:
        return None
    till = Till(book, goods, start, measure, stores, only)
    hunt = _Hunt(goods, till, size or Size())
    worst = hunt.worst()
    score = None if worst is None else till.score(worst)
    if worst is None or score is None:
        return None
    found, evaluation = till.price(worst, "candidates")
    percent = score[0] if measure == "share" else margin_of(score)
    return WorstBasket(
        measure=measure,
        percent=None if percent is None else _percent(percent),
        checkout=found.checkout,
        facts=found.facts,
        evaluation=evaluation,
        tries=len(hunt.scores),
        cut_short=hunt.left <= 0,
    )


def _by_score(pair: tuple[Score, Basket]) -> Score:
    return pair[0]


def _percent(share: Fraction) -> str:
    """Return a share in percent with two digits after the point, halves away from zero."""
    hundredths = (abs(share) * 20_000 + 1) // 2
    return f"{'-' if share < 0 and hundredths else ''}{hundredths // 100}.{hundredths % 100:02d}"


class _Hunt:
    """One search: the baskets priced so far, each with how bad it is."""

    def __init__(self, goods: Goods, till: Till, size: Size) -> None:
        self._goods = goods
        self._till = till
        self._size = size
        self.scores: dict[Basket, Score | None] = {}
        self._few: list[tuple[Score, Basket]] = []
        """The worst few so far, the worst one first."""
        self._changed: set[Basket] = set()

    @property
    def left(self) -> int:
        """Return how many more may be priced."""
        return self._size.tries - len(self.scores)

    def worst(self) -> Basket | None:
        """Return the worst basket that the search finds."""
        chosen = self._chosen()
        for basket in self._seeds(chosen):
            self._try(basket)
        self._open_otherwise(self.left // 2)
        self._climb(chosen)
        self._open_otherwise(self.left)
        self._climb(chosen)
        return self._plainest(self._few[0][1]) if self._few else None

    def _climb(self, chosen: list[int]) -> None:
        """Change the worst few baskets until none of their changes is worse."""
        while self.left > 0:
            basket = next((basket for _, basket in self._few if basket not in self._changed), None)
            if basket is None:
                return
            self._changed.add(basket)
            for other in self._changes(basket, chosen):
                self._try(other)

    def _try(self, basket: Basket) -> Score | None:
        if basket in self.scores or self.left <= 0:
            return self.scores.get(basket)
        score = self.scores[basket] = self._till.score(basket)
        if score is not None and (len(self._few) < _WIDTH or score > self._few[-1][0]):
            self._few = sorted([*self._few, (score, basket)], key=_by_score, reverse=True)[:_WIDTH]
        return score

    def _open_otherwise(self, tries: int) -> None:
        """Try the baskets so far with promotions opened otherwise: small ones first, of these the worst first."""
        scored = [(score, basket) for basket, score in self.scores.items() if score is not None]
        enough = self.left - tries
        for _, basket in sorted(scored, key=lambda pair: (pair[0][1], pair[0]), reverse=True):
            for other in self._openings(basket) if self.left > enough else ():
                self._try(other)

    def _plainest(self, basket: Basket) -> Basket:
        """Return the same lines without what is opened in vain."""
        till = self._till
        for place in till.places(basket):
            plainer = Basket(basket.lines, basket.shut | {place}, -1 if place == basket.first else basket.first)
            if till.needs_opening(place) and till.score(plainer) == till.score(basket):
                basket = plainer
        return basket

    def _chosen(self) -> list[int]:
        """Return the articles to combine: of every sort those that come off worst by themselves."""
        candidates = self._goods.worth_trying()[: max(self._size.tries // 3, 1)]
        scored = [(self._try(Basket(((good, 1),))) or _HARMLESS, good) for good in candidates]
        return [*self._goods.sort_out(scored, _GOODS), *self._goods.fillers(_FILLERS)]

    def _seeds(self, chosen: list[int]) -> Iterator[Basket]:
        """Yield baskets to begin with: ones, twos, ... of the most promising articles, and what promotions look at."""
        goods, most = self._goods, self._size.units
        for count in range(1, self._size.lines + 1):
            for together in combinations(sorted(self._affordable(chosen, count)), count):
                for units in product(*(goods.quantities(good, most) for good in together)):
                    yield Basket(tuple(zip(together, units, strict=True)))
        for place in range(len(goods.entries)):
            looked_at = [good for good in chosen if place in goods.touching[good]] or chosen
            together = sorted(looked_at[: self._size.lines])
            for each in sorted({1, min(2, most), most}):
                yield Basket(tuple((good, each) for good in together), frozenset(), place)

    def _affordable(self, chosen: list[int], count: int) -> list[int]:
        """Return as many of the articles as can be combined by so many with a quarter of the tries that are left."""
        quantities = max([len(self._goods.quantities(good, self._size.units)) for good in chosen], default=1)
        fitting = (
            many for many in range(len(chosen), 0, -1) if comb(many, count) * quantities**count <= self.left // 4
        )
        return chosen[: next(fitting, 0)]

    def _changes(self, basket: Basket, chosen: list[int]) -> Iterator[Basket]:
        """Yield the baskets that differ by one line or by one promotion."""
        there = [good for good, _ in basket.lines]
        room = len(there) < self._size.lines
        for good in dict.fromkeys([*there, *chosen]):
            quantities = self._goods.quantities(good, self._size.units)
            if good in there or room:
                yield from (basket.but(good, each) for each in quantities)
            if good not in there:
                without = [basket.but(other, 0) for other in there]
                yield from (fewer.but(good, each) for fewer in without for each in quantities)
        if len(there) > 1:
            yield from (basket.but(good, 0) for good in there)
        yield from self._openings(basket)

    def _openings(self, basket: Basket) -> Iterator[Basket]:
        """Yield the same lines with a promotion shut, opened again, opened before all others, or opened alone."""
        needy = frozenset(place for place in self._till.places(basket) if self._till.needs_opening(place))
        for place in sorted(needy):
            yield Basket(basket.lines, basket.shut ^ {place}, basket.first)
            yield Basket(basket.lines, basket.shut - {place}, place)
            yield Basket(basket.lines, needy - {place})
