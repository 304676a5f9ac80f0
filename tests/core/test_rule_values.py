"""How values of rules are read: durations, instants, numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from largesse.core.rules import duration_of, instant_of, number_of

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("P30D", timedelta(days=30)),
        ("P2W", timedelta(weeks=2)),
        ("PT12H", timedelta(hours=12)),
        ("P1DT2H3M", timedelta(days=1, hours=2, minutes=3)),
        ("PT90M", timedelta(minutes=90)),
        ("P0D", timedelta(0)),
    ],
)
def test_a_duration_is_weeks_days_hours_and_minutes(text: str, span: timedelta) -> None:
    assert duration_of(text) == span


@pytest.mark.parametrize(
    "text", ["P", "PT", "30D", "P1Y", "P1M", "P-1D", "P1.5D", "PT1S", "P1W2D", "", None, 30, "p1d", "P1D\n"]
)
def test_nothing_else_is_a_duration(text: object) -> None:
    assert duration_of(text) is None


@pytest.mark.parametrize("value", ["soon", "", "2026-13-01", "24:00", 5, None, True, ["2026-01-01"], "2026-02-30"])
def test_what_is_no_instant_is_none(value: object) -> None:
    assert instant_of(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "2026-06-15T12:00:00Z", "2026-06-15T19:00:00+07:00", "2026-06-15T12:00:00", NOW,
        NOW.replace(tzinfo=None), NOW.astimezone(timezone(timedelta(hours=7))),
    ],
)  # fmt: skip
def test_an_instant_without_an_offset_is_in_utc(value: object) -> None:
    assert instant_of(value) == NOW


def test_a_day_is_its_first_instant() -> None:
    assert instant_of("2026-06-15") == instant_of(NOW.date()) == NOW.replace(hour=0)


@pytest.mark.parametrize(
    ("value", "number"),
    [(5, 5), (-5, -5), ("5", 5), ("-0.5", Decimal("-0.5")), (Decimal("1.5"), Decimal("1.5")), ("007", 7)],
)
def test_a_number_is_an_integer_or_decimal_text(value: object, number: int | Decimal) -> None:
    assert number_of(value) == number


@pytest.mark.parametrize("value", ["", "1e3", "+5", " 5", "5 ", "1,5", "٥", True, None, 1.5, [5], "NaN", "1" * 16])
def test_anything_else_is_no_number(value: object) -> None:
    assert number_of(value) is None
