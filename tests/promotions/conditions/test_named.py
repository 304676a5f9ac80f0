"""Conditions by name: lines, customers, counts. What each kind's own examples do not show."""

import pytest

from largesse.core.errors import Invalid
from tests.promotions.conditions.reading import compiled, holds, view

TEA = {"article": "tea", "price": "10.00", "quantity": 2}
NUTS = {"article": "nuts", "price": "4.00", "quantity": 3, "categories": ["food"]}
LOOSE = {"article": "apples", "price": "3.00", "quantity": "0.5", "weight": 1}


@pytest.mark.parametrize(
    ("quantity", "operator", "per_line", "expected"),
    [
        ("5.5", "equals", False, True),
        (5, "greater_than", False, True),
        (6, "less_than", False, True),
        (3, "at_least", True, True),
        (4, "at_least", True, False),
        (1, "less_than", True, True),
        ("0.5", "less_than", True, False),
        (2, "equals", True, True),
    ],
)
def test_quantities_are_compared_together_or_line_by_line(quantity, operator, per_line, expected):
    given = {"type": "quantity", "quantity": quantity, "operator": operator, "per_line": per_line}
    assert holds(given, {"lines": [TEA, NUTS, LOOSE]}) is expected


def test_no_line_is_fewer_than_any_number_but_no_line_fulfils_anything_by_itself():
    absent = {"type": "quantity", "quantity": 1, "operator": "less_than", "of": {"articles": ["coffee"]}}
    assert holds(absent, {"lines": [TEA]})
    assert not holds({**absent, "per_line": True}, {"lines": [TEA]})


def test_the_index_leaves_out_what_needs_lines_that_are_not_there_and_nothing_else():
    wanted = {"type": "quantity", "quantity": 2, "of": {"articles": ["tea"]}}
    assert compiled(wanted).keys == {("article", "tea")}
    assert compiled({**wanted, "operator": "less_than"}).keys is None
    total = {"type": "order_total", "amount": "5.00", "of": {"articles": ["tea"]}}
    assert compiled(total).keys == {("article", "tea")}
    assert compiled({**total, "amount": "0.00"}).keys is None
    assert compiled({**total, "include_delivery": True}).keys is None
    assert compiled({**total, "operator": "at_most"}).keys is None


@pytest.mark.parametrize(
    ("operator", "gap"), [("at_least", "2.5"), ("greater_than", "3.5"), ("equals", "2.5"), ("at_most", None)]
)
def test_a_gap_is_what_is_missing_and_nothing_where_more_would_not_help(operator, gap):
    test = compiled({"type": "total_quantity", "quantity": 8, "operator": operator})
    assert test.find(view({"lines": [TEA, NUTS, LOOSE]})).gap == gap


def test_more_than_an_amount_is_one_smallest_coin_more():
    test = compiled({"type": "order_total", "amount": "32.00", "operator": "greater_than"})
    assert test.find(view({"lines": [TEA, NUTS]})).gap == "0.01"


def test_an_article_without_a_product_is_a_product_of_its_own():
    lines = [TEA, {**TEA, "id": "again"}, {"article": "tea-500", "product": "tea", "price": "1.00"}]
    given = {"type": "distinct_products", "count": 2, "operator": "equals"}
    assert holds(given, {"lines": lines})


def test_what_lines_weigh_is_unknown_until_one_of_them_says_so():
    light = {"type": "weight", "kilograms": 20}
    assert not holds(light, {"lines": [TEA]})
    assert holds(light, {"lines": [TEA, LOOSE]})
    assert not holds({"type": "weight", "kilograms": "0.499"}, {"lines": [TEA, LOOSE]})


@pytest.mark.parametrize(
    ("kind", "field", "person"),
    [
        ("customer_group", "groups", {"groups": ["a", "b"]}),
        ("customer_organization", "organizations", {"organizations": ["b"]}),
        ("customer_segment", "segments", {"segments": ["b"]}),
        ("customer_tier", "tiers", {"tier": "b"}),
    ],
)
def test_a_guest_belongs_nowhere(kind, field, person):
    given = {"type": kind, field: ["b", "c"]}
    assert holds(given, {"customer": person})
    assert not holds(given, {})
    assert compiled(given).find(view({})).missing


def test_every_fifth_order_is_the_fifth_the_tenth_and_so_on():
    every_fifth = {"type": "nth_order", "n": 5, "every": True}
    orders = [n for n in range(1, 16) if holds(every_fifth, {"customer": {"orders_before": n - 1}})]
    assert orders == [5, 10, 15]
    assert not holds(every_fifth, {})


@pytest.mark.parametrize(
    "given",
    [
        {"type": "order_total", "amount": "10.001"},
        {"type": "weight", "kilograms": "0"},
        {"type": "contains", "of": {"price_from": "1.234"}},
    ],
)
def test_figures_that_the_currency_or_the_scale_does_not_have_are_refused(given):
    with pytest.raises(Invalid):
        compiled(given)
