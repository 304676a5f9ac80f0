"""Words: every reason, cause, operator and unit in every language, and what the sentences say."""

from __future__ import annotations

import re
from typing import get_args

import msgspec
import pytest

from largesse.core.rules import Operator
from largesse.promotions.condition import Condition
from largesse.promotions.evaluation import Cause, CodeResult, Verdict
from largesse.promotions.kinds import conditions_found
from largesse.promotions.reasons import Reason
from largesse.promotions.vocabulary import Sentence, Unit, Vocabulary, spoken, vocabulary_of
from tests.promotions.asking import Json, ask, campaign, checkout, code, off, percent, tea

LANGUAGES = spoken()
ENGLISH = LANGUAGES["en"]
TABLES = ("units", "operators", "reasons", "causes", "sentences")
GAPS = re.compile(r"\{(\w+)\}")


def test_at_least_four_languages_are_spoken() -> None:
    assert {"en", "zh", "th", "sv"} <= LANGUAGES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(language: str, reason: Reason) -> None:
    assert LANGUAGES[language].reasons[reason].strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_words_for_everything_and_nothing_else(language: str) -> None:
    words = LANGUAGES[language]
    assert words.operators.keys() == set(Operator)
    assert words.causes.keys() == set(get_args(Cause))
    assert words.units.keys() == set(get_args(Unit))
    assert words.sentences.keys() == set(get_args(Sentence))
    assert words.reasons.keys() == set(Reason)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_a_sentence_has_the_same_gaps_in_every_language(language: str, table: str) -> None:
    def gaps(words: Vocabulary) -> dict[str, list[str]]:
        return {str(key): sorted(GAPS.findall(str(text))) for key, text in getattr(words, table).items()}

    assert gaps(LANGUAGES[language]) == gaps(ENGLISH)


@pytest.mark.parametrize("kind", conditions_found(), ids=lambda kind: kind.tag())
def test_a_kind_that_brings_phrases_brings_them_in_every_language_with_the_same_keys(kind: type[Condition]) -> None:
    keys = {language: own.keys() for language, own in kind.phrases.items()}
    assert not keys or keys == dict.fromkeys(LANGUAGES, keys["en"])


@pytest.mark.parametrize(
    ("language", "amount", "written"),
    [
        ("en", "1234567.50", "THB 1,234,567.50"),
        ("en", "999.00", "THB 999.00"),
        ("en", "-1234.00", "THB -1,234.00"),
        ("en", "-123.00", "THB -123.00"),
        ("sv", "1234.50", "1\N{NO-BREAK SPACE}234,50 THB"),
        ("th", "1234.50", "1,234.50 THB"),
        ("zh", "0.05", "THB 0.05"),
        ("en", "120000", "THB 120,000"),
    ],
)
def test_amounts_are_written_as_the_language_writes_them(language: str, amount: str, written: str) -> None:
    assert vocabulary_of(language).money(amount, "THB") == written


@pytest.mark.parametrize(
    ("asked", "spoken"), [("zh-CN", "zh"), ("sv-SE", "sv"), ("TH", "th"), ("fr", "en"), ("xx-YY", "en")]
)
def test_an_unknown_language_falls_back(asked: str, spoken: str) -> None:
    assert vocabulary_of(asked) is LANGUAGES[spoken]


def said(condition: Json, bought: Json | None = None, language: str = "en", facts: Json | None = None) -> str:
    """What the verdict says of a promotion with this condition."""
    given = campaign("c", off("1.00"), conditions=[condition])
    (verdict,) = ask(given, checkout(**{"language": language, **(bought or {})}), facts=facts).verdicts
    return verdict.text


