"""Days and hours at which a promotion holds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test, View
from largesse.promotions.evaluation import Finding
from largesse.promotions.weekdays import WEEKDAYS, Weekday

Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["17:30"])]
_LINES = [{"article": "tea", "price": "10.00"}]


class TimeWindow(Condition, frozen=True, tag="time_window"):
    """On these weekdays, between these times of day, from this day to that: whatever is said must hold.

    A window over midnight belongs to the day on which it starts: friday 22:00 to 02:00 ends on saturday morning.
    Times are those that a clock on the wall of that time zone shows, before and after it is changed.
    """

    weekdays: Annotated[list[Weekday], Meta(max_length=7)] = []
    from_time: Clock | None = None
    """The first minute of the window; midnight when left out."""
    until_time: Clock | None = None
    """The first minute after the window; the end of the day when left out."""
    first_day: date | None = None
    last_day: date | None = None
    """The last day on which a window starts."""
    time_zone: Annotated[str, Meta(max_length=64, examples=["Asia/Bangkok"])] | None = None
    """The campaign's when left out."""

    labels: ClassVar = {
        "en": {"": "Time window", "weekdays": "Weekdays", "from_time": "From", "until_time": "Until"}
        | {"first_day": "First day", "last_day": "Last day", "time_zone": "Time zone"},
        "zh": {"": "时间段", "weekdays": "星期", "from_time": "开始时间", "until_time": "结束时间"}
        | {"first_day": "开始日期", "last_day": "结束日期", "time_zone": "时区"},
        "th": {"": "ช่วงเวลา", "weekdays": "วันในสัปดาห์", "from_time": "ตั้งแต่เวลา", "until_time": "ถึงเวลา"}
        | {"first_day": "วันแรก", "last_day": "วันสุดท้าย", "time_zone": "เขตเวลา"},
        "sv": {"": "Tidsfönster", "weekdays": "Veckodagar", "from_time": "Från", "until_time": "Till"}
        | {"first_day": "Första dagen", "last_day": "Sista dagen", "time_zone": "Tidszon"},
    }
    examples: ClassVar = (
        Example(
            says="Saturday, one in the morning, still belongs to friday night.",
            given={"weekdays": ["friday"], "from_time": "22:00", "until_time": "02:00"},
            checkout={"currency": "USD", "lines": _LINES, "at": "2026-06-20T01:00:00Z"},
            gives={"holds": True},
        ),
        Example(
            says="Happy hour in Bangkok ends at 19:00 sharp.",
            given={"from_time": "17:00", "until_time": "19:00", "time_zone": "Asia/Bangkok"},
            checkout={"currency": "THB", "lines": _LINES, "at": "2026-06-20T12:00:00Z"},
            gives={"holds": False},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        zone = self._zone(terms)
        if not (self.weekdays or self.from_time or self.until_time or self.first_day or self.last_day):
            raise terms.refuse("", "says_nothing", "a time window needs weekdays, a time of day or a day")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise terms.refuse("last_day", "end_before_start", "the last day must not come before the first")
        opens, closes = time.fromisoformat(self.from_time or "00:00"), time.fromisoformat(self.until_time or "00:00")
        said = {name: value for name in self.__struct_fields__ if (value := getattr(self, name))}

        def holds(view: View) -> bool:
            day = _day_of_window(view.basket.at.astimezone(zone), opens, closes)
            return day is not None and self._has(day)

        def find(view: View) -> Finding:
            local = view.basket.at.astimezone(zone)
            actual = f"{WEEKDAYS[local.weekday()]} {local.isoformat(timespec='minutes')}"
            return Finding(type="time_window", operator="in_range", wanted=said, actual=actual)

        return Test(holds, find, None, 0)

    def _zone(self, terms: Terms) -> ZoneInfo:
        try:
            return ZoneInfo(self.time_zone or terms.time_zone)
        except (KeyError, ValueError, OSError):
            text = f"{self.time_zone!r} is not an IANA zone"
            raise terms.refuse("time_zone", "unknown_time_zone", text) from None

    def _has(self, day: date) -> bool:
        if self.weekdays and WEEKDAYS[day.weekday()] not in self.weekdays:
            return False
        return (self.first_day or day) <= day <= (self.last_day or day)


def _day_of_window(local: datetime, opens: time, closes: time) -> date | None:
    """Return the day on which the window around this moment started; None between windows."""
    clock, today = local.time(), local.date()
    if opens < closes:
        return today if opens <= clock < closes else None
    if clock >= opens:
        return today
    return today - timedelta(days=1) if clock < closes else None
