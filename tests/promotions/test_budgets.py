"""A campaign's budget: given whole or not at all (`skip`), or given as far as it goes (`cap`)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.promotions.asking import (
    applied,
    ask,
    campaign,
    checkout,
    left,
    off,
    percent,
    promotion,
    reason,
    reasons,
    tea,
)


def funded(amount: str, overrun: str, *benefits: Any, **more: Any):
    return campaign("spring", *benefits, budget={"amount": amount, "overrun": overrun}, **more)


@pytest.mark.parametrize(
    ("spent", "overrun", "paid", "said"),
    [
        ("0.00", "skip", "6.00", "applied"),
        ("16.00", "skip", "6.00", "applied"),
        ("16.01", "skip", "10.00", "budget_spent"),
        ("20.00", "skip", "10.00", "budget_spent"),
        ("16.01", "cap", "6.01", "applied"),
        ("19.99", "cap", "9.99", "applied"),
        ("20.00", "cap", "10.00", "budget_spent"),
        ("35.00", "cap", "10.00", "budget_spent"),
    ],
)
def test_a_budget_is_spent_whole_or_as_far_as_it_goes(spent: str, overrun: str, paid: str, said: str) -> None:
    found = ask(funded("20.00", overrun, off("4.00")), facts={"spent": {"spring": spent}})
    assert (left(found), reasons(found)) == ([paid], {"spring": said})


def test_without_word_of_it_nothing_has_been_spent() -> None:
    assert applied(ask(funded("4.00", "skip", off("4.00")), facts={"spent": {"autumn": "99.00"}})) == ["spring"]


def test_what_is_left_is_cut_from_each_line_in_proportion() -> None:
    bought = checkout(tea("30.00"), {**tea("60.00"), "article": "mug"}, {**tea("10.00"), "article": "nuts"})
    assert left(ask(funded("5.00", "cap", percent("50")), bought)) == ["28.50", "57.00", "9.50"]


def test_what_is_left_is_cut_from_an_amount_before_it_is_spread() -> None:
    bought = checkout(tea("30.00"), {**tea("60.00"), "article": "mug"})
    assert left(ask(funded("0.02", "cap", off("9.00")), bought)) == ["29.99", "59.99"]


def test_what_is_left_is_cut_from_deliveries_and_fees_too() -> None:
    bought = checkout(deliveries=[{"id": "a", "amount": "6.00"}, {"id": "b", "amount": "3.00"}])
    found = ask(funded("3.00", "cap", {"type": "free_delivery"}), bought)
    assert [each.total for each in found.deliveries] == ["4.00", "2.00"]


@pytest.mark.parametrize(("overrun", "paid"), [("cap", "5.00"), ("skip", "8.00")])
def test_promotions_of_one_campaign_draw_on_one_budget(overrun: str, paid: str) -> None:
    two = [promotion(off("2.00"), id="first"), promotion(off("4.00"), id="second")]
    found = ask(funded("5.00", overrun, promotions=two))
    assert left(found) == [paid]
    verdicts = {each.promotion: each.reason for each in found.verdicts}
    assert verdicts == {"first": None, "second": "budget_spent" if overrun == "skip" else None}


def test_promotions_in_different_lanes_draw_on_one_budget_too() -> None:
    two = [promotion({"type": "free_delivery"}, id="later"), promotion(percent("40"), id="first")]
    found = ask(funded("5.00", "cap", promotions=two), checkout(deliveries=[{"amount": "6.00"}]))
    assert (left(found), found.totals.delivery) == (["6.00"], "5.00")


@pytest.mark.parametrize(("overrun", "paid"), [("cap", "7.00"), ("skip", "10.00")])
def test_benefits_of_one_promotion_draw_on_one_budget(overrun: str, paid: str) -> None:
    assert left(ask(funded("3.00", overrun, off("2.00"), off("2.00")))) == [paid]


def test_a_budget_is_judged_by_what_the_checkout_can_bear_and_not_by_what_was_promised() -> None:
    assert left(ask(funded("10.00", "skip", off("99.00")))) == ["0.00"]


def test_a_skipped_campaign_neither_counts_nor_shuts_out_others() -> None:
    skipped = {**funded("1.00", "skip", off("4.00")), "combinable": False, "priority": 9, "exclusivity_group": "one"}
    other = campaign("other", off("3.00"), combinable=False, exclusivity_group="one")
    found = ask([skipped, other], stacking={"max_stacked_campaigns": 1})
    assert reasons(found) == {"spring": "budget_spent", "other": "applied"}


def test_a_budget_in_another_currency_is_that_of_the_campaign() -> None:
    yen = {**funded("300", "cap", off("500")), "currency": "JPY"}
    assert left(ask(yen, checkout(tea("1000"), currency="JPY"), facts={"spent": {"spring": "100"}})) == ["800"]


@pytest.mark.parametrize("scope", ["best_single", "best_per_line"])
def test_the_best_is_chosen_by_what_the_budget_lets_it_give(scope: str) -> None:
    poor = {**funded("1.00", "cap", percent("50")), "priority": 9}
    rich = campaign("rich", percent("20"))
    best = {"priority_resolution": "highest_discount", "scope": scope}
    found = ask([poor, rich], stacking=best)
    assert (left(found), applied(found)) == (["8.00"], ["rich"])
    assert reasons(found)["spring"] == "beaten_by"


def test_per_line_a_campaign_draws_on_one_budget_over_all_its_lanes() -> None:
    two = [promotion(percent("40"), id="first"), promotion(off("4.00"), id="later")]
    best = {"priority_resolution": "highest_discount", "scope": "best_per_line"}
    assert left(ask(funded("5.00", "cap", promotions=two), stacking=best)) == ["5.00"]


def test_a_campaign_without_a_budget_gives_what_it_promises() -> None:
    assert reason(campaign("spring", off("4.00")), facts={"spent": {"spring": "1000000.00"}}) == "applied"
