"""Lines of every sort: discounted by hand, with a floor, not discountable, weighed, brought by several deliveries."""

from __future__ import annotations

from typing import Any

import pytest

from tests.promotions.asking import Json, applied, ask, campaign, checkout, left, off, percent, reasons, tea

MUG = {"article": "mug", "price": "20.00"}


def by_hand(amount: str, price: str = "10.00", quantity: int | str = 1) -> Json:
    return tea(price, quantity, manual_discount={"amount": amount, "reason": "dented"})


def test_a_discount_given_by_hand_comes_first_and_is_shown_as_such() -> None:
    found = ask(campaign("a", percent("50")), checkout(by_hand("2.00")))
    line = found.lines[0]
    assert (line.subtotal, line.manual_discount, line.total) == ("10.00", "-2.00", "4.00")
    assert [each.amount for each in line.adjustments] == ["-4.00"]
    assert (found.totals.subtotal, found.totals.discount, found.totals.total) == ("10.00", "6.00", "4.00")


def test_a_percentage_of_the_list_price_never_takes_more_than_the_hand_left() -> None:
    assert left(ask(campaign("a", percent("90", base="original")), checkout(by_hand("2.00")))) == ["0.00"]


def test_a_promotion_can_leave_alone_what_bears_a_discount_by_hand() -> None:
    picky = campaign("a", percent("10", of={"not_discounted": True}))
    assert left(ask(picky, checkout(by_hand("2.00"), MUG))) == ["8.00", "18.00"]


def test_a_campaign_price_is_measured_against_what_the_hand_left() -> None:
    given = campaign("a", {"type": "campaign_price", "price": "7.00"})
    assert left(ask(given, checkout(by_hand("2.00"), by_hand("5.00")))) == ["7.00", "5.00"]


def test_a_whole_line_may_be_given_away_by_hand() -> None:
    found = ask(campaign("a", off("1.00")), checkout(by_hand("10.00")))
    assert (left(found), reasons(found)) == (["0.00"], {"a": "nothing_to_discount"})


@pytest.mark.parametrize("benefit", [percent("90"), off("99.00"), {"type": "campaign_price", "price": "1.00"}])
def test_no_promotion_goes_below_the_least_price(benefit: Json) -> None:
    assert left(ask(campaign("a", benefit), checkout(tea("10.00", 3, min_price="8.50")))) == ["25.50"]


def test_tiers_that_share_a_line_do_not_go_below_its_least_price_together() -> None:
    tiers = [{"at_least": 1, "amount": "2.00"}, {"at_least": 2, "amount": "2.00"}]
    benefit = {"type": "quantity_tiers", "tiers": tiers, "graduated": True}
    assert left(ask(campaign("a", benefit), checkout(tea("10.00", 2, min_price="9.00")))) == ["18.00"]


def test_what_a_full_line_cannot_bear_goes_to_the_others() -> None:
    bought = checkout(tea("10.00", min_price="9.00"), MUG)
    assert left(ask(campaign("a", off("9.00")), bought)) == ["9.00", "12.00"]


def test_what_no_line_can_bear_is_lost() -> None:
    bought = checkout(tea("10.00", min_price="9.00"), {**MUG, "min_price": "19.50"})
    found = ask(campaign("a", off("9.00")), bought)
    assert (left(found), found.applied[0].amount) == (["9.00", "19.50"], "1.50")


def test_a_hand_may_go_below_the_least_price_and_then_nothing_more_is_taken() -> None:
    bought = checkout(by_hand("5.00") | {"min_price": "8.00"}, MUG)
    assert left(ask(campaign("a", off("4.00")), bought)) == ["5.00", "16.00"]


