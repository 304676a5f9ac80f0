"""Rules over the field tables: what each field reads, what missing values do, what is refused when it is saved."""

import pytest

from largesse.core.errors import Invalid
from tests.promotions.conditions.reading import compiled, holds, view


def rule(kind, field, operator, value=None, **more):
    return {"type": kind, "field": field, "operator": operator, **({} if value is None else {"value": value}), **more}


CART = {
    "lines": [
        {"article": "a", "product": "p", "price": "10.00", "quantity": 2},
        {"article": "b", "product": "p", "price": "1.00", "quantity": "0.5"},
        {"article": "c", "price": "2.50", "quantity": 1, "weight": 4},
    ],
    "deliveries": [{"id": "d1", "amount": "5.00", "method": "express"}, {"id": "d2", "amount": "1.00"}],
    "payment_method": "invoice",
    "channel": "web",
    "website": "shop.example",
    "attributes": {"gift_wrap": True},
}


@pytest.mark.parametrize(
    ("field", "operator", "value"),
    [
        ("quantity", "equals", "3.5"),
        ("distinct_products", "equals", 2),
        ("distinct_articles", "equals", 3),
        ("total", "equals", "23.00"),
        ("weight", "equals", 4),
        ("payment_method", "equals", "invoice"),
        ("delivery_methods", "contains_all", ["express"]),
        ("channel", "in", ["web", "app"]),
        ("website", "starts_with", "shop."),
        ("attributes.gift_wrap", "equals", True),
    ],
)
def test_a_rule_over_the_cart_reads_its_field(field, operator, value):
    assert holds(rule("cart", field, operator, value), CART)
    assert not holds(rule("cart", field, operator, value, negate=True), CART)


@pytest.mark.parametrize("field", ["weight", "payment_method", "delivery_methods", "channel", "attributes.gift_wrap"])
def test_what_the_cart_does_not_say_is_missing_and_so_fails_either_way(field):
    assert not holds(rule("cart", field, "exists"), {})
    assert holds(rule("cart", field, "exists", negate=True), {})


def test_any_line_may_fulfil_a_rule_and_no_line_may_when_it_is_negated():
    assert holds(rule("line", "price", "at_least", "10.00"), CART)
    assert not holds(rule("line", "price", "at_least", "10.00", negate=True), CART)
    assert holds(rule("line", "price", "at_least", "10.01", negate=True), CART)


def test_lines_without_a_value_are_passed_over():
    assert holds(rule("line", "product", "equals", "q", negate=True), CART)
    assert not holds(rule("line", "product", "equals", "p", negate=True), CART)
    assert not holds(rule("line", "attributes.brand", "not_equals", "x"), CART)


def test_the_index_knows_a_line_rule_by_the_values_that_it_asks_for():
    assert compiled(rule("line", "article", "in", ["a", "b"])).keys == {("article", "a"), ("article", "b")}
    assert compiled(rule("line", "categories", "contains", "food")).keys == {("category", "food")}
    assert compiled(rule("line", "article", "equals", "a", negate=True)).keys is None


def test_a_part_of_a_text_is_no_key_of_the_index():
    part = rule("line", "article", "contains", "ea-2")
    assert compiled(part).keys is None
    assert holds(part, {"lines": [{"article": "tea-250", "price": "1.00"}]})


def test_codes_in_rules_are_compared_as_the_company_compares_codes():
    entered = rule("code", "entered", "contains", "Spring")
    assert compiled(entered).keys == {("code", "spring")}
    assert compiled(entered, ignore_case=False).keys == {("code", "Spring")}
    assert holds(entered, {"codes": ["SPRING"]})


def test_amounts_in_a_finding_are_written_in_major_units():
    test, seen = compiled(rule("line", "price", "at_least", "20.00")), view(CART)
    assert test.find(seen).actual == ["10.00", "1.00", "2.50"]
    found = compiled(rule("cart", "total", "greater_than", "23.00")).find(seen)
    assert (found.actual, found.gap) == ("23.00", "0.01")


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (rule("cart", "colour", "equals", "red"), "$.field"),
        (rule("geographic", "attributes.x", "equals", "red"), "$.field"),
        (rule("cart", "total", "at_least", 20), "$.value"),
        (rule("cart", "quantity", "contains", "2"), "$.operator"),
        (rule("temporal", "date", "equals", "2026-02-30"), "$.value"),
        (rule("temporal", "clock", "at_least", "24:00"), "$.value"),
        (rule("subscription", "trial", "equals", "yes"), "$.value"),
        (rule("behavioral", "last_order_at", "within_last", "30 days"), "$.value"),
        (rule("store", "id", "matches", "("), "$.value"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_at_its_place(given, path):
    with pytest.raises(Invalid) as refused:
        compiled(given)
    assert [problem.path for problem in refused.value.problems] == [path]


def test_what_a_customer_has_done_is_missing_until_somebody_knows_it():
    spent = rule("behavioral", "spent", "less_than", "100.00")
    assert not holds(spent, {})
    assert holds(spent, {}, {"behavior": {"spent": "99.99"}})
    assert holds(rule("behavioral", "attributes.views", "at_least", 3), {}, {"behavior": {"attributes": {"views": 3}}})
