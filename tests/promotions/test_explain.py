"""Explanations: which verdicts come, what each one says, and that asking changes no figure."""

from __future__ import annotations

import msgspec
import pytest

from largesse.promotions.evaluate import Explain
from largesse.promotions.evaluation import Evaluation, Verdict
from tests.promotions.asking import ask, book, campaign, checkout, code, off, percent, promotion, tea

MUGS = {"type": "contains_article", "articles": ["mug"]}
FROM_20 = {"type": "order_total", "amount": "20.00"}

BOOK = book(
    campaign("given", off("1.00"), priority=9),
    campaign("short", off("1.00"), conditions=[FROM_20]),
    campaign("mugs", percent(of={"articles": ["mug"]})),
    campaign("coded", off("1.00"), conditions=[code("SAVE")]),
    campaign("past", off("1.00"), ends_at="2026-01-01T00:00:00Z"),
    version="v7",
)


def verdicts(explain: Explain) -> dict[str, Verdict]:
    return {each.campaign: each for each in ask(BOOK, explain=explain).verdicts}


def test_by_default_there_are_no_verdicts_beside_what_applied() -> None:
    found = ask(BOOK, explain="applied")
    assert (found.verdicts, [each.campaign for each in found.applied]) == ([], ["given"])


def test_candidates_are_those_that_the_index_found() -> None:
    assert list(verdicts("candidates")) == ["given", "short"]


def test_all_are_the_whole_book_in_order_of_effect() -> None:
    assert list(verdicts("all")) == ["mugs", "given", "coded", "past", "short"]


def test_a_list_names_the_campaigns_to_be_explained() -> None:
    assert list(verdicts(["short", "mugs", "nobody"])) == ["mugs", "short"]
    assert list(verdicts([])) == []


@pytest.mark.parametrize("explain", ["candidates", "all", ["short", "mugs"], []])
def test_asking_changes_no_figure(explain: Explain) -> None:
    bought = checkout(codes=["SAVE", "NOPE"])
    plain, explained = ask(BOOK, bought, explain="applied"), ask(BOOK, bought, explain=explain)
    assert msgspec.structs.replace(explained, verdicts=[]) == plain


def test_a_verdict_on_what_applied_says_how_much() -> None:
    given = verdicts("all")["given"]
    assert (given.outcome, given.reason, given.amount) == ("applied", None, "1.00")


def test_a_verdict_has_the_condition_that_failed_what_was_wanted_and_what_was_there() -> None:
    short = verdicts("all")["short"]
    assert (short.outcome, short.reason, short.path) == ("not_applied", "condition_failed", "conditions[0]")
    found = short.finding
    assert found is not None
    assert (found.type, found.operator, found.wanted, found.actual, found.gap) == (
        "order_total", "at_least", "20.00", "9.00", "11.00",
    )  # fmt: skip


def test_the_condition_is_named_by_its_place_even_though_cheap_ones_are_asked_first() -> None:
    two = campaign("two", off("1.00"), conditions=[FROM_20, {"type": "audience", "audiences": ["lapsed"]}])
    (verdict,) = ask(two).verdicts
    assert (verdict.path, verdict.reason) == ("conditions[1]", "not_in_audience")
    (verdict,) = ask(two, facts={"audiences": ["lapsed"]}).verdicts
    assert (verdict.path, verdict.reason) == ("conditions[0]", "condition_failed")


def test_a_missing_value_is_said_to_be_missing() -> None:
    tier = {"type": "customer", "field": "tier", "operator": "equals", "value": "gold", "negate": True}
    (verdict,) = ask(campaign("gold", off("1.00"), conditions=[tier])).verdicts
    assert verdict.finding is not None
    assert (verdict.finding.missing, verdict.finding.negate, verdict.finding.wanted) == (True, True, "gold")


def test_inside_a_group_the_members_that_decided_are_told() -> None:
    def deciders(kind: str) -> list[str]:
        (verdict,) = ask(
            campaign("g", off("1.00"), conditions=[{"type": kind, "of": [MUGS, FROM_20, tea_line]}])
        ).verdicts
        return [] if verdict.finding is None else [each.type for each in verdict.finding.of]

    tea_line = {"type": "contains_product", "products": ["tea"]}
    assert deciders("all") == ["contains_article", "order_total", "contains_product"]
    assert deciders("any") == ["contains_article", "order_total", "contains_product"]
    tea_line = {"type": "contains_article", "articles": ["tea"]}
    assert deciders("all") == ["contains_article", "order_total"]
    assert deciders("none") == ["contains_article"]
    assert deciders("any") == []


def test_each_promotion_of_a_campaign_has_its_own_verdict() -> None:
    two = campaign(
        "two", promotions=[promotion(off("1.00"), id="yes"), promotion(off("1.00"), id="no", conditions=[MUGS])]
    )
    assert [(each.promotion, each.outcome) for each in ask(two).verdicts] == [("yes", "applied"), ("no", "not_applied")]


def test_the_answer_names_the_versions_of_the_book_and_of_each_campaign() -> None:
    old = book({**campaign("given", off("1.00")), "version": 3}, version="v8")
    found = ask(old, checkout(id="cart-1"))
    assert (found.book, found.checkout, found.applied[0].version) == ("v8", "cart-1", 3)


def test_an_answer_can_be_read_again_as_it_was_written() -> None:
    found = ask(BOOK, checkout(tea(tax_rate="7"), codes=["SAVE"], deliveries=[{"amount": "5.00"}]))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Evaluation) == found
