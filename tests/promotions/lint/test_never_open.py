"""Windows and rules over time that leave no moment between a campaign's start and its end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.promotions.asking import Json, campaign, percent, promotion
from tests.promotions.lint.looking import places

# From a monday to a thursday, both included.
DAYS: Json = {"starts_at": "2026-06-15T00:00:00Z", "ends_at": "2026-06-19T00:00:00Z"}
FRIDAY: Json = {"type": "time_window", "weekdays": ["friday"]}


def weekday(*days: str) -> Json:
    return {"type": "temporal", "field": "weekday", "operator": "in", "value": list(days)}


def found(*conditions: Json, **more: Any) -> list[str]:
    given = {**DAYS, "promotions": [promotion(percent(), conditions=list(conditions))], **more}
    return places("never_open", campaign("c", **given))


@pytest.mark.parametrize(
    "conditions",
    [
        [FRIDAY],
        [weekday("friday", "saturday")],
        [{"type": "time_window", "last_day": "2026-06-14"}],
        [{"type": "any", "of": [FRIDAY, weekday("sunday")]}],
        [{"type": "time_window", "weekdays": ["thursday"]}, {"type": "time_window", "last_day": "2026-06-17"}],
        [{"type": "temporal", "field": "at", "operator": "after", "value": "2026-06-19"}],
    ],
)
def test_no_moment_is_left(conditions: list[Json]):
    assert found(*conditions) == ["c.promotions[0].conditions[0]"]


@pytest.mark.parametrize(
    "conditions",
    [
        [weekday("thursday")],
        [{"type": "time_window", "weekdays": ["thursday"], "from_time": "23:59"}],
        [{"type": "time_window", "weekdays": ["friday"], "time_zone": "Asia/Bangkok"}],
        [{"type": "temporal", "field": "clock", "operator": "greater_than", "value": "23:58"}],
        [{"type": "temporal", "field": "at", "operator": "after", "value": "2026-06-18T23:59:00Z"}],
        [{"type": "any", "of": [FRIDAY, {"type": "total_quantity", "quantity": 2}]}],
        [],
    ],
)
def test_a_moment_is_left(conditions: list[Json]):
    assert found(*conditions) == []


def test_the_campaigns_own_windows_count():
    assert found(windows=[{"weekdays": ["friday"]}]) == ["c.windows"]
    assert found(windows=[{"weekdays": ["friday"]}, {"weekdays": ["monday"]}]) == []
    assert found(weekday("tuesday"), windows=[{"weekdays": ["monday"]}]) == ["c.promotions[0].conditions[0]"]


def test_a_campaign_without_end_is_not_looked_through():
    assert found(FRIDAY, ends_at=None) == []
