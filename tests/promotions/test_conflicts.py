"""The conflict rules of a stacking policy: one of a kind, overlapping products, so many campaigns, so much off."""

from __future__ import annotations

from typing import Any

import pytest

from tests.promotions.asking import Json, applied, ask, campaign, checkout, left, off, percent, promotion, reasons, tea

MUG = {"article": "mug", "price": "20.00"}
TAKE_BEST: Json = {"same_type": "take_best"}
OVERLAP: Json = {"overlapping_products": "combine_if_stackable", "exclusive_means": "sequential"}


def of(article: str, share: str, name: str, **more: Any) -> Json:
    return campaign(name, percent(share, of={"articles": [article]}), **more)


def test_of_campaigns_of_one_category_the_one_that_takes_most_off_applies() -> None:
    three = [campaign(name, off(amount), category="clearance") for name, amount in (("a", "1"), ("b", "3"), ("c", "2"))]
    other = campaign("other", off("0.50"), category="seasonal")
    free = campaign("free", off("0.25"))
    found = ask([*three, other, free], stacking=TAKE_BEST)
    assert reasons(found) == {
        "a": "beaten_by", "b": "applied", "c": "beaten_by", "other": "applied", "free": "applied",
    }  # fmt: skip
    assert {each.by for each in found.verdicts if each.reason == "beaten_by"} == {"b"}


def test_of_equals_of_one_category_the_one_that_would_run_first_applies() -> None:
    pair = [campaign("a", off("1.00"), category="x"), campaign("b", off("1.00"), category="x", priority=1)]
    assert applied(ask(pair, stacking=TAKE_BEST)) == ["b"]


def test_one_of_a_category_that_does_not_apply_beats_nobody_and_keeps_its_own_reason() -> None:
    idle = campaign("idle", off("9.00"), category="x", conditions=[{"type": "contains_article", "articles": ["mug"]}])
    found = ask([idle, campaign("a", off("1.00"), category="x")], stacking=TAKE_BEST)
    assert reasons(found) == {"idle": "condition_failed", "a": "applied"}


def test_the_best_of_a_category_is_judged_by_all_that_its_promotions_take_off() -> None:
    two = [promotion(off("2.00"), id="1"), promotion(percent("10"), id="2")]
    pair = [campaign("a", off("2.50"), category="x"), campaign("b", promotions=two, category="x")]
    assert applied(ask(pair, stacking=TAKE_BEST)) == ["b"]


def test_two_on_one_line_both_stand_if_both_are_combinable() -> None:
    pair = [of("tea", "10", "a", combinable=True), of("tea", "20", "b", combinable=True)]
    assert left(ask(pair, stacking=OVERLAP)) == ["7.20"]


@pytest.mark.parametrize(("first", "second"), [(False, True), (True, False), (False, False)])
def test_otherwise_the_one_that_takes_more_off_the_line_stands(first: bool, second: bool) -> None:
    pair = [of("tea", "10", "a", combinable=first, priority=1), of("tea", "20", "b", combinable=second)]
    assert (left(ask(pair, stacking=OVERLAP)), applied(ask(pair, stacking=OVERLAP))) == (["8.00"], ["b"])


def test_campaigns_on_different_lines_do_not_overlap() -> None:
    pair = [of("tea", "10", "a", combinable=False), of("mug", "20", "b", combinable=False)]
    assert left(ask(pair, checkout(tea(), MUG), stacking=OVERLAP)) == ["9.00", "16.00"]


def test_only_the_lines_in_dispute_are_lost() -> None:
    everywhere = campaign("all", percent("10"), combinable=False)
    found = ask([everywhere, of("tea", "20", "tea", combinable=False)], checkout(tea(), MUG), stacking=OVERLAP)
    assert left(found) == ["8.00", "18.00"]


def test_an_order_discount_is_spread_over_the_lines_that_it_may_touch() -> None:
    spread = campaign("order", off("3.00"), combinable=False)
    found = ask([spread, of("tea", "20", "tea", combinable=False)], checkout(tea(), MUG), stacking=OVERLAP)
    assert left(found) == ["8.00", "17.00"]


