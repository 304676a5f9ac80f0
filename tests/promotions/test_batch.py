"""Many checkouts, a record each: every answer is that of the checkout alone, and a bad record is only one record."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from largesse.promotions.batch import LONGEST, evaluate_batch
from largesse.promotions.evaluate import evaluate
from largesse.promotions.facts import Facts
from tests.promotions.asking import Json, book, campaign, checkout, code, off, tea

BOOK = book(campaign("tea", off("1.00")), campaign("vip", off("2.00"), audiences=["vip"]))


def record(*lines: Json, **more: object) -> bytes:
    return msgspec.json.encode(checkout(*lines, **more))


def read(answers: Iterator[bytes]) -> list[Json]:
    return [msgspec.json.decode(answer, type=dict) for answer in answers]


def test_each_record_is_answered_as_alone_and_in_order() -> None:
    bought = [checkout(tea(quantity=each)) for each in (1, 2, 3)]
    answers = list(evaluate_batch(BOOK, [msgspec.json.encode(each) for each in bought]))
    assert answers == [msgspec.json.encode(evaluate(BOOK, each)) for each in bought]


def test_a_bad_record_is_an_error_with_its_number_and_not_the_end() -> None:
    records = [record(), b"{", b"", record(tea("1.001")), b"  \n", record(tea("2.00"))]
    first, broken, wrong, last = read(evaluate_batch(BOOK, records))
    assert (first["totals"]["total"], last["totals"]["total"]) == ("9.00", "1.00")
    assert (broken["schema"], broken["line"], broken["code"]) == ("largesse.error/1", 2, "malformed")
    assert (wrong["line"], wrong["code"]) == (4, "invalid")
    assert wrong["message"]
    assert [(each["path"], each["code"]) for each in wrong["problems"]] == [("$.lines[0].price", "bad_amount")]


def test_a_record_has_a_longest_length() -> None:
    padded = record().ljust(LONGEST)
    fits, refused = read(evaluate_batch(BOOK, [padded, padded + b" "]))
    assert fits["totals"]["total"] == "9.00"
    assert [(each["path"], each["code"]) for each in refused["problems"]] == [("$", "too_large")]


def test_facts_explanations_and_hints_hold_for_every_record() -> None:
    other = book(
        campaign("tea", off("1.00"), conditions=[code("SAVE")]), campaign("vip", off("2.00"), audiences=["vip"])
    )
    (plain,) = read(evaluate_batch(other, [record()]))
    assert not {"verdicts", "hints"} & plain.keys()
    (told,) = read(evaluate_batch(other, [record()], Facts(audiences=frozenset({"vip"})), explain="all", hints=1))
    assert [(each["campaign"], each["outcome"]) for each in told["verdicts"]] == [
        ("tea", "not_applied"),
        ("vip", "applied"),
    ]
    assert [each["campaign"] for each in told["hints"]] == ["tea"]


def test_answers_come_as_they_are_made() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield record()

    assert next(evaluate_batch(BOOK, endless()))