@pytest.mark.parametrize(
    ("line", "margin", "with_tax", "least"),
    [
        ({"cost": "6.00"}, "25", True, "8.00"),
        ({"cost": "6.00"}, "0", True, "6.00"),
        ({"cost": "6.00"}, None, True, "0.00"),
        ({"cost": "6.00", "min_price": "8.50"}, "25", True, "8.50"),
        ({"cost": "6.00", "min_price": "7.00"}, "25", True, "8.00"),
        ({"cost": "6.00", "tax_rate": "25"}, "25", True, "10.00"),
        ({"cost": "6.00", "tax_rate": "20"}, "25", True, "9.60"),
        ({"cost": "6.00", "tax_rate": "20"}, "25", False, "8.00"),
        ({"cost": "6.00"}, "10", True, "6.67"),
        ({}, "10", True, "0.00"),
        ({"cost": "20.00"}, "10", True, "10.00"),
    ],
)
def test_a_least_margin_stays_above_the_cost(line: Json, margin: str | None, with_tax: bool, least: str) -> None:
    bought = checkout(tea("10.00", **line))
    settings: Json = {"tax": {"prices_include_tax": with_tax}} | ({} if margin is None else {"least_margin": margin})
    assert left(ask(campaign("a", off("99.00")), bought, **settings)) == [least]


def test_a_margin_on_weighed_goods_is_that_of_their_weight() -> None:
    bought = checkout(tea("10.00", "0.5", cost="6.00"))
    assert left(ask(campaign("a", off("99.00")), bought, least_margin="25")) == ["4.00"]


def test_a_line_that_is_not_discountable_is_touched_by_nothing_but_conditions_count_it() -> None:
    fixed = {**MUG, "discountable": False}
    worth = {"type": "order_total", "amount": "30.00"}
    for benefit, paid in (
        (percent("50"), "5.00"),
        (off("4.00"), "6.00"),
        ({"type": "campaign_price", "price": "1.00"}, "1.00"),
    ):
        assert left(ask(campaign("a", benefit, conditions=[worth]), checkout(tea(), fixed))) == [paid, "20.00"]


@pytest.mark.parametrize(
    ("price", "quantity", "subtotal"),
    [
        ("3.99", "0.345", "1.38"),
        ("3.00", "0.5", "1.50"),
        ("0.01", "0.5", "0.01"),
        ("0.01", "0.49", "0.00"),
        ("2.00", "3", "6.00"),
    ],
)
def test_weighed_goods_cost_their_weight_rounded_once(price: str, quantity: str, subtotal: str) -> None:
    line = ask([], checkout(tea(price, quantity))).lines[0]
    assert (line.subtotal, line.quantity) == (subtotal, quantity)


@pytest.mark.parametrize(("mode", "subtotal"), [("half_up", "0.13"), ("half_even", "0.12"), ("down", "0.12")])
def test_weighed_goods_are_rounded_as_the_company_rounds(mode: str, subtotal: str) -> None:
    assert ask([], checkout(tea("0.25", "0.5")), rounding={"mode": mode}).lines[0].subtotal == subtotal


@pytest.mark.parametrize(
    "benefit",
    [percent("50", max_units=1), {"type": "buy_x_pay_y", "buy": 2, "pay": 1}, percent("50", max_units_per_article=1)],
)
def test_benefits_that_count_units_skip_weighed_goods(benefit: Json) -> None:
    found = ask(campaign("a", benefit), checkout(tea("10.00", "3")))
    assert (left(found), applied(found)) == (["30.00"], [])


@pytest.mark.parametrize(
    ("benefit", "paid"),
    [(percent("50"), "0.69"), ({"type": "amount_off_products", "amount": "1.00"}, "1.03"),
     ({"type": "campaign_price", "price": "2.99"}, "1.03"), (off("0.38"), "1.00")],
)  # fmt: skip
def test_other_benefits_treat_weighed_goods_like_all_others(benefit: Json, paid: str) -> None:
    assert left(ask(campaign("a", benefit), checkout(tea("3.99", "0.345")))) == [paid]


def test_a_weighed_line_has_no_campaign_price_of_one_unit() -> None:
    assert ask(campaign("a", percent("50")), checkout(tea("10.00", "2"))).lines[0].campaign_price is None


