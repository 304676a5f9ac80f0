"""Recurring windows of time: weekdays, days and hours, as the clocks on the walls of one time zone show them.

Membership is asked of a local time, so a change of the clocks needs no rule of its own: an hour that no clock shows
takes its window with it, and one that clocks show twice counts twice.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from msgspec import Meta

from largesse.core.wire import Wire

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Monday first, as in ISO 8601."""

Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)", examples=["17:30"])]
Nth = Literal[1, 2, 3, 4, 5, -1]
"""Which of a weekday's days in a month: the first to the fifth; -1 is the last."""

Weekdays = Annotated[list[Weekday], Meta(max_length=7)]
NthInMonth = Annotated[list[Nth], Meta(max_length=6)]
DaysOfMonth = Annotated[list[Annotated[int, Meta(ge=1, le=31)]], Meta(max_length=31)]
Dates = Annotated[list[date], Meta(max_length=400)]


class Window(Wire, frozen=True):
    """On these days, between these times of day: whatever is said must hold.

    A window over midnight belongs to the day on which it starts: friday 22:00 to 02:00 ends on saturday morning.
    """

    weekdays: Weekdays = []
    nth_in_month: NthInMonth = []
    """Which of those weekdays in a month: `[1]` with friday is every first friday, -1 the last one."""
    days_of_month: DaysOfMonth = []
    dates: Dates = []
    """Single days."""
    first_day: date | None = None
    last_day: date | None = None
    """The last day on which a window starts."""
    from_time: Clock | None = None
    """The first minute of the window; midnight when left out."""
    until_time: Clock | None = None
    """The first minute after the window; the end of the day when left out."""


def check(window: Window) -> tuple[str, str, str] | None:
    """Return field, code and sentence of what makes no sense in a window, if something does; no field is the whole."""
    if not any(getattr(window, name) for name in window.__struct_fields__):
        return "", "says_nothing", "a time window needs weekdays, days or a time of day"
    if window.nth_in_month and not window.weekdays:
        return "nth_in_month", "says_nothing", "say of which weekdays: the first friday needs friday"
    if window.first_day and window.last_day and window.last_day < window.first_day:
        return "last_day", "end_before_start", "the last day must not come before the first"
    return None


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; ValueError for a name that is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{name!r} is not an IANA zone") from None


def opening(window: Window) -> Callable[[datetime], bool]:
    """Return what tells whether a local time is inside the window."""
    opens, closes = time.fromisoformat(window.from_time or "00:00"), time.fromisoformat(window.until_time or "00:00")
    belongs = _days(window)

    def is_open(local: datetime) -> bool:
        day = _day_of_start(local, opens, closes)
        return day is not None and belongs(day)

    return is_open


def _day_of_start(local: datetime, opens: time, closes: time) -> date | None:
    """Return the day on which the window around this moment started; None between windows."""
    clock, today = local.time(), local.date()
    if opens < closes:
        return today if opens <= clock < closes else None
    if clock >= opens:
        return today
    return today - timedelta(days=1) if clock < closes else None


def _days(window: Window) -> Callable[[date], bool]:
    weekdays = frozenset(WEEKDAYS.index(each) for each in window.weekdays)
    nth, numbers, dates = frozenset(window.nth_in_month), frozenset(window.days_of_month), frozenset(window.dates)
    first, last = window.first_day or date.min, window.last_day or date.max

    def belongs(day: date) -> bool:
        return (
            first <= day <= last
            and (not weekdays or day.weekday() in weekdays)
            and (not nth or not nth.isdisjoint(_nth_in_month(day)))
            and (not numbers or day.day in numbers)
            and (not dates or day in dates)
        )

    return belongs


def _nth_in_month(day: date) -> tuple[int, ...]:
    """Return which of its weekday in the month a day is, counted from the start, and -1 if it is the last."""
    is_last = day.day + 7 > monthrange(day.year, day.month)[1]
    return ((day.day - 1) // 7 + 1, -1) if is_last else ((day.day - 1) // 7 + 1,)
