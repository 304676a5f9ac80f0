"""Voucher codes: which are known, which count, and what the answer says of each that the checkout carries."""

from __future__ import annotations

from typing import Any

import pytest

from tests.promotions.asking import Json, ask, campaign, checkout, code, left, off, promotion, reasons, tea

SAVE = campaign("save", off("1.00"), conditions=[code("SAVE", "SAVE2")])
LATER = "2027-01-01T00:00:00Z"
EARLIER = "2026-01-01T00:00:00Z"


def outcome(found: Any) -> dict[str, str]:
    return {each.code: each.reason.value if each.reason else each.status for each in found.codes}


def with_codes(*codes: str, **more: Any):
    return checkout(codes=list(codes), **more)


def test_a_promotion_that_needs_a_code_is_not_given_without_it() -> None:
    found = ask(SAVE)
    assert (left(found), reasons(found), found.codes) == (["10.00"], {"save": "code_required"}, [])


def test_the_code_gives_it_and_is_named_beside_it() -> None:
    found = ask(SAVE, with_codes("SAVE"))
    assert (left(found), outcome(found)) == (["9.00"], {"SAVE": "applied"})
    assert found.applied[0].codes == ["SAVE"]


@pytest.mark.parametrize("entered", ["save", "Save", "SAVE"])
def test_capitals_make_no_difference_and_the_answer_spells_it_as_it_was_entered(entered: str) -> None:
    found = ask(SAVE, with_codes(entered))
    assert (left(found), outcome(found)) == (["9.00"], {entered: "applied"})


def test_capitals_make_a_difference_when_the_company_says_so() -> None:
    found = ask(SAVE, with_codes("save"), ignore_code_case=False)
    assert (left(found), outcome(found)) == (["10.00"], {"save": "code_unknown"})
    assert left(ask(SAVE, with_codes("SAVE"), ignore_code_case=False)) == ["9.00"]


def test_several_codes_of_one_promotion_give_it_once() -> None:
    found = ask(SAVE, with_codes("SAVE", "SAVE2"))
    assert (left(found), len(found.applied)) == (["9.00"], 1)
    assert outcome(found) == {"SAVE": "applied", "SAVE2": "applied"}


def test_codes_of_several_campaigns_give_each() -> None:
    other = campaign("other", off("2.00"), conditions=[code("OTHER")])
    assert left(ask([SAVE, other], with_codes("OTHER", "SAVE"))) == ["7.00"]


def test_a_code_that_nobody_knows_is_unknown_and_harms_nothing() -> None:
    found = ask(SAVE, with_codes("NOPE", "SAVE"))
    assert (left(found), outcome(found)) == (["9.00"], {"NOPE": "code_unknown", "SAVE": "applied"})


EXPLAIN = pytest.mark.parametrize("explain", ["applied", "candidates", "all"])


@EXPLAIN
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts_at": LATER}, "not_started"),
        ({"ends_at": EARLIER}, "ended"),
        ({"stores": ["north"]}, "wrong_store"),
        ({"channels": ["web"]}, "wrong_channel"),
        ({"currency": "EUR"}, "wrong_currency"),
        ({"audiences": ["lapsed"]}, "not_in_audience"),
        ({"limits": [{"uses": 1}]}, "limit_reached"),
    ],
)
def test_a_code_is_rejected_for_the_reason_that_its_promotion_has(fields: Any, said: str, explain: Any) -> None:
    found = ask({**SAVE, **fields}, with_codes("SAVE"), facts={"uses": {"save": 1}}, explain=explain)
    assert outcome(found) == {"SAVE": said}


@EXPLAIN
def test_a_code_of_a_past_and_a_coming_campaign_has_not_started(explain: Any) -> None:
    past, coming = {**SAVE, "ends_at": EARLIER}, {**SAVE, "id": "coming", "starts_at": LATER}
    assert outcome(ask([past, coming], with_codes("SAVE"), explain=explain)) == {"SAVE": "not_started"}
    assert outcome(ask([coming, past], with_codes("SAVE"), explain=explain)) == {"SAVE": "not_started"}


@EXPLAIN
def test_a_code_of_a_past_and_a_running_campaign_is_the_running_one_s(explain: Any) -> None:
    past, running = {**SAVE, "ends_at": EARLIER}, {**SAVE, "id": "running"}
    assert outcome(ask([past, running], with_codes("SAVE"), explain=explain)) == {"SAVE": "applied"}


@EXPLAIN
def test_a_promotion_may_need_two_codes_at_once(explain: Any) -> None:
    both = campaign("both", off("1.00"), conditions=[code("ONE"), code("TWO", "ZWEI")])
    assert outcome(ask(both, with_codes("ONE"), explain=explain)) == {"ONE": "code_required"}
    assert outcome(ask(both, with_codes("ZWEI"), explain=explain)) == {"ZWEI": "code_required"}
    found = ask(both, with_codes("ONE", "TWO"), explain=explain)
    assert outcome(found) == {"ONE": "applied", "TWO": "applied"}
    assert found.applied[0].codes == ["ONE", "TWO"]


