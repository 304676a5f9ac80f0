"""The kinds' own examples come true: install the package, then run pytest here."""

import json
from typing import Any

from corner_shop_kinds.loyalty_card_prefix import LoyaltyCardPrefix
from corner_shop_kinds.round_down_total import RoundDownTotal

import largesse

ANY_BENEFIT = {"type": "percent_off_order", "percent": "1"}
NOON = "2026-06-15T12:00:00Z"


def evaluated(checkout: dict[str, Any], promotion: dict[str, Any]) -> largesse.Evaluation:
    campaign = {"id": "c", "name": "c", "currency": checkout["currency"], "promotions": [{"id": "p", **promotion}]}
    book = largesse.compile_book(largesse.read_campaigns(json.dumps({"campaigns": [campaign]})))
    return largesse.evaluate(book, largesse.read_checkout(json.dumps({"at": NOON, **checkout})))


def test_examples_of_the_condition():
    for example in LoyaltyCardPrefix.examples:
        condition = {"type": "loyalty_card_prefix", **example.given}
        found = evaluated(example.checkout, {"conditions": [condition], "benefits": [ANY_BENEFIT]})
        assert bool(found.applied) == example.gives["holds"], example.says


def test_examples_of_the_benefit():
    for example in RoundDownTotal.examples:
        found = evaluated(example.checkout, {"benefits": [{"type": "round_down_total", **example.given}]})
        came = {"total": found.totals.total, "lines": [line.total for line in found.lines]}
        assert {part: came[part] for part in example.gives} == example.gives, example.says
