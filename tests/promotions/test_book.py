"""The book: what it leaves out and why, and that its index never hides what could apply."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.promotions import basket
from largesse.promotions.book import Book
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings
from tests.promotions.asking import Json, ask, book, campaign, checkout, code, left, off, percent, promotion, read, tea

EARLY = "2026-01-01T00:00:00Z"
GOLD = {"type": "customer", "field": "tier", "operator": "equals", "value": "gold"}


def problems(**fields: Any) -> list[tuple[str, str]]:
    """(path, code) of what is wrong with a campaign of one promotion, or with these fields."""
    written = {**campaign("spring", percent()), **fields}
    return [(problem.path, problem.code) for problem in book(written).broken.get("spring", ())]


def first(benefit: Json | None = None, **condition: Any) -> dict[str, Any]:
    return {"promotions": [promotion(benefit or percent(), conditions=[condition] if condition else [])]}


@pytest.mark.parametrize(
    ("fields", "path", "code"),
    [
        (first(percent("101")), "$.promotions[0].benefits[0].percent", "bad_percent"),
        (first(percent("0")), "$.promotions[0].benefits[0].percent", "bad_percent"),
        (first(off("1.001")), "$.promotions[0].benefits[0].amount", "bad_amount"),
        (first(percent(of={"price_to": "1.001"})), "$.promotions[0].benefits[0].of.price_to", "bad_amount"),
        (
            first(percent(of={"exclude": {"price_to": "1.001"}})),
            "$.promotions[0].benefits[0].of.exclude.price_to",
            "bad_amount",
        ),
        (first(None, **{**GOLD, "field": "shoe_size"}), "$.promotions[0].conditions[0].field", "unknown_field"),
        (first(None, **{**GOLD, "value": 5}), "$.promotions[0].conditions[0].value", "bad_value"),
        (first(None, **{**GOLD, "operator": "at_least"}), "$.promotions[0].conditions[0].operator", "bad_operator"),
        (
            first(None, type="any", of=[GOLD, {**GOLD, "value": 5}]),
            "$.promotions[0].conditions[0].of[1].value",
            "bad_value",
        ),
        ({"currency": "XYZ"}, "$.currency", "unknown_currency"),
        ({"time_zone": "Mars/Olympus"}, "$.time_zone", "unknown_time_zone"),
        ({"time_zone": "../etc/passwd"}, "$.time_zone", "unknown_time_zone"),
        ({"starts_at": "2026-01-02T00:00:00Z", "ends_at": EARLY}, "$.ends_at", "end_before_start"),
        ({"starts_at": EARLY, "ends_at": "2026-01-01T01:00:00+01:00"}, "$.ends_at", "end_before_start"),
        ({"starts_at": "0001-01-01T00:00:00+23:59"}, "$.starts_at", "out_of_range"),
        ({"ends_at": "9999-12-31T23:59:59-23:59"}, "$.ends_at", "out_of_range"),
        ({"budget": {"amount": "0.001"}}, "$.budget.amount", "bad_amount"),
        ({"promotions": [promotion(percent()), promotion(off("1"))]}, "$.promotions[1].id", "repeated_id"),
    ],
)  # fmt: skip
def test_a_campaign_that_makes_no_sense_is_named_with_the_place(fields: dict[str, Any], path: str, code: str) -> None:
    assert problems(**fields) == [(path, code)]


def test_groups_nest_ten_deep_and_no_deeper() -> None:
    def nested(depth: int) -> Json:
        return GOLD if depth == 0 else {"type": "all", "of": [nested(depth - 1)]}

    assert problems(**first(None, **nested(10))) == []
    assert problems(**first(None, **nested(11)))[0][1] == "too_deep"


def test_a_broken_campaign_is_left_out_and_the_rest_works() -> None:
    three = book(campaign("a", off("1.00")), campaign("b", off("1.001")), campaign("c", off("2.00")), version="v1")
    assert (list(three.broken), three.campaigns(), len(three)) == (["b"], ["a", "c"], 2)
    found = ask_of(three, tea())
    assert found == ["7.00"]


def ask_of(of: Book, *lines: Json) -> list[str]:
    broken, of.broken = of.broken, {}
    found = left(ask(of, checkout(*lines)))
    of.broken = broken
    return found


def test_of_two_campaigns_with_one_id_neither_is_believed() -> None:
    twice = book(campaign("a", off("1.00")), campaign("b", off("2.00")), campaign("a", off("3.00")))
    assert ([problem.code for problem in twice.broken["a"]], twice.campaigns()) == (["repeated_id"], ["b"])


def found_by_index(of: Book, bought: Any, **facts: Any) -> list[str]:
    seen = basket.read(bought, Settings())
    return [entry.campaign.id for entry in of.candidates(seen, read(Facts, facts))]


FLYER = {"type": "campaign_price", "prices": {"tea": "7.90", "mug": "1.00"}}


def test_a_checkout_never_looks_at_what_it_does_not_show() -> None:
    of = book(
        campaign("everything", off("1.00")),
        campaign("flyer", FLYER),
        campaign("coupon", percent(), conditions=[code("SAVE")]),
        campaign("nuts", percent(of={"articles": ["nuts"]})),
        campaign("snacks", percent(of={"categories": ["snacks"]})),
        campaign("north", percent(), stores=["north"]),
        campaign("lapsed", percent(), audiences=["lapsed"]),
        campaign("past", percent(of={"articles": ["tea"]}), ends_at="2026-01-01T00:00:00Z"),
    )
    assert found_by_index(of, checkout(tea())) == ["flyer", "everything"]
    assert found_by_index(of, checkout({"article": "x", "price": "1.00"})) == ["everything"]
    assert found_by_index(of, checkout(tea(categories=["snacks"]), store="north")) == [
        "flyer",
        "north",
        "snacks",
        "everything",
    ]
    assert found_by_index(of, checkout(tea(), codes=["save"]), audiences=["lapsed"]) == [
        "coupon", "flyer", "lapsed", "everything",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("operator", "holds"), [("less_than", True), ("at_most", True), ("equals", False), ("at_least", False)]
)
def test_a_condition_that_holds_where_a_line_is_missing_is_found_all_the_same(operator: str, holds: bool) -> None:
    few = {"type": "quantity", "quantity": 3, "operator": operator, "of": {"articles": ["mug"]}}
    assert left(ask(campaign("few", off("1.00"), conditions=[few]), explain="applied")) == [
        "9.00" if holds else "10.00"
    ]


START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 40).map(lambda days: START + timedelta(days=days))


@st.composite
def runs(draw: st.DrawFn) -> tuple[datetime | None, datetime | None]:
    start, end = draw(st.none() | moments), draw(st.none() | moments)
    return (end, start) if start and end and start > end else (start, end)


@given(
    st.lists(runs().filter(lambda run: run[0] is None or run[0] != run[1]), max_size=40), st.lists(moments, max_size=10)
)
def test_at_any_instant_the_book_finds_exactly_what_runs_then(
    spans: list[tuple[datetime | None, datetime | None]], instants: list[datetime]
) -> None:
    def written(number: int, start: datetime | None, end: datetime | None) -> Json:
        times = {"starts_at": start, "ends_at": end}
        return campaign(f"c{number:02}", FLYER, **{key: at.isoformat() for key, at in times.items() if at})

    of = book(*[written(number, *span) for number, span in enumerate(spans)])
    for at in instants:
        running = [
            f"c{number:02}"
            for number, (start, end) in enumerate(spans)
            if (start is None or start <= at) and (end is None or at < end)
        ]
        assert found_by_index(of, checkout(tea(), at=at.isoformat())) == running


def test_a_long_history_of_prices_costs_what_a_short_one_does() -> None:
    def weeks(count: int) -> Book:
        dates = [START + timedelta(weeks=week) for week in range(count + 1)]
        spans = pairwise(dates)
        return book(
            *[
                campaign(f"w{i}", FLYER, starts_at=start.isoformat(), ends_at=end.isoformat())
                for i, (start, end) in enumerate(spans)
            ]
        )

    at = (START + timedelta(days=30)).isoformat()
    for count in (8, 53, 500):
        seen = basket.read(checkout(tea(), at=at), Settings())
        of = weeks(count)
        postings = of._index._tables["article"]["tea"]
        assert [entry.campaign.id for entry in of.candidates(seen, Facts())] == ["w4"]
        assert isinstance(postings, tuple) == (count <= 8)
