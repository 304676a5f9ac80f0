"""The best set over the whole order, held against every admissible set tried out; `make brute` does it at length."""

from __future__ import annotations

from typing import Any

import pytest

from tests.promotions.asking import applied, ask, campaign, checkout, left, off, percent, tea
from tests.promotions.combination.contest import differs, invent, searched

BEST: Any = {"priority_resolution": "highest_discount"}


@pytest.mark.parametrize("first", range(0, 200, 25))
def test_the_search_finds_what_brute_force_finds(first: int) -> None:
    assert [problem for seed in range(first, first + 25) if (problem := differs(seed, 1 + seed % 8))] == []


def test_more_campaigns_are_searched_too() -> None:
    assert [problem for seed in range(10_001, 10_004) if (problem := differs(seed, 11))] == []


def test_where_steps_run_out_the_best_so_far_is_returned_and_never_worse_with_more_steps() -> None:
    for seed in (2, 9, 16):
        worths = [searched(invent(seed, 25, steps))[0] for steps in (30, 300, 3_000)]
        assert worths == sorted(worths)
        assert worths[-1] > 0


def test_the_evaluation_says_that_the_search_was_cut_short() -> None:
    rivals = [campaign(f"c{i}", percent(str(10 + i), of={"articles": ["tea"]})) for i in range(30)]
    found = ask(rivals, stacking={**BEST, "max_stacked_campaigns": 3}, steps=100, explain="applied")
    assert (found.cut_short, len(applied(found)) > 0) == (True, True)


def test_bundles_that_compete_for_units_are_weighed_against_each_other() -> None:
    """Three for 20 uses up what two pairs at half price would need; together the pairs save more."""
    three = campaign("three", {"type": "n_for_price", "quantity": 3, "price": "20.00"}, exclusivity_group="deal")
    pairs = campaign("pairs", {"type": "cheapest_discount", "every": 2, "percent": "60"}, exclusivity_group="deal")
    found = ask([three, pairs], checkout(tea("10.00", 4)), stacking=BEST)
    assert (applied(found), left(found)) == (["pairs"], ["28.00"])


def test_a_discount_that_takes_a_threshold_from_a_larger_one_is_left_out() -> None:
    small = campaign("small", percent("5"), priority=9)
    large = campaign("large", off("4.00"), conditions=[{"type": "order_total", "amount": "10.00"}])
    assert applied(ask([small, large], stacking=BEST)) == ["large"]


def test_a_tier_that_is_only_reached_without_another_discount_counts() -> None:
    """Between two tiers more may be saved with less taken off before."""
    tiers = [{"at_least": "5.00", "amount": "1.00"}, {"at_least": "10.00", "amount": "5.00"}]
    found = ask([campaign("p", percent("10")), campaign("t", {"type": "spend_tiers", "tiers": tiers})], stacking=BEST)
    assert (applied(found), left(found)) == (["t"], ["5.00"])


def test_a_floor_leaves_nothing_for_the_second_and_the_preferred_one_stays() -> None:
    bought = checkout(tea(min_price="8.00"))
    two = [campaign("a", percent("20")), campaign("b", percent("30"), priority=5)]
    assert applied(ask(two, bought, stacking=BEST)) == ["b"]


def test_a_budget_that_is_all_but_spent_makes_room_for_a_rival() -> None:
    rich = campaign("rich", percent("50"), exclusivity_group="g", budget={"amount": "1.00", "overrun": "cap"})
    plain = campaign("plain", percent("20"), exclusivity_group="g")
    assert applied(ask([rich, plain], stacking=BEST)) == ["plain"]


def test_of_sets_that_save_the_same_the_one_of_higher_priority_is_taken() -> None:
    three = [
        campaign("a", off("2.00"), priority=1),
        campaign("b", percent("20"), priority=2),
        campaign("c", off("2.00")),
    ]
    assert applied(ask(three, stacking={**BEST, "max_stacked_campaigns": 1})) == ["b"]
