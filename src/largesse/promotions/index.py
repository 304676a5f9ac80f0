"""The book's index: promotions by the things that a checkout must show for them to matter, and by when they run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
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


class Index:
    """Entries by key; those under None are found by every checkout."""

    __slots__ = ("_loose", "_tables")

    def __init__(self, known: Iterable[tuple[Key | None, Entry]]) -> None:
        keyed: dict[Key | None, list[Entry]] = {}
        for key, entry in known:
            keyed.setdefault(key, []).append(entry)
        self._loose = _postings(keyed.pop(None, []))
        self._tables: dict[Group, dict[str, Postings]] = {group: {} for group in _GROUPS}
        for key, found in keyed.items():
            if key is not None:
                self._tables[key[0]][key[1]] = _postings(found)

    def under(self, key: Key) -> tuple[Entry, ...]:
        """Return the entries under one key, whenever they run."""
        hit = self._tables[key[0]].get(key[1], ())
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
