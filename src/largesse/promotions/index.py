"""The book's index: promotions by the things that a checkout must show for them to matter, and by when they run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from largesse.promotions.basket import Basket
from largesse.promotions.condition import Group, Key
from largesse.promotions.entry import Entry
from largesse.promotions.facts import Facts

_LONG = 8
"""A key with more entries than this gets a timeline."""

_GROUPS: tuple[Group, ...] = ("code", "article", "product", "set", "category", "assortment", "audience", "store")


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
Known = tuple[Key | None, Entry]
"""An entry, and a key under which it is known."""


_EMPTY: Mapping[Group, dict[str, Postings]] = {group: {} for group in _GROUPS}


class Index:
    """Entries by key; those under None are found by every checkout. Immutable."""

    __slots__ = ("_loose", "_tables")

    def __init__(self, loose: Postings = (), tables: Mapping[Group, dict[str, Postings]] = _EMPTY) -> None:
        self._loose = loose
        self._tables = tables

    def changed(self, out: Iterable[Known], into: Iterable[Known]) -> Index:
        """Return an index without some entries and with others, which shares what neither of them concern."""
        leaving, coming = _by_key(out), _by_key(into)
        touched = {*leaving, *coming}
        groups = {key[0] for key in touched if key is not None}
        tables: dict[Group, dict[str, Postings]] = {
            group: table.copy() if group in groups else table for group, table in self._tables.items()
        }
        loose = self._loose
        for key in touched:
            postings = _postings([*self._staying(key, leaving.get(key, ())), *coming.get(key, ())])
            if key is None:
                loose = postings
            elif postings:
                tables[key[0]][key[1]] = postings
            else:
                del tables[key[0]][key[1]]
        return Index(loose, tables)

    def _staying(self, key: Key | None, leaving: Collection[Entry]) -> Iterable[Entry]:
        """Return the entries under a key but for those that leave."""
        gone = set(leaving)
        return (entry for entry in self.under(key) if entry not in gone)

    def under(self, key: Key | None) -> tuple[Entry, ...]:
        """Return the entries under one key, whenever they run."""
        hit = self._loose if key is None else self._tables[key[0]].get(key[1], ())
        if isinstance(hit, Timeline):
            return tuple(dict.fromkeys(entry for span in hit.spans for entry in span))
        return hit

    def running(self, basket: Basket, facts: Facts) -> list[Entry]:
        """Return the entries running at the checkout's instant that what it shows leads to, in no order."""
        at = basket.at
        hits: list[Postings] = [self._loose]
        tables = self._tables
        for group, values in shown(basket, facts):
            table = tables[group]
            if table:
                hits += [table[key] for key in values if key in table]
        found: set[Entry] = set()
        for hit in hits:
            found.update(hit.at(at) if type(hit) is Timeline else hit)  # type: ignore[union-attr]
        return [entry for entry in found if entry.start <= at < entry.end]


def _by_key(known: Iterable[Known]) -> dict[Key | None, list[Entry]]:
    found: dict[Key | None, list[Entry]] = {}
    for key, entry in known:
        found.setdefault(key, []).append(entry)
    return found


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


def shown(basket: Basket, facts: Facts) -> list[tuple[Group, Iterable[str]]]:
    """Return, by group of keys, what the checkout shows."""
    rows = basket.rows
    values: list[tuple[Group, Iterable[str]]] = [
        ("article", {row.article for row in rows}),
        ("product", {row.product for row in rows if row.product is not None}),
        ("category", {each for row in rows for each in row.categories}),
        ("set", {each for row in rows for each in row.sets}),
        ("assortment", {each for row in rows for each in row.assortments}),
    ]
    if basket.codes:
        values.append(("code", basket.codes))
    if facts.audiences:
        values.append(("audience", facts.audiences))
    if basket.checkout.store is not None:
        values.append(("store", (basket.checkout.store,)))
    return values
