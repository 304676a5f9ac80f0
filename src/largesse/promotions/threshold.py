"""Comparing a count or an amount with a bound, by the operators' names of the rule language."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, TypeVar

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
