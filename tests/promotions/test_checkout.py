"""A checkout that can be read but makes no sense: every problem is said, each at its path."""

from __future__ import annotations

from typing import Any

import pytest

from largesse.core.errors import Invalid
from tests.promotions.asking import ask, campaign, checkout, off, refused, tea


@pytest.mark.parametrize(
    ("line", "path", "code"),
    [
        ({"price": "10.001"}, "price", "bad_amount"),
        ({"price": None}, "price", "required"),
        ({"quantity": "0"}, "quantity", "bad_quantity"),
        ({"quantity": "0.000000"}, "quantity", "bad_quantity"),
        ({"quantity": "9999999999"}, "quantity", "bad_quantity"),
        ({"tax_rate": "1001"}, "tax_rate", "bad_rate"),
        ({"min_price": "1.999"}, "min_price", "bad_amount"),
        ({"weight": "0"}, "weight", "bad_quantity"),
        ({"manual_discount": {"amount": "1.999"}}, "manual_discount.amount", "bad_amount"),
        ({"manual_discount": {"amount": "10.01"}}, "manual_discount.amount", "too_much"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_at_its_place(line: dict[str, Any], path: str, code: str) -> None:
    written = {key: value for key, value in {**tea(), **line}.items() if value is not None}
    assert refused(checkout(tea(), written)) == [(f"$.lines[1].{path}", code)]


def test_a_cost_is_looked_at_where_a_margin_is_asked_for() -> None:
    assert refused(checkout(tea(cost="1.999")), least_margin="10") == [("$.lines[0].cost", "bad_amount")]


@pytest.mark.parametrize(
    ("more", "path", "code"),
    [
        ({"deliveries": [{"amount": "1.001"}]}, "$.deliveries[0].amount", "bad_amount"),
        ({"deliveries": [{"amount": "1", "tax_rate": "1001"}]}, "$.deliveries[0].tax_rate", "bad_rate"),
        ({"fees": [{"id": "bag", "amount": "1.001"}]}, "$.fees[0].amount", "bad_amount"),
        ({"fees": [{"id": "bag", "amount": "1"}] * 2}, "$.fees[1].id", "repeated_id"),
        ({"deliveries": [{"amount": "1"}] * 2}, "$.deliveries[1].id", "repeated_id"),
        ({"currency": "XYZ"}, "$.currency", "unknown_currency"),
        ({"at": None}, "$.at", "required"),
        ({"at": "0001-01-01T00:00:00+23:59"}, "$.at", "out_of_range"),
        ({"at": "9999-12-31T23:59:59-23:59"}, "$.at", "out_of_range"),
    ],
)
def test_the_rest_of_a_checkout_is_looked_at_as_closely(more: dict[str, Any], path: str, code: str) -> None:
    assert refused(checkout(**more)) == [(path, code)]


def test_line_ids_are_used_once_and_a_line_without_one_goes_by_its_place() -> None:
    assert [line.id for line in ask([], checkout(tea(), tea(id="x"), tea())).lines] == ["1", "x", "3"]
    assert refused(checkout(tea(id="x"), tea(id="x"))) == [("$.lines[1].id", "repeated_id")]
    assert refused(checkout(tea(), tea(id="1"))) == [("$.lines[1].id", "repeated_id")]


def test_all_problems_are_said_at_once() -> None:
    broken = checkout(tea("1.001"), tea(quantity="0"), fees=[{"id": "bag", "amount": "0.001"}], at=None)
    assert refused(broken) == [
        ("$.lines[0].price", "bad_amount"),
        ("$.lines[1].quantity", "bad_quantity"),
        ("$.fees[0].amount", "bad_amount"),
        ("$.at", "required"),
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"lines": [{"article": "tea", "price": 10}]},
        {"lines": [{"article": "tea", "price": 10.5}]},
        {"lines": [{"article": "tea", "price": "-1.00"}]},
        {"lines": [{"article": "tea", "price": "1.00", "quantity": 0}]},
        {"lines": [{"article": "tea", "price": "1.00", "quantity": -1}]},
        {"lines": [{"article": "tea", "price": "1.00", "quantity": 1.5}]},
        {"lines": [{"article": "tea", "price": "1.00", "quantity": True}]},
        {"lines": [{"article": "", "price": "1.00"}]},
        {"lines": [tea()] * 1001},
        {"codes": ["x" * 101]},
        {"codes": ["x"] * 51},
        {"at": "2026-06-15T12:00:00"},
        {"language": "en\n"},
        {"colour": "red"},
        {"attributes": {"x": {"y": 1}}},
        {"attributes": {"x": 0.5}},
    ],
)
def test_what_cannot_be_read_is_refused_by_the_decoder(more: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        checkout(**more)


def test_an_empty_checkout_costs_nothing() -> None:
    empty = checkout(lines=[])
    found = ask(campaign("spring", off("5.00")), empty)
    assert (found.totals.total, found.applied, found.lines) == ("0.00", [], [])


def test_the_largest_checkout_is_added_up_exactly() -> None:
    huge = checkout(*[tea("9999999999999.99", 1_000_000_000) for _ in range(1000)])
    found = ask(campaign("spring", off("0.01")), huge)
    assert found.totals.total == "9999999999999989999999999.99"


def test_facts_with_amounts_that_the_currency_does_not_have_are_refused_at_their_place() -> None:
    spent = campaign("spring", off("1.00"), budget={"amount": "5.00"})
    with pytest.raises(Invalid) as error:
        ask(spent, facts={"spent": {"spring": "1.999"}})
    assert error.value.problems[0].path == "$.facts.spent.spring"
    rich = campaign("rich", off("1.00"), conditions=[
        {"type": "behavioral", "field": "spent", "operator": "at_least", "value": "5.00"}])  # fmt: skip
    with pytest.raises(Invalid) as error:
        ask(rich, facts={"behavior": {"spent": "1.999"}})
    assert error.value.problems[0].path == "$.facts.behavior.spent"
