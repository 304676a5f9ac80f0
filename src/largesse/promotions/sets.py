"""Sets of units: any so many of some lines, or some of each of several selections, as often as they are complete.

Equal sets that follow each other are found at once, so that thousands of units cost what a few cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from largesse.promotions.condition import View
from largesse.promotions.manner import Manner
from largesse.promotions.selector import Selection
from largesse.promotions.units import Run

Found = tuple[list[list[Run]], int]
"""What each part of a set takes, and how many equal sets there are in a row."""


def cut_into(runs: Iterable[Run], size: int) -> Iterator[tuple[list[Run], int]]:
    """Yield full sets of so many units, filled in order, each with how many equal ones there are in a row."""
    filling: list[Run] = []
    filled = 0
    for run in runs:
        units = run.units
        if filled:
            part = min(units, size - filled)
            filling.append(run._replace(units=part))
            filled, units = filled + part, units - part
            if filled == size:
                yield filling, 1
                filling, filled = [], 0
        if units >= size:
            yield [run._replace(units=size)], units // size
            units %= size
        if units:
            filling, filled = [run._replace(units=units)], units


class Need(NamedTuple):
    """One part of a set: where its units come from, first choice in front, and how many it takes."""

    runs: list[Run]
    units: int


def rounds(needs: list[Need], max_times: int | None) -> Iterator[Found]:
    """Yield sets round by round: each need in turn takes its first units that nobody has used, until one lacks some.

    A unit serves once. A round is repeated at once while every row still has what it took: it then takes the same,
    since a need only reaches its second row when its first one is used up.
    """
    free = {run.row.index: run.units for need in needs for run in need.runs}
    starts = [0] * len(needs)
    while max_times is None or max_times > 0:
        used: dict[int, int] = {}
        taken = [_take(need, i, starts, free, used) for i, need in enumerate(needs)]
        if None in taken:
            return
        times = min(free[row] // units for row, units in used.items())
        if max_times is not None:
            times = min(times, max_times)
            max_times -= times
        for row, units in used.items():
            free[row] -= units * times
        yield [each for each in taken if each is not None], times


def _take(need: Need, place: int, starts: list[int], free: dict[int, int], used: dict[int, int]) -> list[Run] | None:
    """Return the units that a need takes and note them as used; None when there are not enough."""
    runs = need.runs
    while starts[place] < len(runs) and not free[runs[starts[place]].row.index]:
        starts[place] += 1
    taken: list[Run] = []
    lacking = need.units
    for run in runs[starts[place] :]:
        row = run.row.index
        units = min(lacking, free[row] - used.get(row, 0))
        if units:
            taken.append(run._replace(units=units))
            used[row] = used.get(row, 0) + units
            lacking -= units
        if not lacking:
            return taken
    return None


def apart_or_alike(
    of: Sequence[Selection], manner: Manner, bearing: Sequence[Selection], most_units: int | None
) -> Callable[[View], Manner]:
    """Return the manner of sets whose parts have no unit in common, or all units; else less can be said of them.

    Where parts share some of their units, what one part takes may leave another without. `bearing` are the parts that
    become cheaper, by at most so many units; None for as many as there are.
    """
    held = [each.manner(manner, picked=True) for each in of]

    def manner_on(view: View) -> Manner:
        rows = [frozenset(row.index for row in each.discountable_rows(view)) for each in of]
        apart = sum([len(each) for each in rows]) == len(frozenset[int]().union(*rows))
        known = apart or len(set(rows)) == 1
        if known and all(each == manner for each in held):
            return manner
        if any(each.grows for each in bearing):
            return Manner(share=manner.share)
        own = [row.index for each in bearing for row in each.discountable_rows(view)]
        return Manner(share=manner.share, rows=frozenset(own), units=most_units)

    return manner_on


def limited(sets: Iterable[tuple[list[Run], int]], max_times: int | None) -> Iterator[tuple[list[Run], int]]:
    """Yield the first so many sets."""
    for runs, times in sets:
        if max_times is not None:
            times = min(times, max_times)
            max_times -= times
        if not times:
            return
        yield runs, times


def repeated(runs: Iterable[Run], times: int) -> list[Run]:
    """Return the units of so many equal sets."""
    return [run._replace(units=run.units * times) for run in runs]
