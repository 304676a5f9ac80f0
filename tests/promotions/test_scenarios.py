"""Scenarios: what holds is silent, what does not says what was expected, what was found, and why."""

from __future__ import annotations

from typing import Any

import pytest

from largesse.core.errors import Invalid
from largesse.promotions.check_scenarios import Tried, try_scenarios
from largesse.promotions.definition import Campaign
from largesse.promotions.settings import Settings
from tests.promotions.asking import Json, campaign, off, percent, promotion, read, tea

DRINKS = [{"type": "order_total", "amount": "20.00"}]
FREE_MUG = {"type": "free_gift", "articles": [{"article": "mug", "price": "4.00"}]}


def scenario(expect: Json, *lines: Json, **more: Any) -> Json:
    return {"name": "case", "checkout": {"currency": "USD", "lines": list(lines) or [tea()]}, "expect": expect, **more}


def tried(given: Json, *others: Json, **settings: Any) -> list[Tried]:
    beside = {each["id"]: read(Campaign, each) for each in others}
    return try_scenarios(read(Campaign, given), read(Settings, settings), beside)


def said(given: Json, *others: Json, **settings: Any) -> list[tuple[str, str, str]]:
    """(what, expected, found) of every difference."""
    return [
        (each.what, each.expected, each.found) for one in tried(given, *others, **settings) for each in one.differences
    ]


def tenth(expect: Json, *lines: Json, **more: Any) -> list[tuple[str, str, str]]:
    """Differences of one scenario of a campaign that takes a tenth off orders from 20.00."""
    given = campaign("c", percent(), conditions=DRINKS)
    return said({**given, "scenarios": [scenario(expect, *lines, **more)]})


def test_what_holds_is_silent():
    lines = {"1": "27", "2": "2.70"}
    expect = {"total": "29.7", "discount": "3.30", "lines": lines, "applied": ["p1"], "delivery": "0", "tax": "0.00"}
    assert tenth(expect, tea("30.00"), tea("3.00", id="2")) == []


def test_every_amount_that_differs_is_named_with_both_figures():
    expect = {"total": "29.00", "discount": "1.00", "lines": {"1": "26.99", "7": "1.00"}}
    assert tenth(expect, tea("30.00")) == [
        ("total", "29.00", "27.00"),
        ("discount", "1.00", "3.00"),
        ("line 1", "26.99", "27.00"),
        ("line 7", "1.00", "no such line"),
    ]


def test_a_promotion_that_should_have_applied_comes_with_the_reason_why_it_did_not():
    given = campaign("c", percent(), conditions=DRINKS)
    (one,) = tried({**given, "scenarios": [scenario({"applied": ["p1"]})]})
    (difference,) = one.differences
    assert (difference.expected, difference.found) == ("p1", "nothing")
    assert difference.why is not None
    assert difference.why.reason == "condition_failed"
    assert difference.problem("case", "$.campaigns[3]").path == "$.campaigns[3].scenarios[0].expect.applied"
    assert "scenario 'case': applied: expected p1, found nothing (condition_failed)" in one.problems()[0].message


def test_nothing_may_be_expected_to_apply():
    assert tenth({"applied": []}) == []
    assert tenth({"applied": []}, tea("20.00")) == [("applied", "nothing", "p1")]


def test_a_reason_is_expected_by_its_code():
    assert tenth({"not_applied": {"p1": "condition_failed"}}) == []
    assert tenth({"not_applied": {"p1": "ended", "p9": "ended"}}) == [
        ("p1", "ended", "condition_failed"),
        ("p9", "ended", "no promotion of that id"),
    ]
    assert tenth({"not_applied": {"p1": "ended"}}, tea("20.00")) == [("p1", "ended", "applied")]


def test_gifts_and_effects_are_counted():
    given = campaign("c", FREE_MUG, {"type": "points", "points": 5})
    right = scenario({"gifts": {"mug": 1}, "effects": ["points"]})
    wrong = scenario({"gifts": {"mug": 2}, "effects": []})
    assert said({**given, "scenarios": [right, wrong]}) == [
        ("gifts", "2 mug", "1 mug"),
        ("effects", "nothing", "points"),
    ]


def test_facts_of_the_scenario_count():
    given = campaign("c", percent(), audiences=["regulars"])
    inside = scenario({"applied": ["p1"]}, facts={"audiences": ["regulars"]})
    outside = scenario({"not_applied": {"p1": "not_in_audience"}})
    assert said({**given, "scenarios": [inside, outside]}) == []


def test_without_an_instant_the_campaign_runs():
    for window in ({"starts_at": "2030-01-01T00:00:00Z"}, {"ends_at": "2020-01-01T00:00:00Z"}, {}):
        assert said({**campaign("c", percent(), **window), "scenarios": [scenario({"applied": ["p1"]})]}) == []


def test_a_campaign_is_on_its_own_unless_others_are_named():
    first = campaign("first", off("5.00"), priority=9, exclusivity_group="one")
    given = campaign("c", off("2.00"), exclusivity_group="one")
    alone, together = scenario({"total": "8.00"}), scenario({"not_applied": {"p1": "excluded_by"}}, beside=["first"])
    assert said({**given, "scenarios": [alone, together]}, first) == []
    assert said({**given, "scenarios": [together]}) == [("beside", "first", "no campaign of that id")]


def test_a_scenario_that_expects_nothing_proves_nothing():
    assert tenth({}) == [("expect", "something to hold the answer against", "nothing")]


def test_settings_count():
    given = {**campaign("c", percent("50")), "scenarios": [scenario({"total": "8.00"})]}
    assert said(given, stacking={"max_discount": {"percent": "20"}}) == []
    assert said(given) == [("total", "8.00", "5.00")]


def test_a_checkout_that_cannot_be_evaluated_is_a_difference_at_its_place():
    given = {**campaign("c", percent()), "scenarios": [scenario({}, {"article": "tea"})]}
    (one,) = tried(given)
    assert one.evaluation is None
    assert one.differences[0].path == "$.scenarios[0].checkout.lines[0].price".removeprefix("$")
    assert "no price" in one.differences[0].found


def test_a_campaign_that_makes_no_sense_is_refused():
    given = {**campaign("c", percent(), time_zone="Mars/North"), "scenarios": [scenario({})]}
    with pytest.raises(Invalid, match="Mars/North"):
        tried(given)


def test_several_promotions_are_compared_as_a_set():
    given = campaign("c", promotions=[promotion(percent(), id="a"), promotion(off("1.00"), id="b")])
    assert said({**given, "scenarios": [scenario({"applied": ["b", "a"]})]}) == []
    assert said({**given, "scenarios": [scenario({"applied": ["b"]})]}) == [("applied", "b", "a, b")]
