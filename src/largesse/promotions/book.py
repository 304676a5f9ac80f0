"""The book: the compiled promotions of a company, found by what a checkout shows rather than looked through.

Immutable. A change makes a new book that shares everything that did not change.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from operator import attrgetter

from largesse.core.errors import Invalid, Problem
from largesse.promotions.basket import Basket
from largesse.promotions.condition import Group, Key
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import Entry, compile_campaign
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings, check
from largesse.promotions.vocabulary import in_language

_BY_RANK = attrgetter("rank")
_LONG = 8
"""A key with more entries than this gets a timeline."""


class Timeline:
    """The entries of one key over time, so that a year of weekly prices costs what one week does."""

    __slots__ = ("bounds", "spans")

    def __init__(self, bounds: list[datetime], spans: list[tuple[Entry, ...]]) -> None:
        self.bounds = bounds
        self.spans = spans
        """`spans[i]` are alive from `bounds[i - 1]` on, until `bounds[i]`."""

    def at(self, instant: datetime) -> tuple[Entry, ...]:
        """Return the entries whose campaign runs at that instant."""
        return self.spans[bisect_right(self.bounds, instant)]


Postings = tuple[Entry, ...] | Timeline


def _postings(entries: list[Entry]) -> Postings:
    """Return a key's entries as a timeline where that saves work, else as they are."""
    if len(entries) <= _LONG:
        return tuple(entries)
    bounds = sorted({entry.start for entry in entries} | {entry.end for entry in entries})
    spans: list[list[Entry]] = [[] for _ in range(len(bounds) + 1)]
    most = 4 * len(entries) + len(bounds)
    for entry in entries:
        first, last = bisect_right(bounds, entry.start), bisect_right(bounds, entry.end)
        most -= last - first
        if most < 0:  # nearly all overlap: a timeline would hold every entry many times
            return tuple(entries)
        for i in range(first, last):
            spans[i].append(entry)
    return Timeline(bounds, [tuple(span) for span in spans])


class Book:
    """Compiled promotions with their index. `broken` are campaigns left out, with what is wrong with them."""

    __slots__ = ("_entries", "_index", "_loose", "broken", "settings", "version")

    def __init__(
        self,
        settings: Settings,
        version: str,
        entries: dict[str, tuple[Entry, ...]],
        index: dict[Group, dict[str, Postings]],
        loose: Postings,
        broken: Mapping[str, tuple[Problem, ...]],
    ) -> None:
        self.settings = settings
        self.version = version
        self.broken = broken
        self._entries = entries
        self._index = index
        self._loose = loose

    def __len__(self) -> int:
        return sum(len(entries) for entries in self._entries.values())

    def campaigns(self) -> list[str]:
        """Return the ids of the campaigns in the book."""
        return list(self._entries)

    def entries_of(self, campaigns: Iterable[str]) -> list[Entry]:
        """Return the entries of some campaigns, those not in the book passed over."""
        return [entry for campaign in campaigns for entry in self._entries.get(campaign, ())]

    def name_of(self, campaign: str, language: str) -> str:
        """Return a campaign's name as customers see it; its id when it is not in the book."""
        found = self._entries.get(campaign)
        return in_language(found[0].campaign.names, language) or found[0].campaign.name if found else campaign

    def all_entries(self) -> list[Entry]:
        """Return every entry, in order of effect."""
        return sorted(self.entries_of(self._entries), key=_BY_RANK)

    def with_code(self, code: str) -> tuple[Entry, ...]:
        """Return the entries for which this code (as compared) speaks, running or not."""
        hit = self._index["code"].get(code, ())
        if isinstance(hit, Timeline):
            return tuple(dict.fromkeys(entry for span in hit.spans for entry in span))
        return hit

    def candidates(self, basket: Basket, facts: Facts) -> list[Entry]:
        """Return the entries running now that what the checkout shows could fulfil, in order of effect."""
        at = basket.at
        hits: list[Postings] = [self._loose]
        index = self._index
        for group, shown in _shown(basket, facts):
            table = index[group]
            if table:
                hits += [table[key] for key in shown if key in table]
        found: set[Entry] = set()
        for hit in hits:
            found.update(hit.at(at) if type(hit) is Timeline else hit)  # type: ignore[union-attr]
        return sorted([entry for entry in found if entry.start <= at < entry.end], key=_BY_RANK)


def _shown(basket: Basket, facts: Facts) -> list[tuple[Group, Iterable[str]]]:
    """Return, by group of keys, what the checkout shows."""
    rows = basket.rows
    shown: list[tuple[Group, Iterable[str]]] = [
        ("article", {row.article for row in rows}),
        ("product", {row.product for row in rows if row.product is not None}),
        ("category", {each for row in rows for each in row.categories}),
        ("set", {each for row in rows for each in row.sets}),
        ("assortment", {each for row in rows for each in row.assortments}),
    ]
    if basket.codes:
        shown.append(("code", basket.codes))
    if facts.audiences:
        shown.append(("audience", facts.audiences))
    if basket.checkout.store is not None:
        shown.append(("store", (basket.checkout.store,)))
    return shown


_GROUPS: tuple[Group, ...] = ("code", "article", "product", "set", "category", "assortment", "audience", "store")


def compile_book(campaigns: Iterable[Campaign], settings: Settings | None = None, version: str = "") -> Book:
    """Return the book of these campaigns. A campaign that makes no sense is left out and named in `broken`.

    Raises `Invalid` for settings that make no sense: nothing could be priced under them.
    """
    settings = settings or Settings()
    check(settings)
    entries: dict[str, tuple[Entry, ...]] = {}
    broken: dict[str, tuple[Problem, ...]] = {}
    with _no_garbage():
        for campaign in campaigns:
            try:
                if campaign.id in entries or campaign.id in broken:
                    raise Invalid.at("$.id", "repeated_id", f"several campaigns are called {campaign.id!r}")
                entries[campaign.id] = tuple(compile_campaign(campaign, settings))
            except Invalid as error:
                entries.pop(campaign.id, None)  # of two that go by one name, nobody knows which is meant
                broken[campaign.id] = error.problems
        return _indexed(settings, version, entries, broken)


@contextmanager
def _no_garbage() -> Generator[None]:
    """Let the collector of cycles rest: a large book is all live, and looking through it takes longest."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _indexed(
    settings: Settings, version: str, entries: dict[str, tuple[Entry, ...]], broken: dict[str, tuple[Problem, ...]]
) -> Book:
    keyed: dict[Key | None, list[Entry]] = {}
    for each in entries.values():
        for entry in each:
            for key in _known_by(entry):
                keyed.setdefault(key, []).append(entry)
    loose = _postings(keyed.pop(None, []))
    index: dict[Group, dict[str, Postings]] = {group: {} for group in _GROUPS}
    for key, found in keyed.items():
        if key is not None:
            index[key[0]][key[1]] = _postings(found)
    return Book(settings, version, entries, index, loose, broken)


def _known_by(entry: Entry) -> Iterable[Key | None]:
    """Return the keys that lead to an entry; its codes do so always, for a code that is entered wants an answer."""
    codes: list[Key | None] = [("code", code) for code in entry.codes]
    return {*codes, *((None,) if entry.keys is None else entry.keys)}
