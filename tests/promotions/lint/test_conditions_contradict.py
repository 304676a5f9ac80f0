"""Conditions that cannot hold together are found, and those that can are left alone."""

from __future__ import annotations

import pytest

from tests.promotions.asking import Json, campaign, percent, promotion
from tests.promotions.lint.looking import cautions, places


def rule(field: str, operator: str, value: object = None, kind: str = "customer", **more: object) -> Json:
    return {"type": kind, "field": field, "operator": operator, "value": value, **more}


def total(amount: str, operator: str = "at_least", **more: object) -> Json:
    return {"type": "order_total", "amount": amount, "operator": operator, **more}


def units(count: int, operator: str = "at_least", **more: object) -> Json:
    return {"type": "quantity", "quantity": count, "operator": operator, **more}


def found(*conditions: Json, **more: object) -> list[str]:
    return places(
        "conditions_contradict", campaign("c", promotions=[promotion(percent(), conditions=conditions)], **more)
    )


TIER = {"gold": rule("tier", "equals", "gold"), "silver": rule("tier", "equals", "silver")}
LATE = rule("clock", "at_least", "20:00", "temporal")

IMPOSSIBLE: list[tuple[list[Json], str]] = [
    ([TIER["gold"], TIER["silver"]], "[1]"),
    ([rule("tier", "in", ["gold", "silver"]), rule("tier", "not_in", ["silver", "gold", "none"])], "[1]"),
    ([TIER["gold"], rule("tier", "equals", "gold", negate=True)], "[1]"),
    ([TIER["gold"], rule("tier", "exists", negate=True)], "[1]"),
    ([TIER["gold"], {"type": "none", "of": [TIER["gold"]]}], "[1].of[0]"),
    ([total("50.00"), total("50.00", "less_than")], "[1]"),
    ([total("50.00", "greater_than"), total("50.00", "at_most")], "[1]"),
    ([total("0", "less_than")], "[0]"),
    ([units(3), units(2, "at_most")], "[1]"),
    ([{"type": "all", "of": [units(3), TIER["gold"]]}, units(3, "less_than")], "[1]"),
    ([rule("total", "at_least", "50.00", "cart"), rule("total", "in_range", ["10.00", "20.00"], "cart")], "[1]"),
    ([rule("orders_before", "greater_than", 5), rule("orders_before", "at_most", 5)], "[1]"),
    ([LATE, rule("clock", "less_than", "06:00", "temporal")], "[1]"),
    (
        [rule("date", "at_most", "2026-06-01", "temporal"), rule("date", "greater_than", "2026-06-01", "temporal")],
        "[1]",
    ),
    ([rule("at", "before", "2026-01-01", "temporal"), rule("at", "after", "2026-02-01", "temporal")], "[1]"),
    ([rule("trial", "equals", True, "subscription"), rule("trial", "equals", False, "subscription")], "[1]"),
    ([rule("groups", "contains", "a"), rule("groups", "contains", "a", negate=True)], "[1]"),
    ([rule("categories", "contains", "a", "line"), rule("categories", "contains", "a", "line", negate=True)], "[1]"),
    ([{"type": "first_purchase"}, {"type": "none", "of": [{"type": "first_purchase"}]}], "[1].of[0]"),
]

POSSIBLE: list[list[Json]] = [
    [TIER["gold"], rule("tier", "in", ["gold", "silver"])],
    [TIER["gold"], {"type": "none", "of": [TIER["silver"]]}],
    [rule("tier", "not_equals", "gold"), rule("tier", "not_equals", "silver")],
    [{"type": "any", "of": [TIER["gold"], TIER["silver"]]}, TIER["gold"]],
    [total("50.00"), total("50.00", "at_most")],
    [total("50.00"), total("20.00", "less_than", of={"categories": ["drinks"]})],
    [total("50.00"), total("50.00", "less_than", on="before_discounts")],
    [total("0.00", "at_most")],
    [units(3), units(2, "at_most", of={"articles": ["tea"]})],
    [units(2), units(2, "equals")],
    [rule("price", "greater_than", "10.00", "line"), rule("price", "less_than", "5.00", "line")],
    [rule("groups", "contains", "a"), rule("groups", "contains", "b")],
    [rule("groups", "contains", "a"), rule("groups", "contains", "b", negate=True)],
    [rule("tier", "starts_with", "g"), rule("tier", "equals", "gold")],
    [rule("tier", "exists"), TIER["gold"]],
    [rule("tier", "exists", negate=True)],
    [rule("orders_before", "greater_than", 5), rule("orders_before", "less_than", 7)],
    [LATE, rule("clock", "less_than", "20:01", "temporal")],
    [rule("attributes.size", "equals", "L"), rule("attributes.size", "equals", "M")],
]


@pytest.mark.parametrize(("conditions", "place"), IMPOSSIBLE)
def test_what_cannot_hold_together_is_found_at_its_place(conditions: list[Json], place: str):
    assert found(*conditions) == [f"c.promotions[0].conditions{place}"]


@pytest.mark.parametrize("conditions", POSSIBLE)
def test_what_can_hold_together_is_left_alone(conditions: list[Json]):
    assert found(*conditions) == []


def test_the_message_names_the_other_place():
    given = campaign("c", promotions=[promotion(percent(), conditions=[TIER["gold"], units(1), TIER["silver"]])])
    (caution,) = cautions("conditions_contradict", given)
    assert "together with $.promotions[0].conditions[0], so the promotion never applies" in caution.message


def test_a_promotion_of_several_is_named():
    both = [promotion(percent(), id="a"), promotion(percent(), id="b", conditions=[TIER["gold"], TIER["silver"]])]
    assert places("conditions_contradict", campaign("c", promotions=both)) == ["c.promotions[1].conditions[1]"]