CARD = {"type": "payment_method", "methods": ["card", "swish"]}
GOLD = {"type": "customer_tier", "tiers": ["gold"]}
FROM_130 = {"type": "order_total", "amount": "1130.00"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Needs USD 1,120.00 more"),
        ("sv", "1\N{NO-BREAK SPACE}120,00 USD till behövs"),
        ("zh", "还差 USD 1,120.00"),
        ("th", "ต้องเพิ่มอีก 1,120.00 USD"),
    ],
)
def test_what_is_missing_is_said_in_the_checkouts_language(language: str, words: str) -> None:
    assert said(FROM_130, language=language) == words


@pytest.mark.parametrize(
    ("condition", "bought", "words"),
    [
        (GOLD, {"customer": {"tier": "silver"}}, "Only for gold members: the customer's tier is silver"),
        (GOLD, {}, "Only for gold members: the customer has no tier"),
        (CARD, {}, "Only when paid by card, swish"),
        (
            {"type": "quantity", "quantity": 3, "of": {"categories": ["drinks"]}}, {}, "Needs 3 units more of drinks",
        ),
        ({"type": "quantity", "quantity": 2}, {}, "Needs 1 unit more"),
        (
            {"type": "weight", "kilograms": "0.5", "operator": "at_least"}, {"lines": [tea(weight="0.2")]},
            "Needs 0.3 kg more",
        ),
        (
            {"type": "contains_article", "articles": ["a", "b", "c", "d", "e"]}, {},
            "Needs something of a, b, c and 2 more",
        ),
        (
            {"type": "order_total", "amount": "5.00", "operator": "at_most"}, {},
            "Order total: at most USD 5.00 wanted, it is USD 10.00",
        ),
        (
            {"type": "customer", "field": "attributes.kids", "operator": "at_least", "value": 2},
            {"customer": {"attributes": {"kids": 1}}}, "kids: at least 2 wanted, it is 1",
        ),
        (
            {"type": "customer", "field": "attributes.vip", "operator": "equals", "value": True},
            {"customer": {"attributes": {"vip": False}}}, "vip: yes wanted, it is no",
        ),
        (
            {"type": "customer", "field": "language", "operator": "in", "value": ["sv", "da"]}, {},
            "Preferred language: one of sv, da wanted, there is nothing",
        ),
        (
            {"type": "customer", "field": "tier", "operator": "equals", "value": "gold", "negate": True},
            {"customer": {"tier": "gold"}}, "Loyalty tier: anything but gold wanted, it is gold",
        ),
        ({"type": "first_purchase"}, {"customer": {"orders_before": 3}}, "Only for the first purchase"),
        (
            {"type": "any", "of": [GOLD, CARD]}, {},
            "Only for gold members: the customer has no tier or Only when paid by card, swish",
        ),
        ({"type": "code", "field": "entered", "operator": "contains", "value": "SECRET"}, {}, "Needs a voucher code"),
    ],
    ids=str,
)  # fmt: skip
def test_a_condition_that_fails_is_said_in_words(condition: Json, bought: Json, words: str) -> None:
    assert said(condition, bought) == words


def test_days_and_instants_read_as_people_write_them() -> None:
    lately = {"type": "behavioral", "field": "last_order_at", "operator": "within_last", "value": "P30D"}
    facts = {"behavior": {"last_order_at": "2026-01-15T09:30:00Z"}}
    assert said(lately, facts=facts) == "Latest order: within the last 30 days wanted, it is 2026-01-15 09:30"


def verdict(given: Json, bought: Json | None = None, **more: object) -> Verdict:
    (found,) = ask(given, checkout(**(bought or {})), **more).verdicts  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"starts_at": "2026-07-01T00:00:00+07:00", "time_zone": "Asia/Bangkok"}, "Begins on 2026-07-01 00:00"),
        ({"stores": ["s1", "s2"]}, "Only in other stores: s1, s2"),
        ({"audiences": ["aud_secret"]}, "Only for certain customers"),
        ({"currency": "SEK"}, "Only for prices in SEK"),
    ],
    ids=str,
)
def test_a_shut_gate_is_said_in_words(given: Json, words: str) -> None:
    assert verdict(campaign("c", off("1.00"), **given)).text == words


