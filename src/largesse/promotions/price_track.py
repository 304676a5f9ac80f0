"""What one unit of an article costs over time: now, since when, until when, and the lowest price before that.

The price is that of a checkout with one unit and nothing else, after the product lane, so that a product page and the
cart agree. Between two instants at which a campaign opens or closes, or the list price changes, it stays the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from largesse.core.money import digits_of, parse_amount
from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Adjustment, Evaluation
from largesse.promotions.moments import is_open, moments_of, only_of_time
from largesse.promotions.settings import StackingPolicy

HORIZON = timedelta(days=400)
"""No further back or ahead is looked for a change of the price."""

_PRODUCT_LANE = 0

Price = Callable[[Checkout, frozenset[str]], Evaluation]
"""(checkout, campaigns that are not to be found) -> what it costs."""

ListPrices = Sequence[tuple[datetime, str]]
"""(since when, list price), oldest first. The oldest counts for the time before it too."""


class Priced(msgspec.Struct, frozen=True):
    """One unit at one instant. Amounts as decimal text."""

    list_price: str
    price: str
    adjustments: list[Adjustment] = []
    """What the product lane took off."""


class Track:
    """The price of one unit of an article, for one circumstance: `checkout` has one line with one unit of it."""

    def __init__(
        self,
        book: Book,
        checkout: Checkout,
        price: Price,
        entries: Iterable[Entry],
        listed: ListPrices,
        begun: Mapping[str, datetime],
    ) -> None:
        """`entries` are those that the article may ever find; `begun` says since when, of those that name no start."""
        self._book = book
        self._checkout = checkout
        self._price = price
        in_turn = _is_in_turn(book.settings.stacking)
        self._entries = [
            entry
            for entry in entries
            if entry.campaign.currency == checkout.currency and (entry.lane == _PRODUCT_LANE or not in_turn)
        ]
        self._listed = listed
        self._begun = {
            entry.campaign.id: begun[entry.campaign.id] for entry in self._entries if entry.campaign.id in begun
        }
        edges = {*self._begun.values(), *(moment for moment, _ in listed)}
        for entry in self._entries:
            edges.add(entry.start)
            edges.add(entry.end)
        self._edges = sorted(edges)
        self._in_hours = [entry for entry in self._entries if entry.is_open is not None or entry.tests]
        self._known: dict[tuple[frozenset[Entry], str], Priced] = {}

    def at(self, moment: datetime, list_price: str | None = None) -> Priced:
        """Return the price at an instant; the list price is that of the time unless one is given."""
        listed = list_price or self._listed_at(moment)
        settings = self._book.settings
        early = frozenset(campaign for campaign, begun in self._begun.items() if moment < begun)
        is_found = frozenset(
            entry
            for entry in self._entries
            if entry.start <= moment < entry.end and entry.campaign.id not in early and is_open(entry, moment, settings)
        )
        if all(entry.lane != _PRODUCT_LANE for entry in is_found):
            return Priced(listed, listed)
        known = self._known.get((is_found, listed))
        if known is None:
            line = msgspec.structs.replace(self._checkout.lines[0], price=listed)
            asked = msgspec.structs.replace(self._checkout, lines=[line], at=moment)
            known = self._known[is_found, listed] = self._priced(self._price(asked, early), is_found)
        return known

    def since(self, at: datetime, now: Priced) -> datetime | None:
        """Return since when, without a break, it has cost what it costs at `at`; None for longer than can be seen."""
        changes = self._between(at - HORIZON, at)
        for place in range(len(changes) - 1, -1, -1):
            before = changes[place - 1] if place else at - HORIZON
            if self.at(before).price != now.price:
                return changes[place]
        return None

    def until(self, at: datetime, now: Priced) -> datetime | None:
        """Return the first instant after `at` at which campaigns make it cost something else; None if none is seen."""
        changes = self._between(at, at + HORIZON)
        return next((each for each in changes if each > at and self.at(each, now.list_price).price != now.price), None)

    def lowest(self, since: datetime, until: datetime) -> str:
        """Return the lowest price from one instant on, before another."""
        moments = [since, *(each for each in self._between(since, until) if since < each < until)]
        digits = digits_of(self._checkout.currency)
        return min([self.at(each).price for each in moments], key=lambda price: parse_amount(price, digits))

    @property
    def is_public(self) -> bool:
        """Return whether everybody pays the same: nothing here looks at who somebody is."""
        return not any(entry.campaign.audiences or _asks(entry) for entry in self._entries)

    def _listed_at(self, moment: datetime) -> str:
        before = [amount for since, amount in self._listed if since <= moment]
        return before[-1] if before else self._listed[0][1]

    def _between(self, since: datetime, until: datetime) -> list[datetime]:
        """Return, in order, the instants in a span at which the price may change."""
        edges = self._edges
        own = edges[bisect_left(edges, since) : bisect_right(edges, until)]
        if not self._in_hours:
            return own
        inside = {moment for entry in self._in_hours for moment in moments_of(entry, since, until)}
        return sorted(inside.union(own))

    def _priced(self, evaluation: Evaluation, found: frozenset[Entry]) -> Priced:
        line = evaluation.lines[0]
        own = {(entry.campaign.id, entry.promotion.id) for entry in found if entry.lane == _PRODUCT_LANE}
        cuts = [each for each in line.adjustments if (each.campaign, each.promotion) in own]
        return Priced(line.price, line.campaign_price or line.price, cuts)


def _asks(entry: Entry) -> bool:
    return any(not only_of_time(condition) for condition in entry.promotion.conditions)


def _is_in_turn(policy: StackingPolicy) -> bool:
    """Return whether campaigns are taken in turn, so that no later lane has a say in the product lane."""
    return (
        policy.priority_resolution == "highest_priority"
        and policy.exclusive_means != "exclusive_wins"
        and policy.same_type == "combine"
        and policy.overlapping_products == "combine"
        and (policy.max_stacked_campaigns is None or policy.max_stacked_choice == "first")
    )
