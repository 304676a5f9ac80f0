"""Time windows: over midnight, over clock changes, on the edges."""

import pytest

from largesse.core.errors import Invalid
from tests.promotions.conditions.reading import compiled, holds


def inside(at: str, **window: object) -> bool:
    return holds({"type": "time_window", **window}, {"at": at})


NIGHT = {"weekdays": ["friday"], "from_time": "22:00", "until_time": "02:00"}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-06-19T21:59:59Z", False),
        ("2026-06-19T22:00:00Z", True),
        ("2026-06-20T01:59:59Z", True),
        ("2026-06-20T02:00:00Z", False),
        ("2026-06-19T01:00:00Z", False),  # friday morning belongs to thursday night
        ("2026-06-20T23:00:00Z", False),
    ],
)
def test_a_window_over_midnight_belongs_to_the_day_on_which_it_starts(at, expected):
    assert inside(at, **NIGHT) is expected


def test_its_dates_are_those_of_the_day_on_which_it_starts():
    last = {"from_time": "22:00", "until_time": "02:00", "last_day": "2026-06-19"}
    assert inside("2026-06-20T01:00:00Z", **last)
    assert not inside("2026-06-20T22:00:00Z", **last)
    first = {"from_time": "22:00", "until_time": "02:00", "first_day": "2026-06-19"}
    assert not inside("2026-06-19T01:00:00Z", **first)


def test_a_window_without_an_end_lasts_to_midnight_and_one_without_a_start_begins_there():
    assert inside("2026-06-19T23:59:59Z", from_time="22:00")
    assert not inside("2026-06-20T00:00:00Z", from_time="22:00")
    assert inside("2026-06-20T00:00:00Z", until_time="08:00")
    assert not inside("2026-06-20T08:00:00Z", until_time="08:00")


def test_a_window_that_ends_when_it_starts_is_a_whole_day():
    round_the_clock = {"weekdays": ["monday"], "from_time": "06:00", "until_time": "06:00"}
    assert inside("2026-06-16T05:59:00Z", **round_the_clock)
    assert not inside("2026-06-15T05:59:00Z", **round_the_clock)


def test_in_spring_an_hour_that_no_clock_shows_takes_its_window_with_it():
    early = {"from_time": "02:00", "until_time": "03:30", "time_zone": "Europe/Stockholm"}
    assert not inside("2026-03-29T00:59:59Z", **early)  # 01:59:59
    assert inside("2026-03-29T01:00:00Z", **early)  # 03:00, one second later
    assert not inside("2026-03-29T01:30:00Z", **early)  # 03:30


def test_in_autumn_an_hour_that_clocks_show_twice_counts_twice():
    early = {"from_time": "02:00", "until_time": "03:00", "time_zone": "Europe/Stockholm"}
    assert inside("2026-10-25T00:30:00Z", **early)
    assert inside("2026-10-25T01:30:00Z", **early)
    assert not inside("2026-10-25T02:00:00Z", **early)


def test_its_own_time_zone_comes_before_the_campaigns():
    window = {"type": "time_window", "weekdays": ["tuesday"]}
    at = {"at": "2026-06-15T20:00:00Z"}
    assert holds(window, at, time_zone="Asia/Bangkok")
    assert not holds({**window, "time_zone": "Europe/Stockholm"}, at, time_zone="Asia/Bangkok")


@pytest.mark.parametrize(
    ("window", "path"),
    [
        ({}, "$"),
        ({"time_zone": "Asia/Bangkok"}, "$"),
        ({"weekdays": ["monday"], "time_zone": "Asia/Nowhere"}, "$.time_zone"),
        ({"weekdays": ["monday"], "time_zone": "../secrets"}, "$.time_zone"),
        ({"first_day": "2026-06-02", "last_day": "2026-06-01"}, "$.last_day"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused_at_its_place(window, path):
    with pytest.raises(Invalid) as refused:
        compiled({"type": "time_window", **window})
    assert [problem.path for problem in refused.value.problems] == [path]
