"""The worst basket under a company's live book, or under campaign files: what is sold, put to the search."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from largesse.app.audit import record
from largesse.app.book import Books
from largesse.app.goods import Goods, load_goods
from largesse.app.ports import Ports
from largesse.app.ports.audit import Deed
from largesse.core.errors import NotFound
from largesse.core.ids import Id, make_id
from largesse.core.wire import Currency, Instant, Wire
from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout
from largesse.promotions.circumstance import Circumstance
from largesse.promotions.condition import Key
from largesse.promotions.entry import Entry
from largesse.promotions.goods import looked_at
from largesse.promotions.kinds import decode
from largesse.promotions.open_promotion import runs_at
from largesse.promotions.try_basket import Measure
from largesse.promotions.worst_basket import Size, WorstBasket, find_worst_basket

_KEPT = 100
_BITS = 60
MOST_ARTICLES = 20_000
"""So many articles are looked at; those that promotions name come first."""


class WorstBasketSearch(Wire, frozen=True):
    """What to search, and how far. What is found the engine has priced; that nothing is worse is not proved."""

    measure: Measure = "share"
    """The largest share of the list value given away, or the lowest margin on what is paid without tax."""
    currency: Currency | None = None
    """That of most campaigns that run, when left out."""
    at: Instant | None = None
    """Now, when left out."""
    lines: Annotated[int, Meta(ge=1, le=20)] = 4
    """At most so many different articles."""
    units: Annotated[int, Meta(ge=1, le=10_000)] = 10
    """At most so many of each."""
    tries: Annotated[int, Meta(ge=1, le=50_000)] = 10_000
    """At most so many baskets are priced."""
    campaigns: Annotated[list[Id], Meta(max_length=1000)] = []
    """One of these has to have a part in it; none listed: whichever."""


class KeptSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A search that was made, and what it found."""

    id: str
    search: WorstBasketSearch
    """As it was made: with its instant."""
    found: WorstBasket | None
    """None when nothing is given away."""
    made_at: datetime


async def make_search(ports: Ports, books: Books, company: str, search: WorstBasketSearch) -> KeptSearch:
    """Search the live book, and keep what was found; the latest hundred are kept.

    Raises `Unavailable`, `NotFound` for an unknown company.
    """
    now = ports.now()
    search = msgspec.structs.replace(search, at=search.at or now)
    found = await find_live_worst_basket(ports, books, company, search)
    kept = KeptSearch(id=make_id("search", ports.random_bits(_BITS)), search=search, found=found, made_at=now)
    async with ports.store.transaction(company) as work:
        await work.searches.add(kept.id, msgspec.json.encode(kept), _KEPT)
        await record(ports, work, Deed("worst_basket", kept.id, "searched", after=search))
    return kept


async def get_search(ports: Ports, company: str, id: str) -> KeptSearch:
    """Return a search that was made. Raises `NotFound`, also for one that is no longer kept."""
    async with ports.store.transaction(company) as work:
        document = await work.searches.get(id)
    if document is None:
        raise NotFound(f"there is no search {id!r}; the latest {_KEPT} are kept")
    return decode(KeptSearch, document)


async def find_live_worst_basket(
    ports: Ports, books: Books, company: str, search: WorstBasketSearch
) -> WorstBasket | None:
    """Return the worst basket that the search finds under the live book; None when nothing is given away.

    Raises `Unavailable`, `NotFound` for an unknown company.
    """
    snapshot = await books.snapshot(company)
    search = msgspec.structs.replace(search, at=search.at or ports.now())
    running = _running(snapshot.book, search)
    if not running:
        return None
    async with ports.store.view(company) as work:
        goods = await load_goods(work, _keys(running), MOST_ARTICLES)
    return await asyncio.to_thread(search_worst_basket, snapshot.book, goods, search)


def search_worst_basket(book: Book, goods: Goods, search: WorstBasketSearch) -> WorstBasket | None:
    """Return the worst basket that the search finds under a book at `search.at`; None when nothing is given away."""
    running = _running(book, search)
    currency = search.currency or _usual_currency(running)
    sold = goods.sold_in(currency) if currency else None
    if currency is None or sold is None:
        return None
    return find_worst_basket(
        book,
        sold.lines,
        Circumstance(Checkout(currency=currency, lines=[], at=search.at)),
        measure=search.measure,
        size=Size(search.lines, search.units, search.tries),
        stores=goods.stores,
        only=frozenset(search.campaigns),
    )


def _running(book: Book, search: WorstBasketSearch) -> list[Entry]:
    return [
        entry
        for entry in book.all_entries()
        if runs_at(entry, search.at) and search.currency in (None, entry.campaign.currency)
    ]


def _usual_currency(entries: Iterable[Entry]) -> str | None:
    campaigns = {entry.campaign.id: entry.campaign.currency for entry in entries}
    spoken = sorted(campaigns.values())
    return max(spoken, key=spoken.count, default=None)


def _keys(entries: Iterable[Entry]) -> frozenset[Key] | None:
    keys = [looked_at(entry) for entry in entries]
    return None if None in keys else frozenset(key for each in keys for key in each or ())
