"""The book: the compiled promotions of a company, found by what a checkout shows rather than looked through.

Immutable. A change makes a new book that shares everything that did not change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from largesse.core.errors import Invalid, Problem
from largesse.core.garbage import no_garbage
from largesse.promotions.basket import Basket
from largesse.promotions.condition import Key
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import Entry, compile_campaign
from largesse.promotions.facts import Facts
from largesse.promotions.index import Index, Known
from largesse.promotions.settings import Settings, check
from largesse.promotions.vocabulary import in_language

_BY_RANK = attrgetter("rank")

Compiled = Mapping[str, tuple[Entry, ...] | None]
"""The entries of campaigns by their id; None for one that is not in the book."""

Broken = Mapping[str, Sequence[Problem]]


class Contents(NamedTuple):
    """What is in a book: the entries of each campaign, found by what a checkout shows, or nearly shows."""

    promotions: int = 0
    entries: dict[str, tuple[Entry, ...]] = {}
    known: Index = Index()
    nearly_known: Index = Index()
    counted: int = 0
    """How many of the promotions are limited, so that what they give is counted."""

    def changed(self, compiled: Compiled) -> Contents:
        """Return contents in which these campaigns are as they are here; they share all else with these."""
        out = [entry for id in compiled for entry in self.entries.get(id, ())]
        into = [entry for present in compiled.values() for entry in present or ()]
        entries = self.entries.copy()  # several times as fast as `dict()` where something was taken out before
        for id, present in compiled.items():
            if present is not None:
                entries[id] = present
            else:
                entries.pop(id, None)
        return Contents(
            self.promotions - len(out) + len(into),
            entries,
            self.known.changed(_keyed(out, _known_by), _keyed(into, _known_by)),
            self.nearly_known.changed(_keyed(out, _nearly_known_by), _keyed(into, _nearly_known_by)),
            self.counted - sum(map(_is_counted, out)) + sum(map(_is_counted, into)),
        )


class Book:
    """Compiled promotions with their index. `broken` are campaigns left out, with what is wrong with them."""

    __slots__ = ("_entries", "_index", "_near", "broken", "contents", "settings", "version")

    def __init__(self, settings: Settings, version: str, contents: Contents, broken: Broken) -> None:
        self.settings = settings
        self.version = version
        self.broken = broken
        self.contents = contents
        _, self._entries, self._index, self._near, _ = contents

    @property
    def is_counted(self) -> bool:
        """Return whether any promotion of it is limited."""
        return self.contents.counted > 0

    def __len__(self) -> int:
        return self.contents.promotions

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

    def not_in(self, other: Book) -> list[object]:
        """Return what was compiled for this book and is no part of the other, in pieces."""
        there = other.contents.entries
        return [entries for id, entries in self._entries.items() if there.get(id) is not entries]

    def with_code(self, code: str) -> tuple[Entry, ...]:
        """Return the entries for which this code (as compared) speaks, running or not."""
        return self._index.under(("code", code))

    def whenever(self, keys: Iterable[Key]) -> set[Entry]:
        """Return the entries that a checkout which shows no more than these keys may find, at whatever time."""
        return {entry for key in (None, *keys) for entry in self._index.under(key)}

    def candidates(self, basket: Basket, facts: Facts) -> list[Entry]:
        """Return the entries running now that what the checkout shows could fulfil, in order of effect."""
        return sorted(self._index.running(basket, facts), key=_BY_RANK)

    def near_misses(self, basket: Basket, facts: Facts) -> list[Entry]:
        """Return entries running now of which the checkout shows all but perhaps one thing, in order of effect."""
        found = {*self._index.running(basket, facts), *self._near.running(basket, facts)}
        return sorted(found, key=_BY_RANK)


class Edition:
    """A book in the making: the one before it, and what has become of some of its campaigns."""

    def __init__(self, before: Book) -> None:
        self._before = before
        self._compiled: dict[str, tuple[Entry, ...] | None] = {}
        self._broken: dict[str, Sequence[Problem]] = {}

    def __len__(self) -> int:
        """Return how many campaigns are touched."""
        return len(self._compiled)

    def put(self, campaign: Campaign) -> None:
        """Add a campaign, or replace it; one that makes no sense is left out and named."""
        try:
            if campaign.id in self._compiled:  # of two that go by one name, nobody knows which is meant
                raise Invalid.at("$.id", "repeated_id", f"several campaigns are called {campaign.id!r}")
            self._compiled[campaign.id] = tuple(compile_campaign(campaign, self._before.settings))
        except Invalid as error:
            self.leave_out(campaign.id, error.problems)

    def leave_out(self, campaign: str, problems: Sequence[Problem] = ()) -> None:
        """Take a campaign out if it is there, and name it as broken if it has problems."""
        self._compiled[campaign] = None
        if problems:
            self._broken[campaign] = problems

    def bind(self, version: str) -> Book:
        """Return the book, which shares with the one before all that was not touched."""
        before = self._before
        broken = {id: problems for id, problems in before.broken.items() if id not in self._compiled} | self._broken
        return Book(before.settings, version, before.contents.changed(self._compiled), broken)


def compile_book(campaigns: Iterable[Campaign], settings: Settings | None = None, version: str = "") -> Book:
    """Return the book of these campaigns. A campaign that makes no sense is left out and named in `broken`.

    Raises `Invalid` for settings that make no sense: nothing could be priced under them.
    """
    edition = Edition(empty_book(settings))
    with no_garbage():
        for campaign in campaigns:
            edition.put(campaign)
        return edition.bind(version)


def empty_book(settings: Settings | None = None) -> Book:
    """Return a book without campaigns. Raises `Invalid` for settings that make no sense."""
    settings = settings or Settings()
    check(settings)
    return Book(settings, "", Contents(), {})


def _keyed(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[Key | None]]) -> Iterator[Known]:
    return ((key, entry) for entry in entries for key in keys(entry))


def _is_counted(entry: Entry) -> bool:
    limited = entry.budget is not None or bool(entry.campaign.limits)
    return limited or any(test.code_uses for _, test in entry.tests)


def _known_by(entry: Entry) -> Iterable[Key | None]:
    """Return the keys that lead to an entry; its codes do so always, for a code that is entered wants an answer."""
    codes: list[Key | None] = [("code", code) for code in entry.codes]
    return {*codes, *((None,) if entry.keys is None else entry.keys)}


def _nearly_known_by(entry: Entry) -> Iterable[Key | None]:
    """Return the keys that lead to an entry when the things that its own keys stand for are what is missing."""
    if not entry.is_missable:
        return ()
    return (None,) if entry.other_keys is None else entry.other_keys
