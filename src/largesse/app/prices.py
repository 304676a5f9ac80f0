"""Prices for product pages: what one unit of each article costs somebody now, why, since when, until when.

Also the lowest price of the 30 days before a reduction, as directive 98/6/EC, article 6a, wants it shown.
`docs/explanation/lowest-price.md` says what that means here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from largesse.app.book import Books
from largesse.app.checkout import fill
from largesse.app.ports import Ports
from largesse.core.errors import Invalid
from largesse.core.wire import Currency, Language, Token, Wire
from largesse.promotions.articles import keys_of
from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout, Customer, Instant, Line
from largesse.promotions.condition import Key
from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Adjustment, Evaluation
from largesse.promotions.facts import NOTHING_KNOWN, Facts
from largesse.promotions.price_track import HORIZON, ListPrices, Price, Track

MOST = 1000
_AT_ONCE = 50
DAYS = timedelta(days=30)
"""How long before a reduction its prior price is looked for."""


class PriceQuery(Wire, frozen=True):
    """Which prices are wanted, and for whom, where and when."""

    articles: Annotated[list[Token], Meta(min_length=1, max_length=MOST)]
    currency: Currency
    schema: Literal["largesse.price_query/1"] = "largesse.price_query/1"
    at: Instant | None = None
    """The instant; the service takes its own clock when left out."""
    customer: Customer | None = None
    """Nobody in particular when left out: the price that is open to everybody."""
    store: Token | None = None
    channel: Token | None = None
    website: Token | None = None
    language: Language | None = None
    """Of names; over HTTP as `Accept-Language` says when left out, else English."""


class Reduction(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one promotion takes off the unit."""

    promotion: str
    campaign: str
    name: str
    """The campaign's, in the language asked for."""
    amount: str
    """Below zero."""
    page: str | None = None
    """Where customers read about the campaign."""


