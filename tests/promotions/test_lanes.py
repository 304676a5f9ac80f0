"""The one total order: product, order, fee, delivery; in each by priority, the marketer's order and id."""

from __future__ import annotations

import itertools

import pytest

from tests.promotions.asking import applied, ask, book, campaign, checkout, left, off, percent, promotion, reasons, tea

HALF = percent("50")
BOUGHT = {"deliveries": [{"amount": "5.00"}], "fees": [{"id": "bag", "amount": "2.00"}]}


def test_lanes_run_in_their_order_whatever_the_priorities() -> None:
    given = [
        campaign("delivery", {"type": "free_delivery"}, priority=9),
        campaign("fee", {"type": "free_fees"}, priority=8),
        campaign("order", off("1.00"), priority=7),
        campaign("product", HALF, priority=6),
    ]
    found = ask(given, checkout(**BOUGHT))
    assert applied(found) == ["product", "order", "fee", "delivery"]
    assert (left(found), found.totals.total) == (["4.00"], "4.00")


def test_in_a_lane_the_higher_priority_comes_first_then_the_marketer_s_order_then_the_id() -> None:
    order = [
        campaign("z", off("1.00"), priority=5),
        campaign("y", off("1.00"), priority=1, position=1),
        campaign("w", off("1.00"), priority=1, position=2),
        campaign("x", off("1.00"), priority=1, position=2),
        campaign("a", off("1.00")),
        campaign("b", off("1.00"), priority=-1),
    ]
    for given in itertools.islice(itertools.permutations(order), 0, 720, 41):
        assert applied(ask(list(given))) == ["z", "y", "w", "x", "a", "b"]


def test_promotions_of_a_campaign_run_in_their_own_order() -> None:
    two = [
        promotion(off("4.00"), id="first"),
        promotion(percent("50"), id="product"),
        promotion(off("4.00"), id="third"),
    ]
    found = ask(campaign("spring", promotions=two))
    assert [(each.promotion, each.amount) for each in found.applied] == [
        ("product", "5.00"), ("first", "4.00"), ("third", "1.00"),
    ]  # fmt: skip


def test_each_promotion_sees_what_those_before_it_left() -> None:
    assert left(ask([campaign("a", percent("50")), campaign("b", percent("50"))])) == ["2.50"]
    original = campaign("b", percent("50", base="original"))
    assert left(ask([campaign("a", percent("60")), original])) == ["0.00"]


def test_a_promotion_that_finds_nothing_left_is_not_applied() -> None:
    found = ask([campaign("a", off("10.00"), priority=1), campaign("b", off("1.00"))])
    assert reasons(found) == {"a": "applied", "b": "nothing_to_discount"}


def test_benefits_of_one_promotion_are_given_in_order_and_named_one_by_one() -> None:
    found = ask(campaign("spring", percent("10"), {"type": "campaign_price", "price": "8.00"}, percent("50")))
    adjusted = [(each.benefit, each.amount) for each in found.lines[0].adjustments]
    assert adjusted == [
        ("percent_off_products", "-1.00"), ("campaign_price", "-1.00"), ("percent_off_products", "-4.00"),
    ]  # fmt: skip
    assert (found.applied[0].amount, found.lines[0].campaign_price) == ("6.00", "4.00")


def test_benefits_of_two_lanes_do_not_go_into_one_promotion() -> None:
    broken = book(campaign("mixed", percent(), off("1.00"))).broken["mixed"]
    assert [(problem.path, problem.code) for problem in broken] == [("$.promotions[0].benefits[1]", "two_lanes")]


def test_an_order_total_is_judged_when_its_turn_comes() -> None:
    def over(on: str):
        condition = {"type": "order_total", "amount": "10.00", "on": on}
        return campaign("second", off("1.00"), conditions=[condition])

    first = campaign("first", percent("10"))
    assert applied(ask([first, over("after_discounts")])) == ["first"]
    assert applied(ask([first, over("before_discounts")])) == ["first", "second"]


@pytest.mark.parametrize(("selector", "paid"), [({"not_discounted": True}, ["9.00", "4.00"]), ({}, ["8.00", "4.00"])])
def test_a_promotion_may_leave_lines_alone_that_bear_a_discount(selector: dict[str, bool], paid: list[str]) -> None:
    first = campaign("first", percent("10", of={"articles": ["tea"]}), priority=1)
    second = campaign("second", {"type": "amount_off_products", "amount": "1.00", "of": selector})
    assert left(ask([first, second], checkout(tea(), {"article": "mug", "price": "5.00"}))) == paid


def test_taking_a_promotion_away_that_does_not_apply_changes_nothing() -> None:
    idle = campaign(
        "idle", off("1.00"), conditions=[{"type": "contains_article", "articles": ["mug"]}], combinable=False
    )
    busy = campaign("busy", off("2.00"))
    assert ask([idle, busy], explain="applied") == ask(busy, explain="applied")
