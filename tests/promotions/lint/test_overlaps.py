"""Campaigns on the same lines at the same time, of which nobody has said how they go together."""

from __future__ import annotations

from typing import Any

import pytest

from largesse.promotions.evaluate import evaluate
from tests.promotions.asking import Json, campaign, code, off, percent
from tests.promotions.lint.looking import SOLD, cautions, places, study

TEA: Json = {"articles": ["tea"]}


def pair(first: Json, second: Json, **more: Any) -> list[str]:
    one = {"of": TEA, **first.pop("benefit", {})}
    return places(
        "overlaps", campaign("one", percent("10", **one), **first), campaign("two", percent("20"), **second), **more
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"combinable": True}, {"combinable": None, "name": "x"}),
        ({"starts_at": "2026-07-01T00:00:00Z"}, {"ends_at": "2026-07-02T00:00:00Z"}),
        ({"stores": ["s1", "s2"]}, {"stores": ["s2", "s3"]}),
        ({"conditions": [code("A")]}, {"conditions": [code("B")]}),
        ({"conditions": [{"type": "order_total", "amount": "900.00"}]}, {}),
        ({"windows": [{"weekdays": ["monday", "tuesday"]}]}, {"windows": [{"weekdays": ["tuesday"]}]}),
    ],
)
def test_campaigns_that_meet_undecided_are_found_once(first: Json, second: Json):
    expected = [] if first.get("combinable") else ["two.combinable"]
    assert pair(dict(first), second) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"exclusivity_group": "g"}, {}),
        ({}, {"combinable": False}),
        ({"category": "flash_sale"}, {}),
        ({"starts_at": "2026-07-01T00:00:00Z"}, {"ends_at": "2026-07-01T00:00:00Z"}),
        ({"ends_at": "2026-06-15T12:00:00Z"}, {}),
        ({"stores": ["s1"]}, {"stores": ["s2"]}),
        ({"website": "a"}, {"website": "b"}),
        ({"currency": "EUR"}, {}),
        ({"windows": [{"weekdays": ["monday"]}]}, {"windows": [{"weekdays": ["tuesday"]}]}),
        (
            {"conditions": [{"type": "customer_tier", "tiers": ["gold"]}]},
            {"conditions": [{"type": "customer_tier", "tiers": ["silver"]}]},
        ),
    ],
)
def test_campaigns_that_never_meet_or_say_how_they_do_are_left_alone(first: Json, second: Json):
    assert pair(dict(first), second) == []


def test_products_are_told_apart_by_the_catalogue():
    drinks, mugs = (
        campaign("drinks", percent(of={"categories": ["drinks"]})),
        campaign("mugs", percent(of={"products": ["mugs"]})),
    )
    assert places("overlaps", drinks, mugs, sold=SOLD) == []
    assert places("overlaps", drinks, campaign("tea", percent(of=TEA)), sold=SOLD) == ["tea.combinable"]


def test_the_message_and_the_checkout_show_what_happens():
    given = [campaign("one", off("2.00")), campaign("two", off("3.00")), campaign("three", off("1.00"))]
    found = {each.campaign: each for each in cautions("overlaps", *given)}
    assert found["three"].message.startswith("'one' runs at the same time and takes something off 'anything' too")
    assert found["three"].others == ["one", "two"]
    assert found["three"].checkout is not None
    shown = evaluate(study(*given).book, found["three"].checkout)
    assert {each.campaign for each in shown.applied} == {"one", "two", "three"}


def test_when_only_one_of_them_applies_the_message_says_which():
    (found,) = cautions(
        "overlaps",
        campaign("one", off("2.00"), priority=3),
        campaign("two", off("3.00")),
        stacking={"default_behavior": "exclusive"},
    )
    assert "shuts this one out" in found.message


def test_a_campaign_looked_at_alone_tells_of_all_others():
    given = [campaign("one", off("2.00")), campaign("two", off("3.00"))]
    assert places("overlaps", *given, only=["one"]) == ["one.combinable"]


def test_something_off_every_article_and_something_off_the_order_are_meant_to_meet():
    assert places("overlaps", campaign("one", percent("10")), campaign("two", off("3.00"))) == []
    assert places("overlaps", campaign("one", percent("10")), campaign("two", percent("20"))) == ["two.combinable"]