def test_the_first_so_many_campaigns_apply_and_those_that_give_nothing_do_not_count() -> None:
    idle = campaign("idle", percent(of={"articles": ["mug"]}))
    three = [campaign(name, off("1.00"), priority=9 - i) for i, name in enumerate("abc")]
    found = ask([idle, *three], stacking={"max_stacked_campaigns": 2})
    assert reasons(found) == {"a": "applied", "b": "applied", "c": "too_many_campaigns", "idle": "nothing_to_discount"}


def test_the_best_so_many_campaigns_apply_in_their_order() -> None:
    four = [campaign(name, off(amount)) for name, amount in (("a", "1"), ("b", "3"), ("c", "3"), ("d", "2"))]
    best = {"max_stacked_campaigns": 2, "max_stacked_choice": "best"}
    found = ask(four, stacking=best)
    assert applied(found) == ["b", "c"]
    assert reasons(found)["d"] == "too_many_campaigns"
    tie = {**best, "max_stacked_campaigns": 1}
    assert applied(ask(four, stacking=tie)) == ["b"]


def test_the_rules_work_in_their_order_one_of_a_kind_before_the_best_so_many() -> None:
    three = [
        campaign("a", off("5.00"), category="x"),
        campaign("b", off("4.00"), category="x"),
        campaign("c", off("1.00")),
    ]
    policy = {**TAKE_BEST, "max_stacked_campaigns": 2, "max_stacked_choice": "best"}
    assert applied(ask(three, stacking=policy)) == ["a", "c"]


def most(**bounds: Any) -> Json:
    return {"max_discount": bounds}


@pytest.mark.parametrize(
    ("bounds", "paid"),
    [
        ({"percent": "60"}, "4.00"),
        ({"percent": "100"}, "1.00"),
        ({"percent": "0.000001"}, "10.00"),
        ({"amounts": {"USD": "7.50"}}, "2.50"),
        ({"amounts": {"USD": "0"}}, "10.00"),
        ({"amounts": {"EUR": "1.00"}}, "1.00"),
        ({"percent": "60", "amounts": {"USD": "7.50"}}, "4.00"),
        ({"percent": "60", "amounts": {"USD": "5.50"}}, "4.50"),
    ],
)
def test_promotions_take_no_more_off_the_lines_than_the_company_allows(bounds: Json, paid: str) -> None:
    found = ask([campaign("a", off("5.00")), campaign("b", off("4.00"))], stacking=most(**bounds))
    assert left(found) == [paid]


def test_what_is_above_comes_off_the_last_ones_first() -> None:
    three = [campaign(name, off("4.00")) for name in "abc"]
    found = ask(three, stacking=most(percent="60"))
    assert {each.campaign: each.amount for each in found.applied} == {"a": "4.00", "b": "2.00"}
    assert reasons(found)["c"] == "max_discount_reached"


def test_the_maximum_is_a_share_of_list_value_and_cut_off_to_a_whole_minor_unit() -> None:
    bought = checkout(tea("9.99", manual_discount={"amount": "2.00"}))
    assert left(ask(campaign("a", off("9.99")), bought, stacking=most(percent="33"))) == ["4.70"]


def test_deliveries_and_fees_are_no_part_of_the_maximum() -> None:
    bought = checkout(deliveries=[{"amount": "5.00"}])
    found = ask(
        [campaign("a", off("9.00")), campaign("b", {"type": "free_delivery"})], bought, stacking=most(percent="1")
    )
    assert (left(found), found.totals.delivery) == (["9.90"], "0.00")


@pytest.mark.parametrize("scope", ["best_single", "best_per_line"])
def test_the_maximum_holds_in_every_mode(scope: str) -> None:
    bought = checkout(tea(), MUG)
    pair = [of("tea", "50", "a"), of("mug", "50", "b"), campaign("c", off("9.00"))]
    policy = {"priority_resolution": "highest_discount", "scope": scope, **most(percent="20")}
    found = ask(pair, bought, stacking=policy)
    assert found.totals.discount == "6.00"
    if scope == "best_per_line":
        assert {each.campaign: each.amount for each in found.applied} == {"a": "5.00", "b": "1.00"}
        assert reasons(found)["c"] == "max_discount_reached"


def test_a_line_cut_by_the_maximum_is_cut_in_proportion() -> None:
    bought = checkout(tea(), MUG)
    assert left(ask(campaign("a", percent("50")), bought, stacking=most(amounts={"USD": "3.00"}))) == ["9.00", "18.00"]
