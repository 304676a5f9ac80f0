"""What is sold in one currency: articles as lines of one unit, found by what promotions know them by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from largesse.promotions.checkout import Line
from largesse.promotions.condition import Key

LINE_GROUPS = ("article", "product", "set", "category", "assortment")
"""Groups of keys that lines show."""


class Articles:
    """Lines of one unit, with all that is known of each article.

    `complete` says that this is the whole catalogue, so that what is not here does not exist.
    """

    __slots__ = ("_by_key", "complete", "lines")

    def __init__(self, lines: Sequence[Line], *, complete: bool = False) -> None:
        self.lines = lines
        self.complete = complete
        self._by_key: dict[Key, list[int]] = {}
        for index, line in enumerate(lines):
            for key in keys_of(line):
                self._by_key.setdefault(key, []).append(index)

    def shown_by(self, keys: Iterable[Key] | None) -> Sequence[int]:
        """Return the places of the lines that show one of these keys, in order; all when no key is asked for."""
        if keys is None:
            return range(len(self.lines))
        return sorted({index for key in keys for index in self._by_key.get(key, ())})


def keys_of(line: Line) -> Iterator[Key]:
    """Yield the keys that a line shows."""
    yield "article", line.article
    if line.product is not None:
        yield "product", line.product
    for group, names in (("category", line.categories), ("set", line.sets), ("assortment", line.assortments)):
        for name in names or ():
            yield cast("Key", (group, name))
