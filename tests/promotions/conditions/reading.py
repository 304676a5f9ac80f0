"""How these tests read a condition, a checkout and facts from their wire forms, and ask the one about the others."""

from typing import Any

import msgspec

from largesse.core.kinds import Example, Kind
from largesse.core.money import digits_of
from largesse.core.terms import Terms
from largesse.promotions import basket, kinds
from largesse.promotions.checkout import Checkout
from largesse.promotions.condition import Condition, Test, View
from largesse.promotions.definition import Promotion
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings
from largesse.promotions.standing import Standing

NOON = "2026-06-15T12:00:00Z"
"""A Monday."""


def condition(given: dict[str, Any]) -> Condition:
    """The condition as a promotion would hold it, strictly decoded."""
    kinds.load()
    benefit = {"type": "percent_off_products", "percent": "10"}
    written = {"id": "p", "conditions": [given], "benefits": [benefit]}
    return msgspec.json.decode(msgspec.json.encode(written), type=Promotion).conditions[0]


def view(checkout: dict[str, Any], facts: dict[str, Any] | None = None) -> View:
    full = {"at": NOON, "currency": "USD", "lines": [{"article": "tea", "price": "10.00"}], **checkout}
    read = basket.read(msgspec.convert(full, Checkout), Settings())
    return View(read, Standing(read), msgspec.convert(facts or {}, Facts), True)


def compiled(given: dict[str, Any], currency: str = "USD", **terms: Any) -> Test:
    return condition(given).compile(Terms(digits=digits_of(currency), **terms))


def holds(given: dict[str, Any], checkout: dict[str, Any], facts: dict[str, Any] | None = None, **terms: Any) -> bool:
    """Whether the condition holds, after a look at what it says of itself either way."""
    test, seen = compiled(given, checkout.get("currency", "USD"), **terms), view(checkout, facts)
    msgspec.json.encode(test.find(seen))
    return test.holds(seen)


def of_example(kind: type[Kind], example: Example) -> dict[str, Any]:
    """What a condition's example comes to, in the words of its `gives`."""
    test = compiled({"type": kind.tag(), **example.given}, example.checkout["currency"])
    seen = view(example.checkout, example.facts)
    found = test.holds(seen)
    came: dict[str, Any] = {"holds": found}
    if not found:
        finding = test.find(seen)
        came |= {"gap": finding.gap, "missing": finding.missing, "reason": test.why(seen).value if test.why else None}
    return came
