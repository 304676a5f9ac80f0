"""A test of whether one of the wanted values is among those that a checkout shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from largesse.promotions.basket import Row
from largesse.promotions.condition import Group, Test, View
from largesse.promotions.evaluation import Finding

Shown = Callable[[View], Iterable[str]]


def one_of(kind: str, field: str, wanted: list[str], shown: Shown, group: Group | None = None) -> Test:
    """Return the test for a kind whose `field` lists the wanted values; `group` says how the index knows them."""
    among = frozenset(wanted)

    def find(view: View) -> Finding:
        actual = sorted(set(shown(view)))
        return Finding(
            type=kind, field=field, operator="contains_any", wanted=wanted, actual=actual or None, missing=not actual
        )

    return Test(
        lambda view: not among.isdisjoint(shown(view)),
        find,
        frozenset((group, each) for each in among) if group else None,
        1 if group else 0,
    )


def line_of(kind: str, field: str, wanted: list[str], shown: Callable[[Row], Iterable[str]], group: Group) -> Test:
    """Return the test that a line shows one of the wanted values; a line of it is what is missing otherwise."""
    return one_of(kind, field, wanted, lambda view: [each for row in view.basket.rows for each in shown(row)], group)
