"""Choosing units of lines: cheapest or dearest first, on runs of equal units and never one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

from largesse.promotions.basket import Row
from largesse.promotions.manner import EVEN, FALLS, Manner
from largesse.promotions.offer import LineCut, LineCuts
from largesse.promotions.selector import Selection
from largesse.promotions.standing import Standing

Pick = Literal["cheapest", "dearest"]
"""Which units go first, by what is left of each when the promotion's turn comes; equal ones in the checkout's order."""


class Run(NamedTuple):
    """Some units of one row, all worth the same: an earlier discount lies evenly on a row's units."""

    row: Row
    value: Fraction
    """What is left of one unit, in minor units."""
    units: int


def by_article(rows: Iterable[Row]) -> list[list[Row]]:
    """Return the rows of each article, articles in the checkout's order."""
    articles: dict[str, list[Row]] = {}
    for row in rows:
        articles.setdefault(row.article, []).append(row)
    return list(articles.values())


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
        taken.append(run if run.units <= units else run._replace(units=units))
        units -= run.units
    return taken


def between(runs: Iterable[Run], start: int, end: int) -> list[Run]:
    """Return the units from the one numbered `start` (the first is 0) up to the one before `end`."""
    found: list[Run] = []
    for run in runs:
        units = min(run.units, end) - max(start, 0)
        if units > 0:
            found.append(run._replace(units=units))
        start, end = start - run.units, end - run.units
    return found


Chosen = tuple[Row, int | None]
"""A row and how many units of it are meant; None: all of the row, weighed goods included."""


def chooser(
    pick: Pick, per_article: int | None, overall: int | None
) -> Callable[[list[Row], Standing], Iterable[Chosen]]:
    """Return what chooses units within a limit for each article, over all its rows, and one for all together.

    Without a limit every row is meant whole. A limit counts units, so weighed goods are then left out.
    """
    if per_article is None and overall is None:
        return _whole

    def choose(rows: list[Row], standing: Standing) -> Iterable[Chosen]:
        runs = sorted_runs(rows, standing, pick)
        if per_article is not None:
            runs = _per_article(runs, per_article)
        if overall is not None:
            runs = first(runs, overall)
        return [(run.row, run.units) for run in runs]

    return choose


def chooser_manner(of: Selection, *limits: int | None) -> Manner:
    """Return the manner of an amount or a price for each chosen unit, within these limits."""
    picked = any(limit is not None for limit in limits)
    return of.manner(FALLS if picked else EVEN, picked=picked)


def _whole(rows: list[Row], standing: Standing) -> Iterable[Chosen]:
    return [(row, None) for row in rows]


def _per_article(runs: Iterable[Run], most: int) -> list[Run]:
    room: dict[str, int] = {}
    taken: list[Run] = []
    for run in runs:
        free = room.get(run.row.article, most)
        units = min(run.units, free)
        room[run.row.article] = free - units
        if units:
            taken.append(run._replace(units=units))
    return taken


def cuts_of(
    chosen: Iterable[Chosen],
    standing: Standing,
    take: Callable[[Row, int, int | None], int],
    max_amount: int | None = None,
) -> LineCuts | None:
    """Return what `take` says of each row, what is left of it and the units meant; None when no row is meant."""
    left = standing.left
    cuts = [
        LineCut(row.index, take(row, left[row.index], units), row.units if units is None else units)
        for row, units in chosen
    ]
    return LineCuts(cuts, max_amount) if cuts else None