class ArticlePrice(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one unit costs. An article that nothing is known of, or has no price in the currency, has no prices here."""

    article: str
    list_price: str | None = None
    price: str | None = None
    """The campaign price where there is one, else the list price."""
    reductions: list[Reduction] = []
    """In the order in which they are taken off."""
    since: datetime | None = None
    """Since when it has cost this without a break; None for longer than 400 days."""
    until: datetime | None = None
    """When campaigns will make it cost something else, as far as is known now; None if not within 400 days."""
    lowest_price: str | None = None
    """The lowest price open to everybody in the 30 days before the reduction; before now where nothing is reduced."""


class Prices(msgspec.Struct, frozen=True, tag_field="schema", tag="largesse.prices/1"):
    """The prices asked for, in the order asked for."""

    currency: str
    at: datetime
    book: str
    """The version of the book."""
    prices: list[ArticlePrice]


async def list_prices(ports: Ports, books: Books, company: str, query: PriceQuery) -> Prices:
    """Return what one unit of each article costs. Writes nothing.

    Raises `Invalid` when an article is asked for twice, `Unavailable`, `NotFound` for an unknown company.
    """
    with ports.watch.span("prices", articles=len(query.articles)):
        snapshot = await books.snapshot(company)
        asked, facts = await fill(ports, snapshot, company, checkout_of(query))
        assert asked.at is not None
        async with ports.store.transaction(company) as work:
            listed = await work.catalogue.list_prices(query.articles, query.currency, asked.at - HORIZON - DAYS)
            begun = await work.campaigns.first_active(_without_start(snapshot.book, asked, facts))
        # What checkouts had taken out is out here too, but nothing here is stopped by a clock: half a price is none.
        out = frozenset(each.campaign for each in books.guard(company).suspensions(snapshot.book))

        def price(one: Checkout, early: frozenset[str]) -> Evaluation:
            return evaluate(snapshot.book, one, _without(facts, early | out))

        begun = {campaign: since for campaign, since in begun.items() if since <= asked.at}
        prices: list[ArticlePrice] = []
        for start in range(0, len(asked.lines), _AT_ONCE):
            some = msgspec.structs.replace(asked, lines=asked.lines[start : start + _AT_ONCE])
            prices += prices_of(snapshot.book, some, facts, listed, price, begun).prices
            await asyncio.sleep(0)  # a till that waits for its checkout goes first
        return Prices(asked.currency, asked.at, snapshot.book.version, prices)


def _without_start(book: Book, asked: Checkout, facts: Facts) -> list[str]:
    """Return the campaigns that may concern these articles and name no start."""
    keys = {key for line in asked.lines for key in keys_of(line)}
    found = book.whenever([*keys, *_shown(asked, facts)])
    return sorted({entry.campaign.id for entry in found if entry.campaign.starts_at is None})


def _shown(asked: Checkout, facts: Facts) -> list[Key]:
    """Return the keys that are shown beside those of lines."""
    store: list[Key] = [("store", asked.store)] if asked.store else []
    return [*store, *(("audience", each) for each in sorted(facts.audiences))]


def _without(facts: Facts, campaigns: frozenset[str]) -> Facts:
    return msgspec.structs.replace(facts, suspended=facts.suspended | campaigns) if campaigns else facts


def checkout_of(query: PriceQuery) -> Checkout:
    """Return a checkout with one unit of each article. Raises `Invalid` when one is asked for twice."""
    seen: set[str] = set()
    for place, id in enumerate(query.articles):
        if id in seen:
            raise Invalid.at(f"$.articles[{place}]", "repeated_id", f"{id!r} is asked for twice")
        seen.add(id)
    return Checkout(
        currency=query.currency,
        lines=[Line(article=id) for id in query.articles],
        at=query.at,
        customer=query.customer,
        store=query.store,
        channel=query.channel,
        website=query.website,
        language=query.language,
    )


NEVER_SAID: Mapping[str, datetime] = {}


def prices_of(
    book: Book,
    asked: Checkout,
    facts: Facts,
    listed: Mapping[str, ListPrices],
    price: Price | None = None,
    begun: Mapping[str, datetime] = NEVER_SAID,
) -> Prices:
    """Return the price of one unit of each line of a checkout that is filled in and says when.

    `listed` are list prices over time by article, `price` evaluates what is asked for with these facts, `begun` says
    since when campaigns without a start are live.
    """
    assert asked.at is not None
    plain: Price = lambda one, early: evaluate(book, one, _without(facts, early))  # noqa: E731
    asking = _Asking(book, asked, asked.at, facts, price or plain, begun)
    prices = [asking.price_of(line, listed.get(line.article, ())) for line in asked.lines]
    return Prices(asked.currency, asked.at, book.version, prices)


class _Asking:
    """One question about many articles."""

    def __init__(
        self, book: Book, asked: Checkout, at: datetime, facts: Facts, price: Price, begun: Mapping[str, datetime]
    ) -> None:
        self._book = book
        self._begun = begun
        self._asked = asked
        self._at = at
        self._price = price
        self._is_public = asked.customer is None
        self._for_all = _shown(asked, NOTHING_KNOWN)
        self._for_them = _shown(asked, facts)

    def price_of(self, line: Line, listed: ListPrices) -> ArticlePrice:
        if line.price is None:
            return ArticlePrice(line.article)
        asked = msgspec.structs.replace(self._asked, lines=[msgspec.structs.replace(line, quantity=1)])
        listed = listed or [(self._at, line.price)]
        theirs = self._track(asked, self._price, self._for_them, line, listed)
        now = theirs.at(self._at, line.price)
        since = theirs.since(self._at, now)
        public = theirs
        if not self._is_public and not theirs.is_public:
            anybody = msgspec.structs.replace(asked, customer=None)
            public = self._track(anybody, self._publicly, self._for_all, line, listed)
        begin = (since or self._at - HORIZON) if now.adjustments else self._at
        return ArticlePrice(
            article=line.article,
            list_price=now.list_price,
            price=now.price,
            reductions=[self._reduction(each) for each in now.adjustments],
            since=since,
            until=theirs.until(self._at, now),
            lowest_price=public.lowest(begin - DAYS, begin),
        )

    def _track(self, asked: Checkout, price: Price, keys: Sequence[Key], line: Line, listed: ListPrices) -> Track:
        return Track(self._book, asked, price, self._book.whenever([*keys, *keys_of(line)]), listed, self._begun)

    def _publicly(self, checkout: Checkout, early: frozenset[str]) -> Evaluation:
        return evaluate(self._book, checkout, _without(NOTHING_KNOWN, early))

    def _reduction(self, cut: Adjustment) -> Reduction:
        [entry, *_] = self._book.entries_of([cut.campaign])
        page, language = entry.campaign.page, self._asked.spoken
        name = self._book.name_of(cut.campaign, language)
        return Reduction(cut.promotion, cut.campaign, name, cut.amount, page.url if page else None)
