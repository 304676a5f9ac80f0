"""Workings: what a benefit would have taken, what took a part of that away, and what rounding did."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from largesse.promotions.evaluation import Verdict, Working
from tests.promotions.asking import Json, ask, campaign, checkout, code, off, percent, promotion, tea


def verdicts(*campaigns: Json, bought: Any = None, **more: Any) -> dict[str, Verdict]:
    return {each.campaign: each for each in ask(list(campaigns), bought, **more).verdicts}


def working(given: Json, bought: Any = None, **more: Any) -> Working:
    (found,) = verdicts(given, bought=bought, **more)[given["id"]].workings
    return found


def lost(found: Working) -> list[tuple[str, str]]:
    return [(each.cause, each.amount) for each in found.shortfalls]


def test_a_benefit_that_takes_what_it_wants_has_nothing_to_tell() -> None:
    assert verdicts(campaign("plain", percent("10")))["plain"].workings == []


def test_its_own_maximum() -> None:
    most = working(campaign("most", percent("50", max_amount="3.00")))
    assert (most.benefit, most.wished, most.amount, lost(most)) == (
        "percent_off_products", "5.00", "3.00", [("max_amount", "2.00")],
    )  # fmt: skip
    order = working(campaign("order", {"type": "percent_off_order", "percent": "50", "max_amount": "3.00"}))
    assert (order.wished, order.amount, lost(order)) == ("5.00", "3.00", [("max_amount", "2.00")])


def test_a_lines_least_price() -> None:
    floored = checkout(tea(min_price="8.00"))
    assert lost(working(campaign("c", percent("50")), floored)) == [("floor", "3.00")]
    assert lost(working(campaign("c", off("5.00")), floored)) == [("floor", "3.00")]


def test_a_least_price_that_leaves_nothing_is_told_though_the_promotion_does_not_apply() -> None:
    (verdict,) = ask(campaign("c", percent("50")), checkout(tea(min_price="10.00"))).verdicts
    assert (verdict.reason, lost(verdict.workings[0])) == ("nothing_to_discount", [("floor", "5.00")])


def test_no_more_than_there_is() -> None:
    assert lost(working(campaign("c", off("12.50")))) == [("nothing_left", "2.50")]
    fee = {"type": "amount_off_fees", "amount": "3.00"}
    assert verdicts(campaign("c", fee), bought=checkout(fees=[{"id": "bag", "amount": "1.00"}]))["c"].amount == "1.00"


def test_a_budget_that_gives_what_is_left() -> None:
    capped = campaign("c", off("5.00"), budget={"amount": "2.00", "overrun": "cap"})
    assert lost(working(capped)) == [("budget", "3.00")]


def test_a_budget_that_is_all_or_nothing_says_what_it_would_have_cost_and_what_is_left() -> None:
    (verdict,) = ask(campaign("c", off("5.00"), budget={"amount": "2.00"}), facts={"spent": {"c": "0.50"}}).verdicts
    assert (verdict.reason, verdict.worth) == ("budget_spent", "5.00")
    assert verdict.finding is not None
    assert (verdict.finding.field, verdict.finding.wanted, verdict.finding.actual) == ("budget", "5.00", "1.50")


def test_the_companys_maximum_cuts_the_last_and_keeps_out_those_after_it() -> None:
    found = verdicts(
        campaign("a", off("2.00"), position=1),
        campaign("b", off("2.00"), position=2),
        campaign("c", off("2.00"), position=3),
        stacking={"max_discount": {"percent": "30"}},
    )
    assert found["a"].workings == []
    assert lost(found["b"].workings[0]) == [("max_discount", "1.00")]
    assert (found["c"].reason, found["c"].worth) == ("max_discount_reached", "2.00")


def test_several_causes_add_up_to_what_is_missing() -> None:
    many = working(
        campaign("c", percent("90", max_amount="6.00"), budget={"amount": "1.00", "overrun": "cap"}),
        checkout(tea(min_price="3.00")),
    )
    assert lost(many) == [("max_amount", "1.00"), ("floor", "2.00"), ("budget", "5.00")]
    assert Decimal(many.wished) - sum(Decimal(each.amount) for each in many.shortfalls) == Decimal(many.amount)


def test_lines_that_another_campaign_keeps_for_itself() -> None:
    found = verdicts(
        campaign("small", percent("10"), combinable=False),
        campaign("large", percent("20", of={"articles": ["tea"]}), combinable=False),
        bought=checkout(tea(), {"article": "mug", "price": "8.00"}),
        stacking={"overlapping_products": "combine_if_stackable", "exclusive_means": "sequential"},
    )
    (told,) = found["small"].workings
    assert (told.wished, told.amount) == ("1.60", "0.80")
    assert [(each.cause, each.amount, each.by) for each in told.shortfalls] == [("overlap", "0.80", "large")]


def test_a_promotion_kept_from_every_line_still_says_who_has_them() -> None:
    found = verdicts(
        campaign("small", percent("10"), combinable=False),
        campaign("large", percent("20"), combinable=False),
        stacking={"overlapping_products": "combine_if_stackable", "exclusive_means": "sequential"},
    )
    assert found["small"].reason == "nothing_to_discount"
    assert [(each.cause, each.amount, each.by) for each in found["small"].workings[0].shortfalls] == [
        ("overlap", "0.80", "large")
    ]


@pytest.mark.parametrize(
    ("stacking", "reason", "by", "worth"),
    [
        ({"exclusive_means": "exclusive_stops"}, "excluded_by", "first", "0.70"),
        ({"exclusive_means": "exclusive_wins"}, "excluded_by", "first", "1.00"),
        ({"exclusive_means": "sequential", "max_stacked_campaigns": 1}, "too_many_campaigns", None, "0.70"),
        ({"priority_resolution": "highest_discount", "scope": "best_single"}, "beaten_by", "first", "1.00"),
        ({"same_type": "take_best"}, "beaten_by", "first", "1.00"),
    ],
    ids=["stops", "wins", "too many", "single", "same type"],
)
def test_what_stacking_keeps_out_says_what_it_would_have_given_and_for_whom(
    stacking: Json, reason: str, by: str | None, worth: str
) -> None:
    tenth = {"type": "percent_off_order", "percent": "10"}
    first = campaign("first", off("3.00"), combinable=False, category="sale", position=1)
    second = campaign("second", tenth, category="sale", position=2, conditions=[{"type": "quantity", "quantity": 1}])
    kept_out = verdicts(first, second, stacking=stacking)["second"]
    assert (kept_out.reason, kept_out.by, kept_out.worth) == (reason, by, worth)
    assert [each.holds for each in kept_out.conditions] == [True]


def test_rounding_of_a_percentage() -> None:
    rounded = working(campaign("c", percent("10")), checkout(tea("9.99", quantity=2)))
    assert (rounded.wished, rounded.amount, rounded.rounding) == ("2.00", "2.00", "0.002")
    assert working(campaign("c", percent("10")), checkout(tea("9.94"))).rounding == "-0.004"


@pytest.mark.parametrize(
    ("benefit", "added"),
    [
        ({"type": "percent_off_order", "percent": "10"}, "0.001"),
        ({"type": "amount_off_products", "amount": "1.00"}, None),
        ({"type": "quantity_tiers", "tiers": [{"at_least": 1, "percent": "5"}]}, "0.0005"),
        ({"type": "percent_off_delivery", "percent": "33"}, "-0.0033"),
        ({"type": "spend_tiers", "tiers": [{"at_least": "1.00", "percent": "5"}]}, "0.0005"),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else str(value),
)
def test_rounding_is_told_of_every_benefit(benefit: Json, added: str | None) -> None:
    bought = checkout(tea("9.99"), deliveries=[{"amount": "0.01"}])
    workings = verdicts(campaign("c", benefit), bought=bought)["c"].workings
    assert [each.rounding for each in workings] == ([added] if added else [])


def test_price_endings_are_told_as_rounding() -> None:
    ended = working(campaign("c", percent("10")), checkout(tea("9.99")), price_endings={"USD": ["0.90"]})
    assert (ended.wished, ended.rounding) == ("1.09", "0.091")


def test_an_amount_too_large_for_finer_units_goes_without_word_of_rounding() -> None:
    huge = campaign("c", percent("10", max_amount="900000000000.00"))
    assert verdicts(huge, bought=checkout(tea("9.99")))["c"].workings == []


def test_each_benefit_of_a_promotion_has_its_own() -> None:
    two = campaign("c", promotions=[promotion(percent("50", max_amount="1.00"), percent("10", max_amount="0.50"))])
    found = verdicts(two)["c"].workings
    assert [(each.wished, each.amount) for each in found] == [("5.00", "1.00"), ("0.90", "0.50")]


def test_every_condition_is_told_whether_it_holds_or_not() -> None:
    conditions = [{"type": "order_total", "amount": "20.00"}, code("SAVE"), {"type": "quantity", "quantity": 1}]
    given = campaign("c", off("1.00"), conditions=conditions)
    told = verdicts(given, bought=checkout(codes=["SAVE"]))["c"].conditions
    assert [(each.path, each.holds, each.finding.type) for each in told] == [
        ("conditions[0]", False, "order_total"),
        ("conditions[1]", True, "has_code"),
        ("conditions[2]", True, "quantity"),
    ]


def test_conditions_are_told_as_they_were_when_the_promotions_turn_came() -> None:
    found = verdicts(
        campaign("a", off("4.00"), position=1),
        campaign("b", off("1.00"), position=2, conditions=[{"type": "order_total", "amount": "5.00"}]),
    )
    (told,) = found["b"].conditions
    assert (told.holds, told.finding.actual) == (True, "6.00")


@pytest.mark.parametrize(
    ("given", "bought", "field", "wanted", "actual"),
    [
        ({"stores": ["s1"]}, {"store": "s2"}, "stores", ["s1"], "s2"),
        ({"channels": ["web"]}, {}, "channels", ["web"], None),
        ({"website": "th"}, {"website": "se"}, "website", "th", "se"),
        ({"currency": "EUR"}, {}, "currency", "EUR", "USD"),
        ({"audiences": ["vip"]}, {}, "audiences", ["vip"], []),
        (
            {"starts_at": "2026-07-01T00:00:00+07:00", "time_zone": "Asia/Bangkok"}, {}, "starts_at",
            "2026-07-01T00:00:00+07:00", "2026-06-15T19:00:00+07:00",
        ),
        ({"ends_at": "2026-06-01T00:00:00Z"}, {}, "ends_at", "2026-06-01T00:00:00+00:00", "2026-06-15T12:00:00+00:00"),
    ],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_a_shut_gate_says_what_it_wanted_and_what_was_there(
    given: Json, bought: Json, field: str, wanted: object, actual: object
) -> None:
    verdict = verdicts(campaign("c", off("1.00"), **given), bought=checkout(**bought))["c"]
    assert verdict.finding is not None
    assert (verdict.finding.type, verdict.finding.field) == ("campaign", field)
    assert (verdict.finding.wanted, verdict.finding.actual) == (wanted, actual)
    assert verdict.conditions == []


def test_a_limit_says_how_many_uses_there_are_and_were() -> None:
    limited = campaign("c", off("1.00"), limits=[{"uses": 5, "per": "customer"}, {"uses": 9}])
    verdict = verdicts(limited, facts={"uses": {"c": 9}})["c"]
    assert verdict.finding is not None
    assert (verdict.finding.wanted, verdict.finding.actual) == (9, 9)
