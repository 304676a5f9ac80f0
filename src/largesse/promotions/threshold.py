"""Comparing a count or an amount with a bound, by the operators' names of the rule language."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Literal

Comparison = Literal["equals", "greater_than", "at_least", "less_than", "at_most"]

COMPARE: dict[Comparison, Callable[[int, int], bool]] = {
    "equals": operator.eq,
    "greater_than": operator.gt,
    "at_least": operator.ge,
    "less_than": operator.lt,
    "at_most": operator.le,
}
