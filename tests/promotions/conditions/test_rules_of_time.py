"""Rules over moments: clocks and calendars of a time zone, and spans that end now."""

import pytest

from tests.promotions.conditions.reading import holds


def rule(kind, field, operator, value=None, **more):
    return {"type": kind, "field": field, "operator": operator, **({} if value is None else {"value": value}), **more}


@pytest.mark.parametrize(
    ("at", "zone", "field", "operator", "value"),
    [
        ("2026-03-29T00:59:00Z", "Europe/Stockholm", "clock", "equals", "01:59"),
        ("2026-03-29T01:00:00Z", "Europe/Stockholm", "clock", "equals", "03:00"),
        ("2026-10-25T00:30:00Z", "Europe/Stockholm", "clock", "equals", "02:30"),
        ("2026-10-25T01:30:00Z", "Europe/Stockholm", "clock", "equals", "02:30"),
        ("2026-12-31T17:00:00Z", "Asia/Bangkok", "date", "equals", "2027-01-01"),
        ("2026-12-31T17:00:00Z", "Asia/Bangkok", "weekday", "equals", "friday"),
        ("2026-12-31T17:00:00Z", "Asia/Bangkok", "month", "equals", 1),
        ("2026-12-31T17:00:00Z", "Asia/Bangkok", "day_of_month", "at_most", 1),
        ("2026-12-31T17:00:00Z", "Asia/Bangkok", "at", "before", "2026-12-31T17:00:01Z"),
        ("2026-12-31T17:00:00+02:00", "UTC", "clock", "in_range", ["14:00", "15:00"]),
    ],
)
def test_clocks_and_calendars_are_those_of_the_campaigns_time_zone(at, zone, field, operator, value):
    assert holds(rule("temporal", field, operator, value), {"at": at}, time_zone=zone)


def test_a_day_that_began_within_the_last_week_counts_and_the_future_does_not():
    since = rule("subscription", "started_at", "within_last", "P7D")
    assert holds(since, {"subscription": {"started_at": "2026-06-08T12:00:00Z"}})
    assert not holds(since, {"subscription": {"started_at": "2026-06-08T11:59:59Z"}})
    assert not holds(since, {"subscription": {"started_at": "2026-06-15T12:00:01Z"}})
