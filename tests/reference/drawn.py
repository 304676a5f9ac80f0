"""Some of what a strategy draws, always the same, as a list."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.reference import random_benefits, random_conditions

Json = dict[str, Any]

BENEFITS = random_benefits.kinds_by_lane("USD")
CONDITIONS = random_conditions.kinds_of("USD")


def drawn(strategy: st.SearchStrategy[Any], number: int = 50) -> list[Any]:
    found: list[Any] = []

    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(strategy)
    def gather(value: Any) -> None:
        found.append(value)

    gather()
    return found


@cache
def benefits() -> dict[str, list[Json]]:
    """What is drawn of each kind of benefit."""
    found: dict[str, list[Json]] = {}
    for strategy in (strategy for lane in BENEFITS.values() for strategy in lane):
        said = drawn(strategy)
        found.setdefault(said[0]["type"], []).extend(said)
    return found


@cache
def conditions() -> dict[str, list[Json]]:
    """What is drawn of each kind of condition that is no group."""
    return {kind: [{"type": kind, **said} for said in drawn(strategy, 120)] for kind, strategy in CONDITIONS.items()}
