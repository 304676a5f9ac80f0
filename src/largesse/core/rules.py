"""The one rule language: a field of a known type, an operator, a wanted value.

`test_for` turns an operator and a wanted value into a function of the actual value, once; the same (type, operator,
value) triple is what a set query is made from. A missing value never reaches a test: it fails every operator but
`exists`, whatever `negate` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, cast

import re2  # pyright: ignore[reportMissingTypeStubs]

from largesse.core.money import parse_amount

Scalar = str | int | bool
Value = Scalar | list[Scalar] | None
Test = Callable[[Any, datetime], bool]
"""(actual value, the evaluation's instant) -> does it hold."""


class Operator(StrEnum):
    """What can be asked of a field."""

    equals = "equals"
    not_equals = "not_equals"
    in_ = "in"
    not_in = "not_in"
    contains = "contains"
    contains_any = "contains_any"
    contains_all = "contains_all"
    greater_than = "greater_than"
    at_least = "at_least"
    less_than = "less_than"
    at_most = "at_most"
    in_range = "in_range"
    matches = "matches"
    starts_with = "starts_with"
    exists = "exists"
    before = "before"
    after = "after"
    within_last = "within_last"


FieldType = Literal["text", "texts", "number", "amount", "flag", "time", "date", "clock", "any"]
"""`texts` is a list of text; `date` a day as `YYYY-MM-DD`, `clock` a time of day as `HH:MM`, both somewhere on earth;
`any` an attribute whose type the wanted value tells."""

_EQUAL = (Operator.equals, Operator.not_equals, Operator.in_, Operator.not_in, Operator.exists)
_ORDER = (Operator.greater_than, Operator.at_least, Operator.less_than, Operator.at_most, Operator.in_range)
_LISTED = (Operator.contains, Operator.contains_any, Operator.contains_all)
_TEXTUAL = (Operator.contains, Operator.matches, Operator.starts_with)
_TIMED = (Operator.before, Operator.after, Operator.within_last)

OPERATORS: dict[FieldType, tuple[Operator, ...]] = {
    "text": (*_EQUAL, *_TEXTUAL),
    "texts": (*_LISTED, Operator.exists),
    "number": (*_EQUAL, *_ORDER),
    "amount": (*_EQUAL, *_ORDER),
    "flag": (Operator.equals, Operator.not_equals, Operator.exists),
    "time": (*_TIMED, Operator.in_range, Operator.exists),
    "date": (*_EQUAL, *_ORDER),
    "clock": (*_EQUAL, *_ORDER),
    "any": tuple(Operator),
}
"""Which operators make sense for which type of field; any other is refused when a rule is saved."""

LONGEST_LIST = 10_000
LONGEST_PATTERN = 500

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_DURATION = re.compile(r"P(?:([0-9]{1,5})W|(?:([0-9]{1,5})D)?(?:T(?:([0-9]{1,5})H)?(?:([0-9]{1,5})M)?)?)")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def number_of(value: object) -> int | Decimal | None:
    """Return a number given as an integer or as decimal text; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    return None


def instant_of(value: object) -> datetime | None:
    """Return an instant given as a datetime with an offset, as RFC 3339 text or as a day (its first instant in UTC)."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    return None


def duration_of(value: object) -> timedelta | None:
    """Return an ISO 8601 duration of weeks, days, hours and minutes, such as `P30D` or `PT12H`; None for others."""
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


def test_for(kind: FieldType, operator: Operator, wanted: Value, digits: int) -> Test:
    """Return the test for a field of that type; ValueError says what kind of value the operator wants.

    `digits` are the currency's, for amounts, which are written in major units and compared in minor ones.
    """
    if operator not in OPERATORS[kind]:
        allowed = ", ".join(each.value for each in OPERATORS[kind])
        raise ValueError(f"{operator.value!r} does not fit this field; it takes {allowed}")
    if operator is Operator.exists:
        return _exists(wanted)
    if operator in _ORDER and kind not in ("time",):
        return _order(kind, operator, wanted, digits)
    if operator in _TIMED or kind == "time":
        return _timed(operator, wanted)
    if operator in (Operator.matches, Operator.starts_with):
        return _textual(operator, wanted)
    if operator in _LISTED:
        return _listed(kind, operator, wanted)
    return _equal(kind, operator, wanted, digits)


def _exists(wanted: Value) -> Test:
    if wanted not in (None, True):
        raise ValueError("'exists' takes no value; use negate to ask that it is absent")
    return lambda actual, at: actual is not None


def _list(wanted: Value) -> list[Scalar]:
    if not isinstance(wanted, list) or not wanted:
        raise ValueError("this operator takes a list of at least one value")
    if len(wanted) > LONGEST_LIST:
        raise ValueError(f"a list holds at most {LONGEST_LIST} values")
    return wanted


def _is_date(wanted: object) -> bool:
    return isinstance(wanted, str) and _DATE.fullmatch(wanted) is not None and instant_of(wanted) is not None


_WRITTEN: dict[FieldType, tuple[Callable[[object], bool], str]] = {
    "flag": (lambda wanted: isinstance(wanted, bool), "true or false"),
    "text": (lambda wanted: isinstance(wanted, str), "text"),
    "clock": (
        lambda wanted: isinstance(wanted, str) and _CLOCK.fullmatch(wanted) is not None,
        "a time of day such as 17:30",
    ),
    "date": (_is_date, "a day such as 2026-12-24"),
}
"""How a wanted value of these types is told from anything else, and what to ask for."""


def _typed(kind: FieldType, wanted: object, digits: int) -> object:
    """Return a wanted value as values of that field type are compared, or raise ValueError."""
    if kind == "amount":
        if not isinstance(wanted, str):
            raise ValueError('an amount is written as text in major units, such as "12.50"')
        return parse_amount(wanted, digits)
    if kind == "number":
        number = number_of(wanted)
        if number is None:
            raise ValueError("a number is wanted: an integer, or a decimal written as text")
        return number
    written = _WRITTEN.get(kind)
    if written is not None and not written[0](wanted):
        raise ValueError(f"{written[1]} is wanted")
    if wanted is None or isinstance(wanted, list):
        raise ValueError("a single value is wanted")
    return wanted


def _same(actual: object, wanted: object) -> bool:
    return actual == wanted and isinstance(actual, bool) == isinstance(wanted, bool)


def _equal(kind: FieldType, operator: Operator, wanted: Value, digits: int) -> Test:
    if operator in (Operator.equals, Operator.not_equals):
        one = _typed(kind, wanted, digits)
        if operator is Operator.equals:
            return lambda actual, at: _same(actual, one)
        return lambda actual, at: not _same(actual, one)
    among = frozenset(told_apart(_typed(kind, each, digits) for each in _list(wanted)))
    if operator is Operator.in_:
        return lambda actual, at: not isinstance(actual, list) and (type(actual) is bool, actual) in among
    return lambda actual, at: isinstance(actual, list) or (type(actual) is bool, actual) not in among


def _order(kind: FieldType, operator: Operator, wanted: Value, digits: int) -> Test:
    kind = "number" if kind == "any" else kind
    read = number_of if kind == "number" else _itself
    if operator is Operator.in_range:
        ends = _list(wanted)
        if len(ends) != 2:
            raise ValueError("a range is a list of two values, both included")
        low, high = (cast("Any", _typed(kind, end, digits)) for end in ends)
        if low > high:
            raise ValueError("a range's first value is above its second")
        return lambda actual, at: (value := read(actual)) is not None and low <= value <= high
    bound = cast("Any", _typed(kind, wanted, digits))
    compare = _COMPARE[operator]
    return lambda actual, at: (value := read(actual)) is not None and compare(value, bound)


def _itself(value: Any) -> Any:
    return value


_COMPARE: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.greater_than: lambda a, b: a > b,
    Operator.at_least: lambda a, b: a >= b,
    Operator.less_than: lambda a, b: a < b,
    Operator.at_most: lambda a, b: a <= b,
}


