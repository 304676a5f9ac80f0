"""Which of several campaigns apply: combinable or not, in groups, in each of the modes that engines mean by it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.promotions.asking import Json, applied, ask, campaign, checkout, left, off, percent, promotion, reasons, tea

STOPS: Json = {"exclusive_means": "exclusive_stops"}
WINS: Json = {"exclusive_means": "exclusive_wins"}
IN_TURN: Json = {"exclusive_means": "sequential"}
SINGLE: Json = {"priority_resolution": "highest_discount", "scope": "best_single"}
PER_LINE: Json = {"priority_resolution": "highest_discount", "scope": "best_per_line"}
BEST: Json = {"priority_resolution": "highest_discount", "scope": "order"}
MODES = pytest.mark.parametrize("policy", [STOPS, WINS, IN_TURN, BEST, SINGLE, PER_LINE])

NEVER = {"type": "contains_article", "articles": ["mug"]}
MUG = {"article": "mug", "price": "20.00"}


def given(name: str, amount: str, priority: int = 0, **more: Any) -> Json:
    return campaign(name, off(amount), priority=priority, **more)


def alone(name: str, amount: str, priority: int = 0, **more: Any) -> Json:
    return given(name, amount, priority, combinable=False, **more)


def outcome(policy: Json, *campaigns: Json, **more: Any) -> dict[str, str]:
    return reasons(ask(list(campaigns), stacking=policy, **more))


def test_stops_one_that_is_not_combinable_keeps_out_all_after_it() -> None:
    found = outcome(STOPS, given("a", "1", 1), alone("first", "1", 2), alone("b", "1"))
    assert found == {"first": "applied", "a": "excluded_by", "b": "excluded_by"}


def test_stops_one_that_is_not_combinable_only_comes_first() -> None:
    found = outcome(STOPS, given("a", "1", 3), alone("late", "1", 2), given("b", "1", 1))
    assert found == {"a": "applied", "late": "excluded_by", "b": "applied"}


def test_stops_one_that_finds_nothing_stops_nobody() -> None:
    nothing = campaign("nothing", percent(of={"articles": ["mug"]}), combinable=False)
    failing = alone("failing", "1", 8, conditions=[NEVER])
    assert outcome(STOPS, nothing, failing, given("a", "1")) == {
        "a": "applied", "nothing": "nothing_to_discount", "failing": "condition_failed",
    }  # fmt: skip


def test_stops_across_lanes_since_lanes_come_in_their_order() -> None:
    early = campaign("early", percent(), priority=1)
    assert outcome(STOPS, early, alone("late", "1", 9)) == {"early": "applied", "late": "excluded_by"}


def test_wins_one_that_is_not_combinable_beats_all_others_whatever_their_priority() -> None:
    found = outcome(WINS, given("a", "9", 9), alone("x", "1", 1), alone("y", "2", 2))
    assert found == {"a": "excluded_by", "x": "excluded_by", "y": "applied"}


def test_wins_the_highest_priority_whatever_the_lane() -> None:
    product = campaign("product", percent(), combinable=False)
    assert outcome(WINS, product, alone("order", "1", 1)) == {"product": "excluded_by", "order": "applied"}


def test_wins_one_that_gives_nothing_on_the_untouched_checkout_is_not_eligible() -> None:
    nothing = campaign("nothing", {"type": "free_fees"}, combinable=False, priority=9)
    found = outcome(WINS, nothing, given("a", "1"), given("b", "1"))
    assert found == {"nothing": "nothing_to_discount", "a": "applied", "b": "applied"}


def test_in_turn_nobody_is_shut_out() -> None:
    assert set(outcome(IN_TURN, alone("a", "1"), alone("b", "1"), given("c", "1")).values()) == {"applied"}


def test_best_the_campaigns_that_together_take_most_off_apply() -> None:
    found = ask([alone("big", "5", 9), given("a", "3"), given("b", "2.50")], stacking=BEST)
    assert (left(found), reasons(found)) == (["4.50"], {"big": "beaten_by", "a": "applied", "b": "applied"})
    found = ask([alone("big", "6"), given("a", "3", 9), given("b", "2.50", 9)], stacking=BEST)
    assert (left(found), applied(found)) == (["4.00"], ["big"])


def test_best_is_not_greedy() -> None:
    first = given("first", "5", 9, exclusivity_group="one")
    second = given("second", "4", exclusivity_group="two", combinable=False)
    third = given("third", "4", 5, exclusivity_group="one")
    fourth = given("fourth", "3", exclusivity_group="two")
    policy = {**BEST, "max_stacked_campaigns": 2}
    assert applied(ask([first, second, third, fourth, given("fifth", "1", 8)], stacking=policy)) == ["first", "fourth"]


def test_best_leaves_out_what_stands_in_the_way_of_more() -> None:
    small = campaign("small", percent("10"), priority=9)
    large = campaign("large", off("8.00"), conditions=[{"type": "order_total", "amount": "10.00"}])
    found = ask([small, large], stacking=BEST)
    assert (left(found), reasons(found)) == (["2.00"], {"small": "beaten_by", "large": "applied"})


@pytest.mark.parametrize(("one", "other"), [({"priority": 1}, {}), ({}, {"position": 1}), ({}, {"id": "zz"})])
def test_best_of_equal_sets_the_higher_priority_then_the_marketer_s_order_then_the_id(one: Json, other: Json) -> None:
    first = {**campaign("m", off("1.00"), exclusivity_group="g"), **one}
    second = {**campaign("n", off("1.00"), exclusivity_group="g"), **other}
    assert applied(ask([second, first], stacking=BEST)) == ["m"]


def test_best_what_gives_but_costs_nothing_is_given_too() -> None:
    points = campaign("points", {"type": "points", "points": 5})
    assert applied(ask([given("a", "1"), points], stacking=BEST)) == ["a", "points"]


def test_best_so_far_is_the_answer_when_the_steps_run_out_and_it_says_so() -> None:
    many = [campaign(f"c{i:02}", percent("10", of={"articles": [f"a{i}"]})) for i in range(60)]
    bought = checkout(*[{"article": f"a{i}", "price": "10.00"} for i in range(60)])
    found = [ask(many, bought, stacking=BEST, steps=steps, explain="applied") for steps in (100, 1000)]
    assert [(each.cut_short, each.totals.discount) for each in found] == [(True, "60.00"), (False, "60.00")]


def test_single_the_one_that_takes_most_off_is_used_alone() -> None:
    found = ask([given("a", "3", 9), given("b", "4"), given("c", "2")], stacking=SINGLE)
    assert (left(found), reasons(found)) == (["6.00"], {"a": "beaten_by", "b": "applied", "c": "beaten_by"})


@pytest.mark.parametrize(
    ("one", "other"),
    [({"priority": 1}, {}), ({}, {"position": 1}), ({"id": "a"}, {"id": "b"}), ({"lane": True}, {"priority": 9})],
)
def test_single_of_equals_the_one_that_would_run_first(one: Json, other: Json) -> None:
    first, lane = one.pop("id", "z"), one.pop("lane", False)
    pair = [
        campaign(other.pop("id", "y"), off("1.00"), **other),
        campaign(first, percent() if lane else off("1.00"), **one),
    ]
    assert applied(ask(pair, stacking=SINGLE)) == [first]


def test_single_a_promotion_that_gives_nothing_does_not_put_its_campaign_first() -> None:
    nothing = promotion(percent(of={"articles": ["mug"]}), id="nothing")
    late = campaign("late", promotions=[nothing, promotion(off("1.00"), id="1")], position=1)
    early = campaign("early", off("1.00"))
    for explain in ("all", "applied"):
        assert applied(ask([late, early], stacking=SINGLE, explain=explain)) == ["early"]


def test_single_counts_what_is_taken_off_deliveries_and_fees() -> None:
    delivered = checkout(deliveries=[{"amount": "5.00"}])
    free = campaign("free", {"type": "free_delivery"})
    assert applied(ask([free, given("a", "4.99")], delivered, stacking=SINGLE)) == ["free"]


def test_single_a_campaign_is_judged_by_all_its_promotions() -> None:
    pair = campaign("pair", promotions=[promotion(off("2.00"), id="1"), promotion(off("2.00"), id="2")])
    assert applied(ask([given("a", "3"), pair], stacking=SINGLE)) == ["pair"]


def test_per_line_each_line_goes_to_the_campaign_that_takes_most_off_it() -> None:
    tea_only = campaign("tea", percent("30", of={"articles": ["tea"]}))
    everywhere = campaign("all", percent("20"))
    found = ask([tea_only, everywhere], checkout(tea(), MUG), stacking=PER_LINE)
    assert left(found) == ["7.00", "16.00"]
    assert {each.campaign: each.amount for each in found.applied} == {"tea": "3.00", "all": "4.00"}


def test_per_line_other_lanes_follow_in_turn() -> None:
    found = ask([campaign("a", percent("30")), campaign("b", percent("20")), given("c", "1"), given("d", "1")],
                stacking=PER_LINE)  # fmt: skip
    assert (left(found), reasons(found)["b"]) == (["5.00"], "beaten_by")


def test_per_line_equals_go_to_the_one_that_would_run_first() -> None:
    pair = [campaign("a", percent("20")), campaign("b", percent("20"), priority=1)]
    assert applied(ask(pair, stacking=PER_LINE)) == ["b"]


def test_per_line_a_group_has_one_campaign_and_its_lines_go_to_the_next_best() -> None:
    one = campaign("one", percent("50", of={"articles": ["tea"]}), exclusivity_group="g", priority=1)
    two = campaign("two", percent("50", of={"articles": ["mug"]}), exclusivity_group="g")
    rest = campaign("rest", percent("10"))
    found = ask([one, two, rest], checkout(tea(), MUG), stacking=PER_LINE)
    assert (left(found), reasons(found)) == (
        ["5.00", "18.00"], {"one": "applied", "two": "excluded_by", "rest": "applied"},
    )  # fmt: skip


def test_per_line_no_more_campaigns_apply_than_the_company_allows() -> None:
    one = campaign("one", percent("50", of={"articles": ["tea"]}), priority=1)
    two = campaign("two", percent("50", of={"articles": ["mug"]}))
    found = ask([one, two, given("c", "1")], checkout(tea(), MUG), stacking={**PER_LINE, "max_stacked_campaigns": 1})
    assert (left(found), applied(found)) == (["5.00", "20.00"], ["one"])


@MODES
def test_a_campaign_never_shuts_out_its_own_promotions(policy: Json) -> None:
    several = [
        promotion(percent(), id="1"),
        promotion({"type": "free_delivery"}, id="2"),
        promotion(off("1.00"), id="3"),
    ]
    own = campaign("own", promotions=several, combinable=False, exclusivity_group="g", priority=9)
    found = ask([own], checkout(deliveries=[{"amount": "5.00"}]), stacking={**policy, "max_stacked_campaigns": 1})
    assert [each.promotion for each in found.applied] == ["1", "3", "2"]


@pytest.mark.parametrize("policy", [STOPS, WINS, IN_TURN])
def test_of_a_group_only_the_first_that_applies_does(policy: Json) -> None:
    group: Json = {"exclusivity_group": "vouchers"}
    idle = given("idle", "1", 9, conditions=[NEVER], **group)
    found = outcome(policy, idle, given("a", "1", 2, **group), given("b", "1", 1, **group), given("c", "1"))
    assert found == {"idle": "condition_failed", "a": "applied", "b": "excluded_by", "c": "applied"}


def test_a_verdict_names_the_campaign_that_stood_in_the_way() -> None:
    group: Json = {"exclusivity_group": "vouchers"}
    for policy, pair in (
        (STOPS, [alone("a", "2", 1), given("b", "1")]),
        (STOPS, [given("a", "2", 1), alone("b", "1")]),
        (WINS, [alone("a", "1"), given("b", "2")]),
        (IN_TURN, [given("a", "2", 1, **group), given("b", "1", **group)]),
        (SINGLE, [given("a", "2"), given("b", "1")]),
        (PER_LINE, [campaign("a", percent("20")), campaign("b", percent("10"))]),
    ):
        verdicts = {each.campaign: each.by for each in ask(pair, stacking=policy).verdicts}
        assert verdicts == {"a": None, "b": "a"}


@pytest.mark.parametrize(("behavior", "names"), [("exclusive", ["a"]), ("stackable", ["a", "b", "c"])])
def test_a_company_says_what_campaigns_are_that_do_not_say_it(behavior: str, names: list[str]) -> None:
    three = [given("a", "1", 3), given("b", "1", 2), given("c", "1", 1)]
    assert applied(ask(three, stacking={**STOPS, "default_behavior": behavior})) == names


def test_a_campaign_that_says_it_is_combinable_is_so_whatever_the_company_says() -> None:
    two = [given("a", "1", 3, combinable=True), given("b", "1", 2), given("c", "1", 1, combinable=True)]
    assert applied(ask(two, stacking={**STOPS, "default_behavior": "exclusive"})) == ["a", "c"]


@MODES
def test_nothing_applies_where_nothing_is_eligible(policy: Json) -> None:
    found = ask([given("a", "1", conditions=[NEVER]), alone("b", "1", conditions=[NEVER])], stacking=policy)
    assert (left(found), reasons(found)) == (["10.00"], {"a": "condition_failed", "b": "condition_failed"})


@MODES
def test_an_empty_book_changes_nothing(policy: Json) -> None:
    assert left(ask([], checkout(tea(), MUG), stacking=policy)) == ["10.00", "20.00"]


def test_per_line_what_the_company_s_maximum_leaves_nothing_of_says_so() -> None:
    policy = {**PER_LINE, "max_discount": {"amounts": {"USD": "1.00"}}}
    off_tea, off_mug = (
        campaign(name, {"type": "amount_off_products", "amount": amount, "of": {"articles": [name]}}, priority=priority)
        for name, amount, priority in (("tea", "1.00", 2), ("mug", "3.00", 1))
    )
    found = ask([off_tea, off_mug], checkout(tea(), MUG), stacking=policy)
    assert (left(found), reasons(found)) == (["9.00", "20.00"], {"tea": "applied", "mug": "max_discount_reached"})


def test_what_finds_nothing_says_so_even_when_the_maximum_is_used_up() -> None:
    policy = {"max_discount": {"amounts": {"USD": "1.00"}}}
    elsewhere = campaign("b", {"type": "amount_off_products", "amount": "1.00", "of": {"articles": ["cup"]}})
    found = ask([given("a", "1", 9), elsewhere, given("c", "1")], stacking=policy)
    assert reasons(found) == {"a": "applied", "b": "nothing_to_discount", "c": "max_discount_reached"}