def test_a_campaign_price_is_shown_where_the_product_lane_made_one() -> None:
    three = checkout(tea("10.00", 3))
    assert ask(campaign("a", percent("10")), three).lines[0].campaign_price == "9.00"
    assert ask(campaign("a", off("3.00")), three).lines[0].campaign_price is None
    assert ask(campaign("a", percent("10", max_units=1)), three).lines[0].campaign_price is None


SHIPMENTS: Json = {
    "deliveries": [
        {"id": "post", "amount": "5.00", "method": "post"},
        {"id": "courier", "amount": "9.00", "method": "courier"},
    ]
}


def delivered(*benefits: Json, **more: Any) -> list[str]:
    return [each.total for each in ask(campaign("a", *benefits), checkout(tea(), **SHIPMENTS, **more)).deliveries]


def test_each_of_several_deliveries_is_charged_and_discounted_by_itself() -> None:
    assert delivered({"type": "free_delivery", "methods": ["post"]}) == ["0.00", "9.00"]
    assert delivered({"type": "free_delivery"}) == ["0.00", "0.00"]
    assert delivered({"type": "delivery_price", "price": "6.00"}) == ["5.00", "6.00"]
    assert delivered({"type": "amount_off_delivery", "amount": "7.00"}) == ["2.50", "4.50"]
    assert delivered({"type": "percent_off_delivery", "percent": "10"}) == ["4.50", "8.10"]


def test_adjustments_of_deliveries_and_fees_stand_beside_them() -> None:
    free = campaign("a", {"type": "free_delivery"})
    bag = campaign("b", {"type": "percent_off_fees", "percent": "50"})
    found = ask([free, bag], checkout(tea(), **SHIPMENTS, fees=[{"id": "bag", "amount": "1.00"}]))
    for charge in (*found.deliveries, *found.fees):
        assert charge.amount != charge.total
        assert len(charge.adjustments) == 1
    assert (found.totals.delivery, found.totals.fees, found.totals.total) == ("0.00", "0.50", "10.50")


def test_a_condition_may_count_delivery_into_the_total() -> None:
    worth = {"type": "order_total", "amount": "24.00", "include_delivery": True}
    assert left(ask(campaign("a", off("1.00"), conditions=[worth]), checkout(tea(), **SHIPMENTS))) == ["9.00"]
    assert left(ask(campaign("a", off("1.00"), conditions=[worth]), checkout(tea()))) == ["10.00"]


@pytest.mark.parametrize(
    ("benefit", "units"),
    [
        (percent("10"), 3),
        (percent("10", max_units=2), 2),
        ({"type": "amount_off_products", "amount": "1.00"}, 3),
        ({"type": "amount_off_first_and_more", "first": "2.00", "more": "1.00"}, 3),
        ({"type": "amount_off_first_and_more", "first": "2.00", "more": "1.00", "max_units_per_line": 2}, 2),
        ({"type": "campaign_price", "price": "5.00", "max_units_per_article": 1}, 1),
        ({"type": "buy_x_pay_y", "buy": 3, "pay": 2}, 1),
        ({"type": "cheapest_discount", "every": 3, "percent": "100"}, 1),
        ({"type": "n_for_price", "quantity": 2, "price": "5.00"}, 2),
        (off("1.00"), 0),
    ],
    ids=lambda each: each["type"] if isinstance(each, dict) else "",
)
def test_an_adjustment_says_how_many_units_bear_it(benefit: Json, units: int) -> None:
    (adjustment,) = ask(campaign("a", benefit), checkout(tea("10.00", 3))).lines[0].adjustments
    assert adjustment.units == units


def test_the_instant_of_the_answer_is_in_universal_time() -> None:
    at = ask([], checkout(at="2026-06-15T19:00:00+07:00")).at
    assert at.isoformat() == "2026-06-15T12:00:00+00:00"
