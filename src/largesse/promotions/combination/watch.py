"""Watch what a condition or a benefit reads of the standing. What it does not read cannot change its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import SupportsIndex, TypeVar, overload

from largesse.promotions.condition import View

T = TypeVar("T")
A = TypeVar("A")


class Seen(list[T]):
    """A list that notes which of its items were read."""

    def __init__(self, items: list[T]) -> None:
        super().__init__(items)
        self.read: set[int] = set()

    @overload
    def __getitem__(self, index: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> T | list[T]:
        self.read.update(range(len(self))[index] if isinstance(index, slice) else [range(len(self))[index]])
        return super().__getitem__(index)

    def __iter__(self) -> Iterator[T]:
        self.read.update(range(len(self)))
        return super().__iter__()


class Reading:
    """What was read of a standing while somebody looked at it: rows, or anything at all."""

    __slots__ = ("anything", "rows")

    def __init__(self, rows: frozenset[int], anything: bool) -> None:
        self.rows = rows
        """Rows of which it was asked what is left."""
        self.anything = anything


def watch(look: Callable[[View], A], view: View) -> tuple[A, Reading]:
    """Return what `look` answers on the view, and what it read of the standing to find that.

    A pure function that read nothing of the standing gives the same answer on every other standing.
    """
    standing = view.standing.copy()
    left, discounted = Seen(standing.left), Seen(standing.discounted)
    deliveries, fees = Seen(standing.deliveries), Seen(standing.fees)
    standing.left, standing.discounted, standing.deliveries, standing.fees = left, discounted, deliveries, fees
    answer = look(view.on(standing))
    anything = bool(left.read or discounted.read or deliveries.read or fees.read)
    return answer, Reading(frozenset(left.read), anything)
