"""What a condition that fails says it found: its kind and field, what was wanted, what was there, what is missing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from largesse.promotions.checkout import Checkout
from largesse.promotions.kinds import conditions_found
from tests.promotions.asking import NOON, Json, ask, campaign, percent, read

LINE: Json = {
    "article": "tea", "price": "10.00", "quantity": 2, "product": "p", "categories": ["food"], "sets": ["old"],
    "assortments": ["pos"], "weight": "0.5", "tax_rate": "25",
}  # fmt: skip
CUSTOMER: Json = {
    "id": "c1", "groups": ["staff"], "organizations": ["other"], "segments": ["poor"], "tier": "silver",
    "orders_before": 1, "attributes": {"kids": 1},
}  # fmt: skip
CHECKOUT: Json = {
    "currency": "USD", "at": NOON, "lines": [LINE], "customer": CUSTOMER, "payment_method": "card", "codes": ["OTHER"],
    "deliveries": [{"amount": "4.00", "method": "post"}], "store": "north", "attributes": {"wrap": False},
    "subscription": {"plan": "free", "attributes": {"seats": 1}}, "address": {"country": "SE"},
    "store_attributes": {"size": 1},
}  # fmt: skip
FACTS: Json = {"audiences": ["new"], "behavior": {"spent": "9.50", "attributes": {"views": 2}}}

TEA: Json = {"articles": ["tea"]}
AMONG: Json = {"among": ["tea"]}


def one_of(kind: str, field: str, wanted: str, actual: str) -> tuple[Json, Json]:
    said = {"field": field, "operator": "contains_any", "wanted": [wanted], "actual": [actual]}
    return {"type": kind, field: [wanted]}, said


def at_least(wanted: Any, actual: Any, gap: str, unit: str, **more: Any) -> Json:
    return {"operator": "at_least", "wanted": wanted, "actual": actual, "gap": gap, "unit": unit, **more}


def rule(kind: str, field: str, wanted: Any, actual: Any, **more: Any) -> tuple[Json, Json]:
    asked = {"field": field, "operator": "equals", "wanted": wanted, "actual": actual, **more}
    return {"type": kind, "field": field, "operator": "equals", "value": wanted}, asked


FINDINGS: list[tuple[Json, Json]] = [
    ({"type": "audience", "audiences": ["lapsed"]},
     {"operator": "contains_any", "wanted": ["lapsed"], "actual": ["new"]}),
    one_of("contains_article", "articles", "mug", "tea"),
    one_of("contains_product", "products", "q", "p"),
    one_of("contains_from_category", "categories", "mugs", "food"),
    one_of("contains_from_set", "sets", "new", "old"),
    one_of("contains_from_assortment", "assortments", "web", "pos"),
    one_of("customer_group", "groups", "club", "staff"),
    one_of("customer_organization", "organizations", "acme", "other"),
    one_of("customer_segment", "segments", "rich", "poor"),
    one_of("customer_tier", "tiers", "gold", "silver"),
    one_of("delivery_method", "methods", "courier", "post"),
    one_of("payment_method", "methods", "cash", "card"),
    ({"type": "contains", "of": {"articles": ["mug"]}, "min_distinct": 2},
     at_least(2, 0, "2", "products", field="min_distinct", among=["mug"])),
    ({"type": "distinct_products", "count": 2, "of": TEA}, at_least(2, 1, "1", "products", **AMONG)),
    ({"type": "quantity", "quantity": 3, "of": TEA}, at_least(3, 2, "1", "units", **AMONG)),
    ({"type": "quantity", "quantity": 3, "of": TEA, "per_line": True},
     at_least(3, [2], "1", "units", field="per_line", **AMONG)),
    ({"type": "total_quantity", "quantity": 9}, at_least(9, 2, "7", "units")),
    ({"type": "weight", "kilograms": "2.5", "operator": "at_least", "of": TEA},
     at_least("2.5", 1, "1.5", "kilograms", **AMONG)),
    ({"type": "order_total", "amount": "25.00", "of": TEA},
     at_least("25.00", "20.00", "5.00", "amount", field="after_discounts", **AMONG)),
    ({"type": "order_total", "amount": "25.00", "on": "before_discounts", "tax": "excluded"},
     at_least("25.00", "16.00", "9.00", "amount", field="before_discounts")),
    ({"type": "first_purchase"}, {"field": "orders_before", "operator": "equals", "wanted": 0, "actual": 1}),
    ({"type": "nth_order", "n": 3}, {"field": "n", "wanted": 3, "actual": 2}),
    ({"type": "has_code", "codes": ["SAVE"]}, {"field": "codes", "actual": ["OTHER"], "gap": "1"}),
    ({"type": "has_code", "codes": ["OTHER"], "uses_per_code": 2},
     {"field": "uses_per_code", "operator": "less_than", "wanted": 2, "actual": {"OTHER": 2}}),
    ({"type": "time_window", "weekdays": ["friday"]},
     {"operator": "in_range", "wanted": {"weekdays": ["friday"]}, "actual": "monday 2026-06-15T12:00+00:00"}),
    rule("cart", "payment_method", "cash", "card"),
    rule("cart", "attributes.wrap", True, False),
    rule("line", "article", "mug", ["tea"]),
    rule("customer", "attributes.kids", 2, 1),
    rule("subscription", "plan", "pro", "free"),
    rule("subscription", "attributes.seats", 2, 1),
    rule("geographic", "country", "TH", "SE"),
    rule("store", "attributes.size", 2, 1),
    rule("code", "count", 0, 1),
    rule("behavioral", "spent", "10.00", "9.50", gap="0.50", unit="amount"),
    rule("behavioral", "attributes.views", 3, 2),
    rule("temporal", "weekday", "friday", "monday"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "found"), FINDINGS, ids=lambda each: each.get("type", "finding"))
def test_a_condition_that_fails_says_what_it_found(condition: Json, found: Json) -> None:
    given = campaign("c", percent(), conditions=[condition])
    (verdict,) = ask(given, read(Checkout, CHECKOUT), facts={**FACTS, "code_uses": {"OTHER": 2}}).verdicts
    assert msgspec.to_builtins(verdict.finding) == {"type": condition["type"], **found}


def test_every_kind_that_is_no_group_is_here() -> None:
    here = {condition["type"] for condition, _ in FINDINGS}
    assert here == {kind.tag() for kind in conditions_found()} - {"all", "any", "none"}
