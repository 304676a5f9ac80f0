"""The book: the compiled promotions of a company, found by what a checkout shows rather than looked through.

Immutable. A change makes a new book that shares everything that did not change.
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from operator import attrgetter

from largesse.core.errors import Invalid, Problem
from largesse.promotions.basket import Basket
from largesse.promotions.condition import Key
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import Entry, compile_campaign
from largesse.promotions.facts import Facts
from largesse.promotions.index import Index
from largesse.promotions.settings import Settings, check
from largesse.promotions.vocabulary import in_language

_BY_RANK = attrgetter("rank")


class Book:
    """Compiled promotions with their index. `broken` are campaigns left out, with what is wrong with them."""

    __slots__ = ("_entries", "_index", "_near", "broken", "settings", "version")

    def __init__(
        self,
        settings: Settings,
        version: str,
        entries: dict[str, tuple[Entry, ...]],
        broken: Mapping[str, tuple[Problem, ...]],
    ) -> None:
        self.settings = settings
        self.version = version
        self.broken = broken
        self._entries = entries
        every = [entry for each in entries.values() for entry in each]
        self._index = Index((key, entry) for entry in every for key in _known_by(entry))
        self._near = Index((key, entry) for entry in every for key in _nearly_known_by(entry))

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
        return self._index.under(("code", code))

    def candidates(self, basket: Basket, facts: Facts) -> list[Entry]:
        """Return the entries running now that what the checkout shows could fulfil, in order of effect."""
        return sorted(self._index.running(basket, facts), key=_BY_RANK)

    def near_misses(self, basket: Basket, facts: Facts) -> list[Entry]:
        """Return entries running now of which the checkout shows all but perhaps one thing, in order of effect."""
        found = {*self._index.running(basket, facts), *self._near.running(basket, facts)}
        return sorted(found, key=_BY_RANK)


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
        return Book(settings, version, entries, broken)


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


def _known_by(entry: Entry) -> Iterable[Key | None]:
    """Return the keys that lead to an entry; its codes do so always, for a code that is entered wants an answer."""
    codes: list[Key | None] = [("code", code) for code in entry.codes]
    return {*codes, *((None,) if entry.keys is None else entry.keys)}


def _nearly_known_by(entry: Entry) -> Iterable[Key | None]:
    """Return the keys that lead to an entry when the things that its own keys stand for are what is missing."""
    if not entry.is_missable:
        return ()
    return (None,) if entry.other_keys is None else entry.other_keys
