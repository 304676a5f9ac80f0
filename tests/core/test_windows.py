"""Recurring windows, held against a slow reading of the calendar, and over changes of the clocks."""

from calendar import Calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.windows import WEEKDAYS, Window, check, opening, zone_of

CLOCKS = st.times().map(lambda at: f"{at.hour:02}:{at.minute:02}")
DAYS = st.dates(date(2023, 12, 1), date(2024, 3, 31))
WINDOWS = st.builds(
    Window,
    weekdays=st.lists(st.sampled_from(WEEKDAYS), max_size=3),
    nth_in_month=st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), max_size=2),
    days_of_month=st.lists(st.integers(1, 31), max_size=5),
    dates=st.lists(DAYS, max_size=2),
    first_day=st.none() | DAYS,
    last_day=st.none() | DAYS,
    from_time=st.none() | CLOCKS,
    until_time=st.none() | CLOCKS,
)


def days_of(window: Window, year: int, month: int) -> list[date]:
    """The days of a month on which a window starts, found by going through the calendar."""
    days = [day for day in Calendar().itermonthdates(year, month) if day.month == month]
    chosen: list[date] = []
    for day in days:
        alike = [each for each in days if each.weekday() == day.weekday()]
        places = {alike.index(day) + 1} | ({-1} if alike[-1] == day else set())
        wanted = (
            not window.weekdays or WEEKDAYS[day.weekday()] in window.weekdays,
            not window.nth_in_month or bool(places & set(window.nth_in_month)),
            not window.days_of_month or day.day in window.days_of_month,
            not window.dates or day in window.dates,
            window.first_day is None or day >= window.first_day,
            window.last_day is None or day <= window.last_day,
        )
        if all(wanted):
            chosen.append(day)
    return chosen


def span(window: Window, day: date) -> tuple[datetime, datetime]:
    opens, closes = (time.fromisoformat(text or "00:00") for text in (window.from_time, window.until_time))
    start, end = datetime.combine(day, opens), datetime.combine(day, closes)
    return start, end if end > start else end + timedelta(days=1)


FIRST, LAST = datetime(2023, 12, 3), datetime(2024, 3, 28)  # noqa: DTZ001 - as clocks on the wall show them


@given(WINDOWS, st.datetimes(FIRST, LAST))
def test_a_moment_is_inside_when_it_lies_between_start_and_end_of_a_day_that_is_meant(window: Window, at: datetime):
    near = [at.date() - timedelta(days=1), at.date()]
    spans = [span(window, day) for day in near if day in days_of(window, day.year, day.month)]
    assert opening(window)(at) is any(start <= at < end for start, end in spans)


CLOCK_CHANGES = {
    "Europe/Stockholm": ["2026-03-29", "2026-10-25"],
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],  # by half an hour
    "America/Sao_Paulo": ["2018-11-04", "2018-02-18"],  # at midnight
    "Pacific/Apia": ["2011-12-30"],  # a whole day was left out
}


@given(WINDOWS, st.sampled_from([(zone, day) for zone, days in CLOCK_CHANGES.items() for day in days]))
def test_around_clock_changes_it_is_open_whenever_the_clock_on_the_wall_says_so(
    window: Window, change: tuple[str, str]
):
    zone, day = change
    is_open, start = opening(window), datetime.fromisoformat(f"{day}T00:00:00+00:00") - timedelta(hours=36)
    for minutes in range(0, 72 * 60, 15):
        local = (start + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
        wall = local.replace(tzinfo=None)
        near = [wall.date() - timedelta(days=1), wall.date()]
        spans = [span(window, each) for each in near if each in days_of(window, each.year, each.month)]
        assert is_open(local) is any(opens <= wall < closes for opens, closes in spans)


def opened(window: Window, zone: str, *instants: str) -> list[bool]:
    is_open = opening(window)
    return [is_open(datetime.fromisoformat(instant).astimezone(ZoneInfo(zone))) for instant in instants]


def test_every_first_friday_and_every_last_one():
    def fridays(nth: int) -> list[int]:
        is_open = opening(Window(weekdays=["friday"], nth_in_month=[nth]))  # pyright: ignore[reportArgumentType]
        return [day for day in range(1, 32) if is_open(datetime(2026, 5, day, 12, tzinfo=UTC))]

    assert [fridays(nth) for nth in (1, 2, 5, -1)] == [[1], [8], [29], [29]]


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        # a clock is put forward over the start of the window: it begins with the first minute that is shown
        ("Europe/Stockholm", "2026-03-29T00:59:59+00:00", "2026-03-29T01:00:00+00:00"),
        ("America/New_York", "2026-03-08T06:59:59+00:00", "2026-03-08T07:00:00+00:00"),
    ],
)
def test_a_window_whose_start_no_clock_shows_begins_after_the_gap(zone: str, before: str, after: str):
    window = Window(from_time="02:30", until_time="05:00")
    assert opened(window, zone, before, after) == [False, True]


def test_a_window_inside_the_missing_hour_does_not_happen_that_day():
    window = Window(from_time="02:00", until_time="03:00")
    instants = [f"2026-03-29T{hour:02}:{minute:02}:00+00:00" for hour in range(4) for minute in range(0, 60, 5)]
    assert not any(opened(window, "Europe/Stockholm", *instants))
    assert any(opened(window, "Europe/Stockholm", *[each.replace("-29T", "-28T") for each in instants]))


def test_an_hour_that_clocks_show_twice_is_inside_twice():
    window = Window(from_time="02:00", until_time="03:00")
    instants = [f"2026-10-25T{hour:02}:30:00+00:00" for hour in range(3)]
    assert opened(window, "Europe/Stockholm", *instants) == [True, True, False]


def test_a_night_over_a_clock_change_belongs_to_the_day_on_which_it_starts():
    night = Window(weekdays=["saturday"], from_time="22:00", until_time="04:00")
    autumn = ["2026-10-24T20:00:00", "2026-10-25T00:30:00", "2026-10-25T01:30:00", "2026-10-25T02:59:59"]
    over = "2026-10-25T03:00:00+00:00"
    assert all(opened(night, "Europe/Stockholm", *(f"{each}+00:00" for each in autumn)))
    assert opened(night, "Europe/Stockholm", over) == [False]


def test_where_midnight_itself_is_skipped_the_day_begins_at_one():
    saturday = Window(weekdays=["sunday"])
    change = datetime(2026, 9, 6, 4, tzinfo=UTC)  # in Santiago, 00:00 becomes 01:00
    instants = [(change + timedelta(seconds=shift)).isoformat() for shift in (-1, 0)]
    assert opened(saturday, "America/Santiago", *instants) == [False, True]


@pytest.mark.parametrize(
    ("window", "field"),
    [
        (Window(), ""),
        (Window(nth_in_month=[1]), "nth_in_month"),
        (Window(first_day=date(2026, 6, 2), last_day=date(2026, 6, 1)), "last_day"),
    ],
)
def test_a_window_that_says_nothing_or_nonsense_is_named(window: Window, field: str):
    found = check(window)
    assert found
    assert found[0] == field


@pytest.mark.parametrize("name", ["Mars/Olympus", "../secrets", "", "Europe/Stockholm\n"])
def test_what_is_no_time_zone_is_refused(name: str):
    with pytest.raises(ValueError, match="is not an IANA zone"):
        zone_of(name)
