"""Days and hours at which a promotion holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core import windows
from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.core.windows import WEEKDAYS, Clock, Dates, DaysOfMonth, NthInMonth, Weekdays, Window
from largesse.promotions.condition import Condition, Test, View
from largesse.promotions.evaluation import Finding

_LINES = [{"article": "tea", "price": "10.00"}]


class TimeWindow(Condition, frozen=True, tag="time_window"):
    """On these weekdays, between these times of day, from this day to that: whatever is said must hold.

    A window over midnight belongs to the day on which it starts: friday 22:00 to 02:00 ends on saturday morning.
    Times are those that a clock on the wall of that time zone shows, before and after it is changed.
    """

    weekdays: Weekdays = []
    nth_in_month: NthInMonth = []
    """Which of those weekdays in a month: `[1]` with friday is every first friday, -1 the last one."""
    days_of_month: DaysOfMonth = []
    dates: Dates = []
    """Single days."""
    from_time: Clock | None = None
    """The first minute of the window; midnight when left out."""
    until_time: Clock | None = None
    """The first minute after the window; the end of the day when left out."""
    first_day: date | None = None
    last_day: date | None = None
    """The last day on which a window starts."""
    time_zone: Annotated[str, Meta(max_length=64, examples=["Asia/Bangkok"])] | None = None
    """The campaign's when left out."""

    of_time: ClassVar[bool] = True
    labels: ClassVar = {
        "en": {"": "Time window", "weekdays": "Weekdays", "from_time": "From", "until_time": "Until"}
        | {"nth_in_month": "Which in the month", "days_of_month": "Days of the month", "dates": "Dates"}
        | {"first_day": "First day", "last_day": "Last day", "time_zone": "Time zone"},
        "zh": {"": "时间段", "weekdays": "星期", "from_time": "开始时间", "until_time": "结束时间"}
        | {"nth_in_month": "当月第几个", "days_of_month": "每月几号", "dates": "日期"}
        | {"first_day": "开始日期", "last_day": "结束日期", "time_zone": "时区"},
        "th": {"": "ช่วงเวลา", "weekdays": "วันในสัปดาห์", "from_time": "ตั้งแต่เวลา", "until_time": "ถึงเวลา"}
        | {"nth_in_month": "ครั้งที่เท่าไรของเดือน", "days_of_month": "วันที่ของเดือน", "dates": "วันที่"}
        | {"first_day": "วันแรก", "last_day": "วันสุดท้าย", "time_zone": "เขตเวลา"},
        "sv": {"": "Tidsfönster", "weekdays": "Veckodagar", "from_time": "Från", "until_time": "Till"}
        | {"nth_in_month": "Vilken i månaden", "days_of_month": "Dagar i månaden", "dates": "Datum"}
        | {"first_day": "Första dagen", "last_day": "Sista dagen", "time_zone": "Tidszon"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Not at this time: it is {actual}"},
        "zh": {"fails": "不在时段内：现在是 {actual}"},
        "th": {"fails": "ไม่อยู่ในช่วงเวลา: ขณะนี้ {actual}"},
        "sv": {"fails": "Gäller inte nu: det är {actual}"},
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
        Example(
            says="The fifth of June is the first friday of its month.",
            given={"weekdays": ["friday"], "nth_in_month": [1]},
            checkout={"currency": "USD", "lines": _LINES, "at": "2026-06-05T09:00:00Z"},
            gives={"holds": True},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        zone = terms.zone(self.time_zone or terms.time_zone, "time_zone")
        window = Window(**{name: getattr(self, name) for name in Window.__struct_fields__})
        if problem := windows.check(window):
            raise terms.refuse(*problem)
        is_open = windows.opening(window)
        said = {name: value for name in self.__struct_fields__ if (value := getattr(self, name))}

        def find(view: View) -> Finding:
            local = view.basket.at.astimezone(zone)
            actual = f"{WEEKDAYS[local.weekday()]} {local.isoformat(timespec='minutes')}"
            return Finding(type="time_window", operator="in_range", wanted=said, actual=actual)

        return Test(lambda view: is_open(view.basket.at.astimezone(zone)), find, None, 0)
