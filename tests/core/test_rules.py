"""The rule language: what each operator asks of each type of field, what it refuses, and that it never stumbles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.rules import LONGEST_LIST, LONGEST_PATTERN, OPERATORS, FieldType, Operator, test_for

test_for.__test__ = False  # pyright: ignore[reportFunctionMemberAccess] - no test, whatever its name

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
TYPES: tuple[FieldType, ...] = get_args(FieldType)


def holds(kind: FieldType, operator: str, wanted: Any, actual: Any, at: datetime = NOW) -> bool:
    return test_for(kind, Operator(operator), wanted, 2)(actual, at)


@pytest.mark.parametrize(
    ("kind", "operator", "wanted", "yes", "no"),
    [
        ("text", "equals", "gold", ["gold"], ["Gold", "gol", "golden", ""]),
        ("text", "not_equals", "gold", ["Gold", ""], ["gold"]),
        ("text", "in", ["gold", "silver"], ["silver"], ["bronze", ""]),
        ("text", "not_in", ["gold", "silver"], ["bronze", ""], ["silver"]),
        ("text", "contains", "old", ["gold", "older"], ["gld", "OLD"]),
        ("text", "starts_with", "go", ["gold", "go"], ["ego", "g"]),
        ("text", "matches", "^go+d$", ["god", "good"], ["gd", "goods"]),
        ("text", "matches", "o.d", ["a gold ring"], ["od"]),
        ("texts", "contains", "a", [["a"], ["b", "a"]], [["b"], [], ["ab"]]),
        ("texts", "contains_any", ["a", "b"], [["b", "c"]], [["c"], []]),
        ("texts", "contains_all", ["a", "b"], [["b", "c", "a"]], [["a"], []]),
        ("number", "equals", 5, [5, Decimal("5.0")], [4, Decimal("5.1")]),
        ("number", "equals", "0.5", [Decimal("0.5")], [0, 1]),
        ("number", "in", [1, "2.5"], [1, Decimal("2.5")], [2]),
        ("number", "greater_than", 5, [6, Decimal("5.000001")], [5, 4]),
        ("number", "at_least", 5, [5, 6], [4, Decimal("4.999999")]),
        ("number", "less_than", 5, [4, Decimal("4.999999")], [5]),
        ("number", "at_most", 5, [5, 4], [6, Decimal("5.000001")]),
        ("number", "in_range", [2, "4.5"], [2, 4, Decimal("4.5")], [1, 5]),
        ("number", "greater_than", -5, [-4, 0], [-5, -6]),
        ("amount", "equals", "12.50", [1250], [1249, 12]),
        ("amount", "in", ["1", "2.5"], [100, 250], [1]),
        ("amount", "at_least", "50", [5000, 5001], [4999]),
        ("amount", "greater_than", "50", [5001], [5000]),
        ("amount", "in_range", ["1", "1"], [100], [99, 101]),
        ("flag", "equals", True, [True], [False]),
        ("flag", "not_equals", True, [False], [True]),
        ("date", "equals", "2026-12-24", ["2026-12-24"], ["2026-12-25"]),
        ("date", "in_range", ["2026-06-01", "2026-06-15"], ["2026-06-01", "2026-06-15"], ["2026-05-31", "2026-06-16"]),
        ("date", "less_than", "2026-10-01", ["2026-09-30"], ["2026-10-01", "2027-01-01"]),
        ("clock", "in_range", ["17:00", "19:00"], ["17:00", "18:59", "19:00"], ["16:59", "19:01"]),
        ("clock", "at_least", "09:30", ["09:30", "23:59"], ["09:29"]),
        ("any", "equals", 1, [1], [True, "1", [1], 2]),
        ("any", "equals", True, [True], [1, "true"]),
        ("any", "equals", "x", ["x"], [["x"], 1]),
        ("any", "in", [0, "x"], [0, "x"], [False, ["x"], 1]),
        ("any", "not_in", [1], [True, [1], "1"], [1]),
        ("any", "contains", 1, [[1, 2], 1], [[True], ["1"], "1", True]),
        ("any", "contains_any", [True], [[True], True], [[1], 1]),
        ("any", "contains_all", [1, "a"], [[1, "a", True]], [[True, "a"], "a"]),
        ("any", "at_least", 2, [2, "2.0", "10"], [1, "1.999", "two", [3], True]),
        ("any", "before", "2026-01-01", ["2025-12-31T23:59:59Z", "2025-12-31"], ["2026-01-01", "soon", 5, True]),
        ("any", "starts_with", "a", ["ab"], [["ab"], 1]),
        ("any", "matches", "b+", ["abb"], [["b"], 1]),
    ],
)  # fmt: skip
def test_an_operator_tells_these_from_those(
    kind: FieldType, operator: str, wanted: Any, yes: list[Any], no: list[Any]
) -> None:
    assert [value for value in yes if not holds(kind, operator, wanted, value)] == []
    assert [value for value in no if holds(kind, operator, wanted, value)] == []


@pytest.mark.parametrize(
    ("operator", "wanted", "yes", "no"),
    [
        ("before", "2026-06-15T12:00:00Z", [timedelta(seconds=-1)], [timedelta(0), timedelta(seconds=1)]),
        ("after", "2026-06-15T12:00:00Z", [timedelta(0), timedelta(days=1)], [timedelta(seconds=-1)]),
        ("after", "2026-06-15T19:00:00+07:00", [timedelta(0)], [timedelta(seconds=-1)]),
        ("before", "2026-06-15", [timedelta(hours=-13)], [timedelta(hours=-12)]),
        ("in_range", ["2026-06-15", "2026-06-16"], [timedelta(0), timedelta(hours=-12)], [timedelta(hours=12)]),
        ("within_last", "P30D", [timedelta(0), timedelta(days=-30)], [timedelta(days=-30, seconds=-1), timedelta(1)]),
        ("within_last", "PT12H", [timedelta(hours=-12)], [timedelta(hours=-13)]),
        ("within_last", "P99999W", [timedelta(weeks=-5000)], [timedelta(seconds=1)]),
    ],
)
def test_time_begins_with_its_first_instant_and_ends_before_its_last(
    operator: str, wanted: Any, yes: list[timedelta], no: list[timedelta]
) -> None:
    assert [away for away in yes if not holds("time", operator, wanted, NOW + away)] == []
    assert [away for away in no if holds("time", operator, wanted, NOW + away)] == []


def test_a_long_while_back_from_the_first_days_of_the_calendar_is_no_stumbling_block() -> None:
    first = datetime(1, 1, 1, tzinfo=UTC)
    assert holds("time", "within_last", "P99999W", first, at=first + timedelta(1))


@pytest.mark.parametrize("kind", TYPES)
def test_exists_asks_for_any_value_at_all(kind: FieldType) -> None:
    for wanted in (None, True):
        assert holds(kind, "exists", wanted, "x")
        assert not holds(kind, "exists", wanted, None)
    with pytest.raises(ValueError, match="takes no value"):
        holds(kind, "exists", False, "x")


@pytest.mark.parametrize(
    ("kind", "operator"), [(kind, each) for kind in TYPES for each in Operator if each not in OPERATORS[kind]]
)
def test_an_operator_that_does_not_fit_the_field_is_refused_with_those_that_do(kind: FieldType, operator: Operator):
    with pytest.raises(ValueError, match=f"'{operator.value}' does not fit this field; it takes .*exists"):
        test_for(kind, operator, "x", 2)


@pytest.mark.parametrize(
    ("kind", "operator", "wanted", "says"),
    [
        ("text", "equals", 5, "text is wanted"),
        ("text", "equals", None, "text is wanted"),
        ("text", "equals", ["a"], "text is wanted"),
        ("text", "in", "gold", "a list of at least one value"),
        ("text", "in", [], "a list of at least one value"),
        ("text", "in", ["a", 5], "text is wanted"),
        ("text", "in", ["a"] * (LONGEST_LIST + 1), f"at most {LONGEST_LIST} values"),
        ("text", "contains", 5, "text is wanted"),
        ("text", "contains", ["a"], "use contains_any"),
        ("text", "matches", "", "text is wanted"),
        ("text", "matches", 5, "text is wanted"),
        ("text", "matches", "(", "not a pattern in RE2 syntax"),
        ("text", "matches", r"(a)\1", "no back-references"),
        ("text", "matches", "a{1001}", "repeats of at most 1000"),
        ("text", "matches", "a" * (LONGEST_PATTERN + 1), f"at most {LONGEST_PATTERN} characters"),
        ("text", "starts_with", None, "text is wanted"),
        ("texts", "contains", 5, "text is wanted"),
        ("texts", "contains_any", ["a", True], "text is wanted"),
        ("texts", "contains_all", "a", "a list of at least one value"),
        ("number", "equals", "many", "a number is wanted"),
        ("number", "equals", True, "a number is wanted"),
        ("number", "at_least", "1e5", "a number is wanted"),
        ("number", "in_range", [1], "a list of two values"),
        ("number", "in_range", [1, 2, 3], "a list of two values"),
        ("number", "in_range", [2, 1], "first value is above its second"),
        ("number", "in_range", 5, "a list of at least one value"),
        ("amount", "at_least", 50, "text in major units"),
        ("amount", "at_least", "50.001", "this currency has 2"),
        ("amount", "at_least", "-1", "is not an amount"),
        ("flag", "equals", "true", "true or false is wanted"),
        ("flag", "equals", 1, "true or false is wanted"),
        ("time", "before", "soon", "an instant such as"),
        ("time", "before", 5, "an instant such as"),
        ("time", "within_last", "30 days", "a duration is wanted"),
        ("time", "within_last", "P1M", "a duration is wanted"),
        ("time", "in_range", ["2026-01-02", "2026-01-01"], "the earlier one first"),
        ("time", "in_range", ["2026-01-01"], "the earlier one first"),
        ("date", "equals", "24.12.2026", "a day such as"),
        ("date", "equals", "2026-02-30", "a day such as"),
        ("clock", "at_least", "25:00", "a time of day"),
        ("clock", "at_least", "9:30", "a time of day"),
        ("any", "equals", None, "a single value is wanted"),
        ("any", "at_least", "gold", "a number is wanted"),
    ],
)  # fmt: skip
def test_a_wanted_value_of_the_wrong_type_is_refused_when_the_rule_is_made(
    kind: FieldType, operator: str, wanted: Any, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        test_for(kind, Operator(operator), wanted, 2)


words = st.text("abgold ", max_size=6)
numbers = st.integers(-20, 20) | st.decimals(-20, 20, places=2).map(lambda d: f"{d:f}")
scalars = words | numbers | st.booleans() | st.sampled_from(["2026-06-01", "2026-06-15T12:00:00Z", "17:30", "P3D"])
wants = scalars | st.lists(scalars, max_size=4) | st.none()
INSTANTS = st.integers(0, 30 * 24 * 60).map(lambda minutes: NOW + timedelta(days=-15, minutes=minutes))
ACTUAL: dict[FieldType, st.SearchStrategy[Any]] = {
    "text": words,
    "texts": st.lists(words, max_size=3),
    "number": st.integers(-20, 20) | st.decimals(-20, 20, places=2),
    "amount": st.integers(0, 3000),
    "flag": st.booleans(),
    "time": INSTANTS,
    "date": INSTANTS.map(lambda instant: instant.date().isoformat()),
    "clock": st.times().map(lambda time: f"{time:%H:%M}"),
    "any": scalars | st.lists(scalars, max_size=3),
}


@given(st.sampled_from(TYPES), st.data())
def test_a_rule_is_refused_when_it_is_made_or_answers_yes_or_no_forever(kind: FieldType, data: st.DataObject) -> None:
    operator = data.draw(st.sampled_from(OPERATORS[kind]))
    try:
        test = test_for(kind, operator, data.draw(wants), 2)
    except ValueError:
        return
    for actual in data.draw(st.lists(ACTUAL[kind], max_size=5)):
        assert isinstance(test(actual, NOW), bool)


OPPOSITES = [("equals", "not_equals"), ("in", "not_in"), ("at_least", "less_than"), ("greater_than", "at_most")]


@pytest.mark.parametrize(("one", "other"), OPPOSITES)
@given(data=st.data())
def test_an_operator_and_its_opposite_never_agree(one: str, other: str, data: st.DataObject) -> None:
    kinds: list[FieldType] = [kind for kind in TYPES if kind != "any" and Operator(one) in OPERATORS[kind]]
    kind = data.draw(st.sampled_from(kinds))
    wanted, actual = data.draw(wants), data.draw(ACTUAL[kind])
    try:
        yes = holds(kind, one, wanted, actual)
    except ValueError:
        with pytest.raises(ValueError, match=r"."):
            holds(kind, other, wanted, actual)
        return
    assert holds(kind, other, wanted, actual) is not yes


@given(numbers, st.integers(-20, 20) | st.decimals(-20, 20, places=2))
def test_numbers_are_ordered_as_numbers_however_they_are_written(wanted: int | str, actual: int | Decimal) -> None:
    bound = Decimal(wanted)
    found = [holds("number", each, wanted, actual) for each in ("less_than", "equals", "greater_than")]
    assert found == [actual < bound, actual == bound, actual > bound]


@given(numbers, numbers, st.integers(-20, 20))
def test_a_range_is_at_least_its_first_and_at_most_its_second(low: int | str, high: int | str, actual: int) -> None:
    if Decimal(low) <= Decimal(high):
        between = holds("number", "at_least", low, actual) and holds("number", "at_most", high, actual)
        assert holds("number", "in_range", [low, high], actual) is between


@given(INSTANTS, INSTANTS, INSTANTS)
def test_of_two_adjoining_spans_of_time_an_instant_is_in_exactly_one(a: datetime, b: datetime, t: datetime) -> None:
    start, end = sorted((a, b))
    spans = [["2026-01-01", start.isoformat()], [start.isoformat(), end.isoformat()], [end.isoformat(), "2027-01-01"]]
    assert sum(holds("time", "in_range", span, t) for span in spans) == 1


@pytest.mark.parametrize("pattern", ["(a+)+$", "^(a|a)*$", "(a|aa)+$", "(.*a){20}$", "(x+x+)+y"])
def test_a_hostile_pattern_takes_time_in_proportion_to_the_text(pattern: str) -> None:
    # a backtracking engine would need longer than the universe has for this
    assert not holds("text", "matches", pattern, "a" * 50_000 + "!")
