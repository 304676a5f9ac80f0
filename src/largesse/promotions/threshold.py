"""Holding a count or an amount against a bound, by the operators' names of the rule language."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, TypeVar

import msgspec

from largesse.promotions.condition import Key, Test, View
from largesse.promotions.evaluation import Finding

Comparison = Literal["equals", "greater_than", "at_least", "less_than", "at_most"]

COMPARE: dict[Comparison, Callable[[int, int], bool]] = {
    "equals": operator.eq,
    "greater_than": operator.gt,
    "at_least": operator.ge,
    "less_than": operator.lt,
    "at_most": operator.le,
}

N = TypeVar("N", int, Decimal, int | Decimal)


def gap(operator: str, actual: N, bound: N, step: int = 1) -> N | None:
    """Return how much more is needed to fulfil the comparison; None when it is fulfilled or more would not help.

    `step` is the least that counts as more than the bound, for `greater_than`.
    """
    if operator in ("at_least", "equals") and actual < bound:
        return bound - actual
    if operator == "greater_than" and actual <= bound:
        return bound + step - actual
    return None


class Measure(msgspec.Struct, frozen=True):
    """What is held against a bound: how it is read (None: unknown), how it is written, the least that is more."""

    read: Callable[[View], int | None]
    write: Callable[[int], Any]
    step: int = 1
    field: str = ""
    cost: int = 1
    unit: str = ""
    """What it counts: `amount`, `units`, `kilograms`, ...; empty for a plain figure."""
    among: tuple[str, ...] = ()
    """What it is counted on, where lines are chosen."""


def held_against(
    kind: str, comparison: Comparison, bound: int, measure: Measure, keys: frozenset[Key] | None = None
) -> Test:
    """Return the test that the measure is above, at or below the bound; an unknown one fails.

    `keys` are those without which there is nothing to measure; the index uses them where nothing is not enough.
    """
    read, compare, write = measure.read, COMPARE[comparison], measure.write

    def find(view: View) -> Finding:
        actual = read(view)
        short = None if actual is None else gap(comparison, actual, bound, measure.step)
        return Finding(
            type=kind,
            field=measure.field,
            operator=comparison,
            wanted=write(bound),
            actual=None if actual is None else write(actual),
            missing=actual is None,
            gap=None if short is None else str(write(short)),
            unit=measure.unit,
            among=[*measure.among],
        )

    def holds(view: View) -> bool:
        actual = read(view)
        return actual is not None and compare(actual, bound)

    return Test(holds, find, None if compare(0, bound) else keys, measure.cost)
