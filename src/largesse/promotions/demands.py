"""What conditions ask of one figure or one word, taken out of them so that several can be held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, cast

import msgspec

from largesse.core import rules
from largesse.core.money import parse_amount
from largesse.core.rules import Operator
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition
from largesse.promotions.field_condition import FieldCondition
from largesse.promotions.groups import All, NoneOf
from largesse.promotions.threshold import COMPARE, Comparison

_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_ELSE = "\N{BLACK QUESTION MARK ORNAMENT}"
"""A word that nobody has."""
_NOT_DECIDED = (Operator.matches, Operator.within_last, Operator.exists, Operator.starts_with)


class Demand(msgspec.Struct, frozen=True):
    """One condition that must hold, as a test of what it looks at. Conditions of one subject look at the same thing."""

    path: str
    subject: bytes
    allows: Callable[[Any], bool]
    marks: Sequence[Any]
    """Values at and between which the test may change its mind."""


def required(conditions: Sequence[Condition], path: str) -> Iterator[tuple[str, Condition, bool]]:
    """Yield (path, condition, whether it must hold or must not) for all that has to be so, groups resolved."""
    for index, condition in enumerate(conditions):
        place = f"{path}[{index}]"
        if isinstance(condition, All):
            yield from required(condition.of, f"{place}.of")
        elif isinstance(condition, NoneOf):
            yield from ((f"{place}.of[{i}]", member, False) for i, member in enumerate(condition.of))
        else:
            yield place, condition, True


def demand_of(path: str, condition: Condition, terms: Terms, *, holds: bool = True) -> Demand | None:
    """Return what it asks that the condition holds, or that it does not, where that can be told without a checkout."""
    demand = None
    if condition.bound:
        demand = _of_a_figure(path, condition)
    elif isinstance(condition, FieldCondition) and not condition.any_of_several:
        demand = _of_a_field(path, condition, terms)
    if demand is None or holds:
        return demand
    return Demand(path, demand.subject, _opposite(demand.allows), demand.marks)


def _opposite(allows: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: not allows(value)


def contradict(demands: Sequence[Demand]) -> bool:
    """Return whether no value fulfils all of these demands on one subject."""
    marks = [mark for demand in demands for mark in demand.marks]
    return not any(all(demand.allows(mark) for demand in demands) for mark in (None, *_between(marks)))


def _of_a_figure(path: str, condition: Condition) -> Demand:
    """Of a count or an amount, none of which is ever below zero."""
    bound = Decimal(str(getattr(condition, condition.bound)))
    compare = COMPARE[cast("Comparison", condition.operator)]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    rest = {name: getattr(condition, name) for name in condition.__struct_fields__}
    rest = {name: value for name, value in rest.items() if name not in (condition.bound, "operator")}
    subject = msgspec.json.encode((condition.tag(), rest))

    def allows(value: Decimal | None) -> bool:
        return value is not None and value >= 0 and compare(cast("Any", value), cast("Any", bound))

    return Demand(path, subject, allows, [bound, Decimal(0)])


def _of_a_field(path: str, condition: FieldCondition, terms: Terms) -> Demand | None:
    field, wanted, negate = condition.known_field(terms), condition.value, condition.negate
    subject = msgspec.json.encode((condition.tag(), condition.field))
    if condition.operator is Operator.exists and negate:
        return Demand(path, subject, lambda value: value is None, ())
    if condition.operator in _NOT_DECIDED or field.type in ("any", "texts"):
        return None
    test = rules.test_for(field.type, condition.operator, wanted, terms.digits)
    marks = [_READ[field.type](each, terms.digits) for each in (wanted if isinstance(wanted, list) else [wanted])]
    marks += _BESIDE.get(field.type, ())
    return Demand(path, subject, lambda value: value is not None and test(value, _SOME_DAY) != negate, marks)


def _instant(written: Any, digits: int) -> Any:
    return rules.instant_of(written)


def _as_written(written: Any, digits: int) -> Any:
    return written


_READ: dict[str, Callable[[Any, int], Any]] = {
    "text": _as_written,
    "flag": _as_written,
    "date": _as_written,
    "clock": _as_written,
    "number": lambda written, digits: rules.number_of(written),
    "amount": lambda written, digits: parse_amount(str(written), digits),
    "time": _instant,
}
_BESIDE: dict[str, tuple[Any, ...]] = {
    "text": (_ELSE,),
    "flag": (True, False),
    "date": ("0001-01-01", "9999-12-31"),
    "clock": ("00:00", "23:59"),
}


def _between(marks: Iterable[Any]) -> list[Any]:
    """Return the marks and, where they are ordered, what lies next to each and between two."""
    known = [mark for mark in marks if mark is not None]
    ordered = sorted(
        {Decimal(mark) for mark in known if isinstance(mark, int | Decimal) and not isinstance(mark, bool)}
    )
    if ordered:
        middle = [(one + other) / 2 for one, other in pairwise(ordered)]
        return [*ordered, *middle, ordered[0] - 1, ordered[-1] + 1]
    instants = sorted({mark for mark in known if isinstance(mark, datetime)})
    if instants:
        middle = [one + (other - one) / 2 for one, other in pairwise(instants)]
        return [*instants, *middle, instants[0] - timedelta(days=1), instants[-1] + timedelta(days=1)]
    return [*known, *_next_to([mark for mark in known if isinstance(mark, str)])]


def _next_to(words: list[str]) -> list[str]:
    """Return the days and times of day next to those written, so that open ends have something in them."""
    days = [day for word in words if (day := rules.instant_of(word)) is not None and len(word) == 10]
    clocks = [
        int(word[:2]) * 60 + int(word[3:]) for word in words if len(word) == 5 and word[2] == ":" and word[:2].isdigit()
    ]
    near = [day + timedelta(days=step) for day in days if 2 < day.year < 9998 for step in (-1, 1)]
    beside = [(minutes + step) % 1440 for minutes in clocks for step in (-1, 1)]
    return [*(day.date().isoformat() for day in near), *(f"{each // 60:02}:{each % 60:02}" for each in beside)]