@EXPLAIN
def test_a_code_may_be_one_way_of_several_to_a_promotion(explain: Any) -> None:
    either = {"type": "any", "of": [code("SAVE"), {"type": "audience", "audiences": ["lapsed"]}]}
    given = campaign("either", off("1.00"), conditions=[either])
    assert outcome(ask(given, with_codes("SAVE"), explain=explain)) == {"SAVE": "applied"}
    assert left(ask(given, facts={"audiences": ["lapsed"]}, explain=explain)) == ["9.00"]
    assert left(ask(given, explain=explain)) == ["10.00"]


@EXPLAIN
def test_a_code_that_does_not_suffice_is_rejected_for_the_condition_that_failed(explain: Any) -> None:
    large = {"type": "all", "of": [{"type": "contains_article", "articles": ["mug"]}, code("SAVE", "SAVE2")]}
    given = campaign("mugs", off("1.00"), conditions=[large])
    assert outcome(ask(given, with_codes("SAVE"), explain=explain)) == {"SAVE": "condition_failed"}


@EXPLAIN
def test_a_code_that_must_not_be_there_is_not_one_that_a_promotion_knows(explain: Any) -> None:
    without = campaign("without", off("1.00"), conditions=[{"type": "none", "of": [code("STAFF")]}])
    assert outcome(ask(without, with_codes("STAFF"), explain=explain)) == {"STAFF": "code_unknown"}


LIMITED = campaign("save", off("1.00"), conditions=[code("SAVE", "SAVE2", uses_per_code=2)])


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"code_uses": {"SAVE": 1}}, "applied"),
        ({"code_uses": {"SAVE": 2}}, "code_used_up"),
        ({"code_uses": {"SAVE2": 2}}, "applied"),
        ({"code_uses": {"SAVE": 1}, "code_holds": {"SAVE": ["other"]}}, "code_used_up"),
        ({"code_uses": {"SAVE": 1}, "code_holds": {"SAVE": ["mine"]}}, "applied"),
        ({"code_holds": {"SAVE": ["other", "other"]}}, "applied"),
        ({"code_holds": {"SAVE": ["other", "another"]}}, "code_used_up"),
    ],
)
def test_a_code_is_used_up_by_uses_and_by_holds_of_other_checkouts(facts: Any, said: str) -> None:
    for entered in ("SAVE", "save"):
        assert outcome(ask(LIMITED, with_codes(entered, id="mine"), facts=facts)) == {entered: said}


def test_one_usable_code_is_enough_and_the_used_up_one_is_not_taken_along() -> None:
    found = ask(LIMITED, with_codes("SAVE", "SAVE2"), facts={"code_uses": {"SAVE": 2}})
    assert left(found) == ["9.00"]
    assert outcome(found) == {"SAVE": "code_used_up", "SAVE2": "applied"}
    assert found.applied[0].codes == ["SAVE2"]


def test_a_code_of_a_promotion_that_another_shuts_out_says_so() -> None:
    alone = campaign("alone", off("2.00"), combinable=False, priority=9)
    assert outcome(ask([alone, SAVE], with_codes("SAVE"))) == {"SAVE": "excluded_by"}


def test_a_code_of_a_promotion_that_finds_nothing_says_so() -> None:
    assert outcome(ask(SAVE, checkout(tea("0.00"), codes=["SAVE"]))) == {"SAVE": "nothing_to_discount"}


def test_a_code_with_two_promotions_is_applied_when_one_of_them_is() -> None:
    mugs = {"type": "contains_article", "articles": ["mug"]}
    two = [promotion(off("1.00"), id="no", conditions=[code("SAVE"), mugs]),
           promotion(off("2.00"), id="yes", conditions=[code("SAVE")])]  # fmt: skip
    assert outcome(ask(campaign("two", promotions=two), with_codes("SAVE"))) == {"SAVE": "applied"}


def test_the_same_code_twice_is_one_code() -> None:
    found = ask(SAVE, with_codes("SAVE", "save"))
    assert (left(found), len(found.codes)) == (["9.00"], 1)


@pytest.mark.parametrize(
    ("operator", "value", "said"),
    [
        ("contains", "save", {"SAVE": "applied", "VIP": "code_unknown"}),
        ("contains_any", ["SAVE", "OTHER"], {"SAVE": "applied", "VIP": "code_unknown"}),
        ("contains_all", ["SAVE", "VIP"], {"SAVE": "applied", "VIP": "applied"}),
    ],
)
def test_codes_that_a_rule_asks_for_speak_for_the_promotion(operator: str, value: Any, said: Json) -> None:
    rule = {"type": "code", "field": "entered", "operator": operator, "value": value}
    found = ask(campaign("c", off("1.00"), conditions=[rule]), with_codes("SAVE", "VIP"))
    assert (left(found), outcome(found)) == (["9.00"], said)
