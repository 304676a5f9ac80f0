"""Choosing units of lines: cheapest or dearest first, on runs of equal units and never one by one."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

from largesse.promotions.basket import Row
from largesse.promotions.standing import Standing

Pick = Literal["cheapest", "dearest"]
"""Which units go first, by what is left of each when the promotion's turn comes; equal ones in the checkout's order."""


class Run(NamedTuple):
    """Some units of one row, all worth the same: an earlier discount lies evenly on a row's units."""

    row: Row
    value: Fraction
    """What is left of one unit, in minor units."""
    units: int


def sorted_runs(rows: Iterable[Row], standing: Standing, pick: Pick) -> list[Run]:
    """Return the rows' units, those to be picked first in front. Weighed goods have no units and are left out."""
    left = standing.left
    runs = [Run(row, Fraction(left[row.index], row.units), row.units) for row in rows if row.units]
    runs.sort(key=_value, reverse=pick == "dearest")
    return runs


def _value(run: Run) -> Fraction:
    return run.value


def count(runs: Iterable[Run]) -> int:
    """Return how many units there are."""
    return sum([run.units for run in runs])


def first(runs: Iterable[Run], units: int) -> list[Run]:
    """Return the first so many units, fewer when there are not as many."""
    taken: list[Run] = []
    for run in runs:
        if units <= 0:
            break
        taken.append(Run(run.row, run.value, min(run.units, units)))
        units -= run.units
    return taken


def limited(runs: Iterable[Run], per_article: int | None, overall: int | None) -> list[Run]:
    """Return the first units within a limit for each article, over all its rows, and one for all together."""
    if per_article is not None:
        runs = _per_article(runs, per_article)
    return list(runs) if overall is None else first(runs, overall)


def _per_article(runs: Iterable[Run], most: int) -> list[Run]:
    free: dict[str, int] = {}
    taken: list[Run] = []
    for run in runs:
        units = min(run.units, free.get(run.row.article, most))
        free[run.row.article] = free.get(run.row.article, most) - units
        if units:
            taken.append(Run(run.row, run.value, units))
    return taken
