"""Hints: what a promotion that is one step away needs, what it is worth, and what is never told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Hint, Need
from largesse.promotions.meter import Meter
from tests.promotions.asking import Json, ask, book, campaign, checkout, code, off, percent, promotion, tea

GOLD = {"type": "customer_tier", "tiers": ["gold"]}
FROM_15 = {"type": "order_total", "amount": "15.00"}
MUG = {"type": "contains_article", "articles": ["mug"]}


def hints(*campaigns: Json, bought: Any = None, most: int = 10, **more: Any) -> list[Hint]:
    return ask(list(campaigns), bought, explain="applied", hints=most, **more).hints


def short(found: list[Hint]) -> list[tuple[str, list[Need], str]]:
    return [(each.campaign, each.needs, each.worth) for each in found]


@pytest.mark.parametrize(
    ("condition", "needs", "gap", "text"),
    [
        (FROM_15, ["amount"], "5.00", "Needs USD 5.00 more: worth USD 1.00"),
        ({"type": "quantity", "quantity": 3}, ["units"], "2", "Needs 2 units more: worth USD 1.00"),
        ({"type": "contains", "min_distinct": 2}, ["units"], "1", "Needs 1 product more: worth USD 1.00"),
        (code("SAVE"), ["code"], "1", "Needs a voucher code: worth USD 1.00"),
        (GOLD, ["customer"], None, "Only for gold members: the customer has no tier: worth USD 1.00"),
        ({"type": "audience", "audiences": ["vip"]}, ["customer"], None, "Only for certain customers: worth USD 1.00"),
        ({"type": "payment_method", "methods": ["card"]}, ["payment"], None, "Only when paid by card: worth USD 1.00"),
        (MUG, ["goods"], None, "Needs something of mug: worth USD 1.00"),
        (
            {"type": "customer", "field": "groups", "operator": "contains_any", "value": ["staff"]}, ["customer"], None,
            "User groups: any of staff wanted, there is nothing: worth USD 1.00",
        ),
        (
            {"type": "cart", "field": "quantity", "operator": "at_least", "value": 2}, ["units"], "1",
            "Needs 1 unit more: worth USD 1.00",
        ),
        (
            {"type": "all", "of": [FROM_15, {"type": "quantity", "quantity": 1}]}, ["amount"], None,
            "Needs USD 5.00 more: worth USD 1.00",
        ),
        (
            {"type": "any", "of": [FROM_15, GOLD, {"type": "first_purchase"}]}, ["amount", "customer"], None,
            "Needs USD 5.00 more or Only for gold members: the customer has no tier: worth USD 1.00",
        ),
    ],
    ids=str,
)  # fmt: skip
def test_one_thing_is_missing(condition: Json, needs: list[str], gap: str | None, text: str) -> None:
    (hint,) = hints(campaign("c", off("1.00"), conditions=[condition]))
    assert (hint.needs, hint.worth, hint.text) == (needs, "1.00", text)
    assert hint.finding is not None
    assert hint.finding.gap == gap


def test_the_campaigns_audience_may_be_what_is_missing() -> None:
    found = hints(campaign("c", percent("10"), audiences=["vip"], limits=[{"uses": 5}]))
    assert short(found) == [("c", ["customer"], "1.00")]
    assert hints(campaign("c", percent("10"), audiences=["vip"], limits=[{"uses": 5}]), facts={"uses": {"c": 5}}) == []


@pytest.mark.parametrize(
    "given",
    [
        {"conditions": [FROM_15, GOLD]},
        {"conditions": [GOLD], "audiences": ["vip"]},
        {"conditions": [{"type": "all", "of": [FROM_15, GOLD]}]},
        {"conditions": [{"type": "order_total", "amount": "5.00", "operator": "at_most"}]},
        {"conditions": [{"type": "none", "of": [{"type": "quantity", "quantity": 1}]}]},
        {"conditions": [{"type": "customer", "field": "tier", "operator": "equals", "value": "x", "negate": True}]},
        {"conditions": [{"type": "time_window", "weekdays": ["sunday"]}]},
        {"conditions": [{"type": "first_purchase"}]},
        {"conditions": [FROM_15], "stores": ["s1"]},
        {"conditions": [FROM_15], "starts_at": "2026-07-01T00:00:00Z"},
        {"conditions": [FROM_15], "currency": "EUR"},
        {"conditions": []},
    ],
    ids=str,
)
def test_what_is_further_away_or_out_of_reach_is_not_hinted(given: Json) -> None:
    assert hints(campaign("c", off("1.00"), **given)) == []


def test_a_promotion_with_nothing_to_take_off_is_not_hinted() -> None:
    assert hints(campaign("c", percent(of={"articles": ["mug"]}), conditions=[code("SAVE")])) == []


def test_hints_come_by_worth_and_no_more_than_were_asked_for() -> None:
    three = [campaign(f"c{i}", off(f"{i}.00"), conditions=[code(f"CODE{i}")]) for i in (1, 3, 2)]
    assert short(hints(*three)) == [("c3", ["code"], "3.00"), ("c2", ["code"], "2.00"), ("c1", ["code"], "1.00")]
    assert short(hints(*three, most=1)) == [("c3", ["code"], "3.00")]
    assert hints(*three, most=0) == []


def test_worth_is_what_it_adds_to_what_applies_already() -> None:
    found = hints(
        campaign("always", off("4.00"), position=1, combinable=False),
        campaign("better", off("6.00"), priority=9, combinable=False, conditions=[code("A")]),
        campaign("worse", off("1.00"), priority=9, combinable=False, conditions=[code("B")]),
        campaign("after", off("1.00"), position=2, conditions=[code("C")]),
    )
    assert short(found) == [("better", ["code"], "2.00")]


def test_the_gap_is_what_is_missing_when_the_promotions_turn_comes() -> None:
    found = hints(campaign("first", off("4.00"), position=1), campaign("then", off("1.00"), position=2, conditions=[
        {"type": "order_total", "amount": "8.00"},
    ]))  # fmt: skip
    (hint,) = found
    assert hint.finding is not None
    assert (hint.campaign, hint.finding.actual, hint.finding.gap) == ("then", "6.00", "2.00")


def test_a_grant_is_worth_nothing_at_the_till_and_is_hinted_last() -> None:
    points = {"type": "points", "points": 100}
    found = hints(campaign("p", points, conditions=[GOLD]), campaign("c", off("1.00"), conditions=[code("A")]))
    assert short(found) == [("c", ["code"], "1.00"), ("p", ["customer"], "0.00")]
    assert found[1].text == "Only for gold members: the customer has no tier"


def test_a_hint_speaks_the_checkouts_language_and_names_the_promotion_in_it() -> None:
    named = campaign("c", promotions=[promotion(off("1.00"), conditions=[code("A")], receipt={"sv": "En krona av"})])
    (hint,) = hints(named, bought=checkout(language="sv"))
    assert (hint.name, hint.text) == ("En krona av", "Kräver en rabattkod: värt 1,00 USD")


def test_a_code_that_would_do_is_never_told() -> None:
    secret = [
        code("TOP-SECRET-1"),
        {"type": "code", "field": "entered", "operator": "contains", "value": "TOP-SECRET-2"},
    ]
    for condition in secret:
        found = ask(
            [campaign("c", off("1.00"), conditions=[condition])], checkout(codes=["GUESS"]), explain="all", hints=5
        )
        assert b"SECRET" not in msgspec.json.encode(found)
    assert short(hints(campaign("c", off("1.00"), conditions=[secret[0]]))) == [("c", ["code"], "1.00")]


def test_a_code_that_is_used_up_needs_nothing_that_somebody_could_add() -> None:
    once = campaign("c", off("1.00"), conditions=[code("SAVE", uses_per_code=1)])
    assert hints(once, bought=checkout(codes=["SAVE"]), facts={"code_uses": {"SAVE": 1}}) == []


def test_asking_for_hints_changes_nothing_else() -> None:
    of = book(*[campaign(f"c{i}", off("1.00"), conditions=[FROM_15] if i % 2 else []) for i in range(6)])
    plain, hinted = evaluate(of, checkout()), evaluate(of, checkout(), hints=5)
    assert len(hinted.hints) == 3
    assert msgspec.structs.replace(hinted, hints=[]) == plain


def test_hints_end_when_the_meter_does_and_the_prices_stay_whole() -> None:
    of = book(
        campaign("always", off("1.00")), *[campaign(f"c{i}", off("1.00"), conditions=[code(f"A{i}")]) for i in range(9)]
    )
    meter = Meter(12)
    found = evaluate(of, checkout(), hints=9, meter=meter)
    assert (found.cut_short, found.totals.discount, meter.stopped) == (False, "1.00", True)
    assert len(found.hints) < 9


CODES = ["A", "B", "C", "D"]


@st.composite
def coded(draw: st.DrawFn, name: str) -> Json:
    benefit = draw(st.sampled_from([off("1.50"), percent("12.5"), percent("30", max_amount="2.00"), off("4.00")]))
    conditions = draw(st.lists(st.sampled_from([code("A"), code("B", "C"), code("D"), GOLD, FROM_15]), max_size=2))
    return campaign(
        name, benefit, conditions=conditions, priority=draw(st.integers(0, 3)), combinable=draw(st.booleans())
    )


@given(st.data(), st.sampled_from(["exclusive_stops", "exclusive_wins", "sequential"]))
def test_who_does_what_the_hint_says_pays_so_much_less(data: st.DataObject, means: str) -> None:
    campaigns = [data.draw(coded(f"c{i}")) for i in range(data.draw(st.integers(1, 6)))]
    of = book(*campaigns, stacking={"exclusive_means": means})
    bought = checkout(tea(), tea(article="mug", price="7.77"), customer={"tier": "silver"})
    found = evaluate(of, bought, hints=10)
    for hint in found.hints:
        if hint.needs == ["code"]:
            own = next(each for each in campaigns if each["id"] == hint.campaign)
            (wanted,) = [each for each in own["promotions"][0]["conditions"] if each["type"] == "has_code"]
            others = {each["id"] for each in campaigns if each["id"] != hint.campaign}
            only = book(*_without_codes(campaigns, others), stacking={"exclusive_means": means})
            then = evaluate(only, msgspec.structs.replace(bought, codes=wanted["codes"][:1]))
            assert Decimal(found.totals.total) - Decimal(then.totals.total) == Decimal(hint.worth)


def _without_codes(campaigns: list[Json], others: set[str]) -> list[Json]:
    """The campaigns, but that the others' codes are different ones: the code is given for one promotion alone."""

    def renamed(each: Json) -> Json:
        (only,) = each["promotions"]
        conditions = [
            code(*[f"not-{one}" for one in condition["codes"]]) if condition["type"] == "has_code" else condition
            for condition in only["conditions"]
        ]
        return {**each, "promotions": [{**only, "conditions": conditions}]}

    return [renamed(each) if each["id"] in others else each for each in campaigns]
