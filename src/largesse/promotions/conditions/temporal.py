"""A rule over the moment of the checkout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from largesse.core.kinds import Example
from largesse.core.rules import FieldType
from largesse.core.terms import Terms
from largesse.core.windows import WEEKDAYS
from largesse.promotions.field_condition import Field, FieldCondition, rule_labels

_MONDAY_NOON = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00"}], "at": "2026-06-15T12:00:00Z"}


def _local(zone: tzinfo, kind: FieldType, read: Callable[[datetime], Any], says: str) -> Field:
    return Field(kind, lambda view: read(view.basket.at.astimezone(zone)), says)


def _fields(zone: tzinfo) -> dict[str, Field]:
    """Return the fields as the clocks of that zone show them."""
    return {
        "at": _local(zone, "time", lambda at: at, "the instant"),
        "weekday": _local(zone, "text", lambda at: WEEKDAYS[at.weekday()], "monday to sunday"),
        "clock": _local(zone, "clock", lambda at: f"{at:%H:%M}", "time of day, to the minute"),
        "date": _local(zone, "date", lambda at: at.date().isoformat(), "day of the calendar"),
        "month": _local(zone, "number", lambda at: at.month, "1 to 12"),
        "day_of_month": _local(zone, "number", lambda at: at.day, "1 to 31"),
    }


class TemporalRule(FieldCondition, frozen=True, tag="temporal"):
    """A fact about the moment of the checkout, as clocks and calendars show it in the campaign's time zone."""

    cost: ClassVar[int] = 0
    of_time: ClassVar[bool] = True
    fields: ClassVar[dict[str, Field]] = _fields(ZoneInfo("UTC"))
    labels: ClassVar = rule_labels(
        en={
            "": "Date and time",
            "field.at": "Instant",
            "field.weekday": "Weekday",
            "field.clock": "Time of day",
            "field.date": "Date",
            "field.month": "Month",
            "field.day_of_month": "Day of the month",
        },
        zh={
            "": "日期和时间",
            "field.at": "时刻",
            "field.weekday": "星期",
            "field.clock": "时间",
            "field.date": "日期",
            "field.month": "月份",
            "field.day_of_month": "几号",
        },
        th={
            "": "วันและเวลา",
            "field.at": "ช่วงเวลา",
            "field.weekday": "วันในสัปดาห์",
            "field.clock": "เวลา",
            "field.date": "วันที่",
            "field.month": "เดือน",
            "field.day_of_month": "วันที่ของเดือน",
        },
        sv={
            "": "Datum och tid",
            "field.at": "Tidpunkt",
            "field.weekday": "Veckodag",
            "field.clock": "Klockslag",
            "field.date": "Datum",
            "field.month": "Månad",
            "field.day_of_month": "Dag i månaden",
        },
    )
    examples: ClassVar = (
        Example(
            says="On a weekend only.",
            given={"field": "weekday", "operator": "in", "value": ["saturday", "sunday"]},
            checkout=_MONDAY_NOON,
            gives={"holds": False},
        ),
        Example(
            says="Between two days, both included.",
            given={"field": "date", "operator": "in_range", "value": ["2026-06-01", "2026-06-15"]},
            checkout=_MONDAY_NOON,
            gives={"holds": True},
        ),
    )

    def known_field(self, terms: Terms) -> Field:
        """Return the field as it is read in the campaign's time zone."""
        super().known_field(terms)
        return _fields(ZoneInfo(terms.time_zone))[self.field]