def _timed(operator: Operator, wanted: Value) -> Test:
    if operator is Operator.within_last:
        span = duration_of(wanted)
        if span is None:
            raise ValueError("a duration is wanted, such as 'P30D' (30 days) or 'PT12H' (12 hours)")
        return lambda actual, at: (t := instant_of(actual)) is not None and timedelta() <= at - t <= span
    if operator is Operator.in_range:
        ends = [instant_of(end) for end in _list(wanted)]
        if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] > ends[1]:
            raise ValueError("a range of time is a list of two instants or days, the earlier one first")
        first, last = ends[0], ends[1]
        return lambda actual, at: (t := instant_of(actual)) is not None and first <= t < last
    bound = instant_of(wanted)
    if bound is None:
        raise ValueError("an instant such as '2026-03-01T00:00:00Z' or a day such as '2026-03-01' is wanted")
    if operator is Operator.before:
        return lambda actual, at: (t := instant_of(actual)) is not None and t < bound
    return lambda actual, at: (t := instant_of(actual)) is not None and t >= bound


def _textual(operator: Operator, wanted: Value) -> Test:
    if not isinstance(wanted, str) or not wanted:
        raise ValueError("text is wanted")
    if operator is Operator.starts_with:
        return lambda actual, at: isinstance(actual, str) and actual.startswith(wanted)
    if len(wanted) > LONGEST_PATTERN:
        raise ValueError(f"a pattern has at most {LONGEST_PATTERN} characters")
    search = _pattern(wanted)
    return lambda actual, at: isinstance(actual, str) and search(actual)


def _pattern(text: str) -> Callable[[str], bool]:
    """Return a search by RE2, which takes time in proportion to the text whatever the pattern."""
    library = cast("Any", re2)
    options = library.Options()
    options.log_errors = False
    try:
        pattern = library.compile(text, options)
    except library.error as error:
        hint = "not a pattern in RE2 syntax (no back-references, repeats of at most 1000)"
        raise ValueError(f"{hint}: {error}") from None
    return lambda actual: pattern.search(actual) is not None


def _listed(kind: FieldType, operator: Operator, wanted: Value) -> Test:
    kind = "text" if kind == "texts" else kind
    if operator is Operator.contains:
        if wanted is None or isinstance(wanted, list):
            raise ValueError("a single value is wanted; use contains_any or contains_all for a list")
        one = cast("Scalar", _typed(kind, wanted, 0))
        return lambda actual, at: _holds_one(actual, one)
    wanted_set = frozenset(told_apart(_typed(kind, each, 0) for each in _list(wanted)))
    if operator is Operator.contains_any:
        return lambda actual, at: not wanted_set.isdisjoint(told_apart(_items(actual)))
    return lambda actual, at: wanted_set.issubset(told_apart(_items(actual)))


def _holds_one(actual: Any, one: Scalar) -> bool:
    if isinstance(actual, str):
        return isinstance(one, str) and one in actual
    return (type(one) is bool, one) in told_apart(_items(actual))


def told_apart(values: Iterable[object]) -> list[tuple[bool, object]]:
    """Return values so that true is not 1, for Python takes them for the same and a rule does not."""
    return [(type(value) is bool, value) for value in values]


def _items(actual: Any) -> Collection[Any]:
    return cast("Collection[Any]", actual) if isinstance(actual, list | tuple | set | frozenset) else (actual,)
