"""Settings that can be read but make no sense are refused before anything is priced under them."""

from __future__ import annotations

from typing import Any

import pytest

from largesse.core.errors import Invalid
from largesse.promotions.settings import CATEGORIES, Settings, StackingPolicy, check
from tests.promotions.asking import Json, applied, ask, book, campaign, checkout, off, percent, read, tea


def problems(**settings: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        book(**settings)
    return [(problem.path, problem.code) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("settings", "path", "code"),
    [
        ({"cash_rounding": {"SEK": "0.00"}}, "$.cash_rounding.SEK", "out_of_range"),
        ({"cash_rounding": {"SEK": "0.001"}}, "$.cash_rounding.SEK", "bad_amount"),
        ({"cash_rounding": {"XYZ": "1.00"}}, "$.cash_rounding.XYZ", "unknown_currency"),
        ({"price_endings": {"JPY": ["0.90"]}}, "$.price_endings.JPY[0]", "bad_amount"),
        ({"price_endings": {"USD": []}}, "$.price_endings.USD", "wrong_length"),
        ({"stacking": {"max_discount": {"percent": "101"}}}, "$.stacking.max_discount.percent", "bad_percent"),
        ({"stacking": {"max_discount": {}}}, "$.stacking.max_discount", "exactly_one"),
        (
            {"stacking": {"max_discount": {"amounts": {"JPY": "5.50"}}}},
            "$.stacking.max_discount.amounts.JPY",
            "bad_amount",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(settings: Json, path: str, code: str) -> None:
    assert problems(**settings) == [(path, code)]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert len(problems(cash_rounding={"SEK": "0", "XYZ": "1"}, price_endings={"USD": []})) == 3


@pytest.mark.parametrize(
    "settings",
    [
        {"cash_rounding": {"SEK": "1.00", "CHF": "0.05", "KWD": "0.005"}},
        {"least_margin": "99.999999"},
        {"least_margin": "0"},
        {"stacking": {"max_discount": {"percent": "100"}}},
        {"stacking": {"max_discount": {"amounts": {"JPY": "500", "USD": "5.50"}}}},
    ],
)
def test_what_makes_sense_is_taken(settings: Json) -> None:
    check(read(Settings, settings))


@pytest.mark.parametrize(
    "settings",
    [
        {"least_margin": "100"},
        {"least_margin": "-1"},
        {"rounding": {"mode": "up"}},
        {"rounding": {"level": "order"}},
        {"tax": {"level": "article"}},
        {"stacking": {"scope": "best"}},
        {"stacking": {"max_stacked_campaigns": 0}},
        {"steps": 10},
        {"colour": "red"},
    ],
)
def test_what_cannot_be_read_is_refused_by_the_decoder(settings: Json) -> None:
    with pytest.raises(Invalid):
        read(Settings, settings)


def test_a_policy_for_one_request_is_looked_at_as_closely() -> None:
    with pytest.raises(Invalid) as error:
        ask([], stacking={"max_discount": {"percent": "100.5"}})
    assert error.value.problems[0].path == "$.stacking.max_discount.percent"


def test_a_policy_for_one_request_replaces_the_company_s() -> None:
    two = book(campaign("a", off("1.00"), combinable=False), campaign("b", off("2.00")))
    assert applied(ask(two)) == ["a"]
    assert applied(ask(two, stacking={"exclusive_means": "sequential"})) == ["a", "b"]


@pytest.mark.parametrize("policy", [StackingPolicy(), Settings().stacking])
def test_by_default_campaigns_combine_in_order_unless_one_says_otherwise(policy: StackingPolicy) -> None:
    assert policy.default_behavior == "stackable"
    assert (policy.priority_resolution, policy.exclusive_means) == ("highest_priority", "exclusive_stops")
    assert (policy.same_type, policy.overlapping_products) == ("combine", "combine")


def test_a_category_says_where_a_campaign_stands_that_does_not_say_so_itself() -> None:
    kinds = list(CATEGORIES)
    given = [campaign(kind, percent("10"), category=kind, combinable=True) for kind in reversed(kinds)]
    assert applied(ask(given)) == kinds == [
        "flash_sale", "first_purchase", "loyalty_reward", "volume_discount", "referral_bonus",
    ]  # fmt: skip


def test_flash_sales_and_volume_discounts_are_exclusive_unless_they_say_otherwise() -> None:
    for kind, alone in (("flash_sale", True), ("loyalty_reward", False), ("volume_discount", True)):
        pair = [campaign("first", percent(), category=kind), campaign("second", percent())]
        assert applied(ask(pair)) == (["first"] if alone else ["first", "second"])
        pair[0]["combinable"] = alone
        assert applied(ask(pair)) == (["first", "second"] if alone else ["first"])


def test_a_company_names_its_own_categories() -> None:
    own = {"clearance": {"priority": 50, "combinable": False}}
    pair = [campaign("usual", percent()), campaign("clearing", percent(), category="clearance")]
    assert applied(ask(pair, categories=own)) == ["clearing"]
    pair[0]["priority"] = 51
    assert applied(ask(pair, categories=own)) == ["usual"]


def test_the_rounding_contract_is_echoed_in_full() -> None:
    assert ask([]).rounding.__class__.__struct_fields__ == ("mode", "level", "what")
    echo = ask([], rounding={"mode": "half_even", "level": "line", "what": "price"}).rounding
    assert (echo.mode, echo.level, echo.what) == ("half_even", "line", "price")


def test_the_step_budget_ends_an_evaluation_and_it_says_so() -> None:
    many = [campaign(f"c{i:03}", off("0.01")) for i in range(150)]
    found = ask(many, checkout(tea("10.00")), steps=100)
    assert (found.cut_short, len(found.applied), found.totals.total) == (True, 100, "9.00")
    assert [each.reason for each in found.verdicts[100:]] == ["not_reached"] * 50
    assert not ask(many, steps=150).cut_short
