"""6,000 pieces cost what 6 cost: the work is counted in calls, so that a busy machine makes no difference."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluate import evaluate
from largesse.promotions.kinds import benefits_found
from tests.promotions.asking import Json, book, campaign, checkout, percent, tea

HALF: Json = {"percent": "50"}
ONE_OFF: Json = {"amount": "1.00"}
FIRST: Json = {"first": "2.00", "more": "1.00"}
TEA: Json = {"articles": ["tea"]}
TIERS: Json = {"tiers": [{"at_least": 2, "percent": "10"}, {"at_least": 5, "percent": "20"}]}

BENEFITS: dict[str, list[Json]] = {
    "percent_off_products": [HALF, {**HALF, "max_units": 4}, {**HALF, "max_units_per_article": 2, "pick": "dearest"}],
    "amount_off_products": [ONE_OFF, {**ONE_OFF, "how": "across"}, {**ONE_OFF, "max_units": 4}],
    "amount_off_first_and_more": [FIRST, {**FIRST, "max_units_per_line": 4}],
    "campaign_price": [{"price": "5.00"}, {"price": "5.00", "max_units_per_article": 4}],
    "full_groups": [{**HALF, "group_size": 4}],
    "quantity_tiers": [TIERS, {**TIERS, "graduated": True}, {**TIERS, "lane": "order", "graduated": True}],
    "spend_tiers": [{"tiers": [{"at_least": "5.00", "percent": "10"}], "lane": lane} for lane in ("product", "order")],
    "percent_off_order": [HALF, {**HALF, "exceeding_quantity": 2}],
    "amount_off_order": [{"amount": "9.00"}],
    "order_price": [{"price": "9.00"}],
    "buy_x_pay_y": [{"buy": 3, "pay": 2}, {"buy": 3, "pay": 1, "max_times": 1}],
    "cheapest_discount": [{**HALF, "every": 3}, {**HALF, "every": 3, "grouping": "groups_ascending"}],
    "n_for_price": [{"quantity": 4, "price": "12.00"}, {"quantity": 4, "price": "12.00", "pick": "cheapest"}],
    "package": [{**HALF, "quantity": 5}],
    "bundle": [{"items": [{"of": TEA, "quantity": 2}, {"of": {"articles": ["mug"]}}], "price": "9.00"}],
    "buy_x_get_y": [
        {**HALF, "buy": {"quantity": 2}, "get": {"quantity": 1}},
        {**HALF, "buy": {"quantity": 2, "of": TEA}, "get": {"of": {"articles": ["mug"]}}},
    ],
    "free_gift": [{"articles": [{"article": "tea", "price": "1.00"}]}],
    "points": [{"points": 1, "per_spent": "1.00"}],
}  # fmt: skip
NOT_ON_UNITS = {
    *("free_delivery", "delivery_price", "amount_off_delivery", "percent_off_delivery"),
    *("free_fees", "fee_price", "amount_off_fees", "percent_off_fees"),
    *("voucher", "badge", "access", "trial_extension", "referral_reward"),
}


def bought(each: int) -> Checkout:
    """Three lines, the pieces of each worth something else."""
    return checkout(tea("9.99", each), {"article": "mug", "price": "7.35", "quantity": each}, tea("8.50", each))


def calls(of: Callable[[], Any]) -> int:
    """How many calls, of Python and of C, it takes."""
    count = 0

    def profile(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        of()
    finally:
        sys.setprofile(None)
    return count


def work(given: Book, each: int) -> int:
    read = bought(each)
    evaluate(given, read, explain="all")
    return calls(lambda: evaluate(given, read, explain="all"))


def test_every_kind_that_looks_at_units_is_here() -> None:
    assert {kind.tag() for kind in benefits_found()} == {*BENEFITS, *NOT_ON_UNITS}


@pytest.mark.parametrize(
    ("kind", "fields"), [(kind, fields) for kind, all_fields in BENEFITS.items() for fields in all_fields]
)
def test_6000_pieces_cost_at_most_twice_the_work_of_6(kind: str, fields: Json) -> None:
    given = book(campaign("a", percent("3")), campaign("b", {"type": kind, **fields}, combinable=True))
    assert not given.broken
    assert work(given, 2000) <= 2 * work(given, 2)


def test_conditions_do_not_count_pieces_one_by_one() -> None:
    many = [
        {"type": "quantity", "quantity": 1, "of": {"articles": ["tea"]}},
        {"type": "contains", "min_distinct": 2},
        {"type": "order_total", "amount": "1.00"},
        {"type": "cart", "field": "quantity", "operator": "at_least", "value": 2},
        {"type": "line", "field": "quantity", "operator": "at_least", "value": 2},
    ]
    given = book(campaign("a", percent("3"), conditions=many))
    assert work(given, 2000) <= 2 * work(given, 2)
