"""The rule language once more: an operator asked of an actual value, in the plainest words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from tests.reference.exact import minor

ORDER = {"greater_than", "at_least", "less_than", "at_most", "in_range"}
LISTS = {"contains", "contains_any", "contains_all"}


def asks(kind: str, operator: str, wanted: Any, actual: Any, at: datetime, digits: int) -> bool:
    """Whether it holds. `actual` is there; amounts are in minor units."""
    if kind == "time" or (kind == "any" and operator in ("before", "after", "within_last")):
        return _timed(operator, wanted, _instant(actual), at)
    if operator in ORDER:
        return _ordered(kind, operator, wanted, actual, digits)
    if operator in ("equals", "not_equals", "in", "not_in"):
        among = [_same(_value(kind, each, digits), _value(kind, actual, None)) for each in _listed(wanted)]
        return any(among) != operator.startswith("not")
    if operator == "matches":
        return isinstance(actual, str) and re.search(wanted, actual) is not None
    if operator == "starts_with":
        return isinstance(actual, str) and actual.startswith(wanted)
    if operator == "contains" and isinstance(actual, str):
        return isinstance(wanted, str) and wanted in actual
    found = [any(_same(each, one) for one in _listed(actual)) for each in _listed(wanted)]
    return all(found) if operator == "contains_all" else any(found)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _value(kind: str, value: Any, digits: int | None) -> Any:
    """A value as that type compares it: amounts in minor units (as the actual ones are), numbers as fractions."""
    if kind == "amount" and digits is not None:
        return minor(value, digits)
    return _number(value) if kind == "number" else value


def _number(value: Any) -> Fraction | None:
    if isinstance(value, bool | list):
        return None
    if isinstance(value, str):
        return Fraction(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else None
    return Fraction(value)


def _ordered(kind: str, operator: str, wanted: Any, actual: Any, digits: int) -> bool:
    kind = "number" if kind == "any" else kind
    value = _value(kind, actual, None)
    if value is None:
        return False
    if operator == "in_range":
        low, high = (_value(kind, end, digits) for end in wanted)
        return low <= value <= high
    bound = _value(kind, wanted, digits)
    return {
        "greater_than": value > bound,
        "at_least": value >= bound,
        "less_than": value < bound,
        "at_most": value <= bound,
    }[operator]


def _instant(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _timed(operator: str, wanted: Any, instant: datetime | None, at: datetime) -> bool:
    if instant is None:
        return False
    if operator == "within_last":
        days = re.fullmatch(r"P(\d+)D", wanted)
        assert days, wanted
        return timedelta() <= at - instant <= timedelta(days=int(days[1]))
    if operator == "in_range":
        first, last = (_instant(end) for end in wanted)
        assert first
        assert last
        return first <= instant < last
    bound = _instant(wanted)
    assert bound
    return instant < bound if operator == "before" else instant >= bound


def in_window(local: datetime, window: Any, weekdays: tuple[str, ...]) -> bool:
    """Whether a clock that shows `local` is inside a time window; it belongs to the day on which it starts."""
    starts, ends = (_clock(window.from_time), _clock(window.until_time))
    for day in (local.date(), local.date() - timedelta(days=1)):
        opened = datetime.combine(day, starts)
        closed = datetime.combine(day, ends)
        if closed <= opened:
            closed += timedelta(days=1)
        if opened <= local.replace(tzinfo=None) < closed and _on(day, window, weekdays):
            return True
    return False


def _is_nth(day: date, number: int) -> bool:
    """Whether it is the so manieth of its weekday in its month; -1 is the last, after which comes none."""
    if number == -1:
        return (day + timedelta(weeks=1)).month != day.month
    return (day - timedelta(weeks=number)).month != day.month == (day - timedelta(weeks=number - 1)).month


def _clock(text: str | None) -> time:
    return time.fromisoformat(text) if text else time()


def _on(day: date, window: Any, weekdays: tuple[str, ...]) -> bool:
    return (
        (not window.weekdays or weekdays[day.weekday()] in window.weekdays)
        and (not window.nth_in_month or any(_is_nth(day, each) for each in window.nth_in_month))
        and (not window.days_of_month or day.day in window.days_of_month)
        and (not window.dates or day in window.dates)
        and (window.first_day is None or window.first_day <= day)
        and (window.last_day is None or day <= window.last_day)
    )
