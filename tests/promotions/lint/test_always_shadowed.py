"""A campaign that another one always keeps out is found; one that may get its turn is not."""

from __future__ import annotations

from typing import Any

import pytest

from largesse.promotions.evaluate import evaluate
from tests.promotions.asking import Json, campaign, code, off, percent, promotion
from tests.promotions.lint.looking import cautions, places, study

GOLD: Json = {"type": "customer_tier", "tiers": ["gold"]}
SPEND: Json = {"type": "order_total", "amount": "20.00"}
TEA: Json = {"articles": ["tea"]}


def pair(first: Json, second: Json, **policy: Any) -> list[str]:
    """What is found of two campaigns of which the first has its turn first."""
    wide = campaign("first", **{"promotions": [promotion(percent("10"))], "priority": 5, "combinable": False, **first})
    late = campaign("late", **{"promotions": [promotion(percent("20", of=TEA))], **second})
    return places("always_shadowed", wide, late, stacking=policy)


def asks(*conditions: Json, of: Json | None = None) -> Json:
    return {"promotions": [promotion(percent("15", of=of or {}), conditions=list(conditions))]}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"combinable": True}, {"combinable": False}),
        ({"combinable": None, "exclusivity_group": "g"}, {"exclusivity_group": "g"}),
        (asks(GOLD), asks(SPEND, GOLD)),
        (asks(SPEND), asks(SPEND, GOLD)),
        (asks(of=TEA), asks(of=TEA)),
        ({"stores": ["s1", "s2"]}, {"stores": ["s2"]}),
        ({"starts_at": "2026-01-01T00:00:00Z"}, {"starts_at": "2026-07-01T00:00:00Z"}),
        ({}, {"promotions": [promotion({"type": "buy_x_pay_y", "buy": 3, "pay": 2, "of": TEA}, id="p1")]}),
    ],
)
def test_what_never_gets_its_turn_is_found(first: Json, second: Json):
    assert pair(first, second) == ["late"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"combinable": True}, {}),
        ({"combinable": True}, {"combinable": True}),
        (asks(GOLD), {}),
        (asks(code("X")), asks(GOLD)),
        (asks(of={"articles": ["mug"]}), {}),
        ({"promotions": [promotion(percent("10", max_units=1, of={"articles": ["mug"]}))]}, {}),
        ({"promotions": [promotion({"type": "buy_x_pay_y", "buy": 3, "pay": 2})]}, {}),
        ({"stores": ["s1"]}, {"stores": ["s1", "s2"]}),
        ({"stores": ["s1"]}, {}),
        ({"audiences": ["a"]}, {}),
        ({"website": "shop"}, {}),
        ({"ends_at": "2026-07-01T00:00:00Z"}, {}),
        ({"windows": [{"weekdays": ["monday"]}]}, {}),
        ({"limits": [{"uses": 5}]}, {}),
        ({"budget": {"amount": "100.00"}}, {}),
        ({"priority": -5}, {}),
        ({"currency": "EUR"}, {}),
        (asks({**SPEND, "operator": "at_most"}), asks({**SPEND, "operator": "at_most"})),
    ],
)
def test_what_may_get_its_turn_is_left_alone(first: Json, second: Json):
    assert pair(first, second) == []


@pytest.mark.parametrize(
    "policy",
    [
        {"exclusive_means": "sequential"},
        {"exclusive_means": "exclusive_wins"},
        {"priority_resolution": "highest_discount"},
        {"overlapping_products": "combine_if_stackable"},
    ],
)
def test_under_other_policies_nothing_is_claimed(policy: Json):
    assert pair({}, {}, **policy) == []


def test_a_campaign_that_stops_the_rest_is_no_shadow_while_something_may_stop_it():
    before = campaign("before", off("1.00", of=TEA), priority=9, combinable=True, conditions=[GOLD])
    stopper = campaign("stopper", off("2.00"), priority=5, combinable=False)
    assert places("always_shadowed", before, stopper, campaign("late", off("3.00"))) == []
    assert places("always_shadowed", stopper, campaign("late", off("3.00"))) == ["late"]


def test_every_promotion_of_the_campaign_must_be_kept_out():
    first = campaign("first", off("1.00", of=TEA), priority=5, combinable=False)
    late = campaign("late", promotions=[promotion(off("2.00", of=TEA), id="a"), promotion(off("2.00"), id="b")])
    assert places("always_shadowed", first, late) == []


def test_the_checkout_that_comes_with_it_shows_it():
    given = [campaign("first", percent("10"), priority=5, combinable=False), campaign("late", percent("20"))]
    (caution,) = cautions("always_shadowed", *given)
    assert caution.others == ["first"]
    assert caution.checkout is not None
    assert caution.facts is not None
    shown = evaluate(study(*given).book, caution.checkout, caution.facts, explain="all")
    assert [(each.campaign, each.reason, each.by) for each in shown.verdicts if each.reason] == [
        ("late", "excluded_by", "first")
    ]