def test_who_stood_in_the_way_is_named_as_customers_know_it() -> None:
    first = campaign("first", off("1.00"), combinable=False, names={"sv": "Sommarrea", "en": "Summer sale"})
    found = ask([first, campaign("second", off("1.00"))], checkout(language="sv-SE"))
    assert [each.text for each in found.verdicts] == ["Drar av 1,00 USD", "Kan inte kombineras med Sommarrea"]


def test_conditions_workings_and_their_shortfalls_have_words_too() -> None:
    most = percent("50", max_amount="3.00")
    given = campaign("c", most, conditions=[{"type": "order_total", "amount": "5.00"}, GOLD])
    found = verdict(given, {"lines": [tea("9.99")], "customer": {"tier": "gold"}})
    assert [each.text for each in found.conditions] == [
        "Order total: at least USD 5.00 wanted, it is USD 9.99", "Loyalty tier: any of gold wanted, it is gold",
    ]  # fmt: skip
    (working,) = found.workings
    assert [each.text for each in working.shortfalls] == ["USD 2.00 less: its own maximum"]
    assert working.text == "Rounding adds USD 0.005"


@pytest.mark.parametrize(
    ("limit", "words"),
    [({}, "Voucher code: yes"), ({"uses_per_code": 2}, "Voucher code: less than 2 wanted, it is SAVE: 0")],
    ids=str,
)
def test_a_code_that_holds_is_told_without_a_gap(limit: Json, words: str) -> None:
    given = campaign("c", off("1.00"), conditions=[{"type": "has_code", "codes": ["SAVE"], **limit}])
    assert [each.text for each in verdict(given, {"codes": ["SAVE"]}).conditions] == [words]


def codes(*campaigns: Json, **bought: object) -> list[tuple[str | None, str]]:
    answered: list[CodeResult] = ask(list(campaigns), checkout(**bought), explain="applied").codes
    return [(each.reason, each.text) for each in answered]


def test_a_rejected_code_is_told_in_words_why_without_asking_for_an_explanation() -> None:
    big = campaign("c", off("1.00"), conditions=[code("SAVE"), FROM_130])
    assert codes(big, codes=["SAVE", "NOPE"]) == [
        ("condition_failed", "Needs USD 1,120.00 more"),
        ("code_unknown", "This code is not known"),
    ]
    later = campaign("c", off("1.00"), conditions=[code("SAVE")], starts_at="2026-12-24T00:00:00Z")
    assert codes(later, codes=["SAVE"]) == [("not_started", "Begins on 2026-12-24 00:00")]
    past = campaign("c", off("1.00"), conditions=[code("SAVE")], ends_at="2026-01-01T00:00:00Z")
    assert codes(past, codes=["SAVE"]) == [("ended", "Ended on 2026-01-01 00:00")]
    here = campaign("c", off("1.00"), conditions=[code("SAVE")], stores=["s1"])
    assert codes(here, codes=["SAVE"], store="s2") == [("wrong_store", "Only in other stores: s1")]


def test_a_code_that_was_entered_and_given_needs_no_words() -> None:
    assert codes(campaign("c", off("1.00"), conditions=[code("SAVE")]), codes=["SAVE"]) == [(None, "")]


ENTERED = {"type": "code", "field": "entered", "operator": "contains_any", "value": ["TOP-SECRET"]}


@pytest.mark.parametrize("condition", [code("TOP-SECRET"), ENTERED])
def test_no_answer_tells_a_code_that_would_do(condition: Json) -> None:
    deep = {"type": "any", "of": [condition, {"type": "all", "of": [condition]}]}
    found = ask(campaign("c", off("1.00"), conditions=[deep]), checkout(codes=["GUESS"]), explain="all")
    assert b"SECRET" not in msgspec.json.encode(found)
