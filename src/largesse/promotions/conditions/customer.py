"""A rule over the customer."""

from __future__ import annotations

from typing import Any, ClassVar

from largesse.core.kinds import Example
from largesse.promotions.condition import Field, FieldCondition, View

_LINES = [{"article": "tea", "price": "10.00"}]


def _attribute(view: View, name: str) -> Any:
    return (view.basket.customer.attributes or {}).get(name)


class CustomerRule(FieldCondition, frozen=True, tag="customer"):
    """A fact about the customer: who they are, what group they belong to, or any own attribute."""

    cost: ClassVar[int] = 0
    attributes: ClassVar = staticmethod(_attribute)
    fields: ClassVar[dict[str, Field]] = {
        "id": Field("text", lambda view: view.basket.customer.id, "the customer's id; missing for a guest"),
        "groups": Field("texts", lambda view: view.basket.customer.groups, "user groups"),
        "organizations": Field("texts", lambda view: view.basket.customer.organizations, "organizations"),
        "tags": Field("texts", lambda view: view.basket.customer.tags, "tags"),
        "segments": Field("texts", lambda view: view.basket.customer.segments, "segments of another system"),
        "tier": Field("text", lambda view: view.basket.customer.tier, "loyalty tier"),
        "language": Field("text", lambda view: view.basket.customer.language, "preferred language"),
        "orders_before": Field("number", lambda view: view.basket.customer.orders_before, "confirmed orders so far"),
    }
    labels: ClassVar = {
        "en": {"": "Customer", "field": "Field", "operator": "is", "value": "Value", "negate": "Not"},
    }
    examples: ClassVar = (
        Example(
            says="A gold customer.",
            given={"field": "tier", "operator": "equals", "value": "gold"},
            checkout={"currency": "USD", "lines": _LINES, "customer": {"id": "c1", "tier": "gold"}},
            gives={"holds": True},
        ),
        Example(
            says="A guest has no tier: a missing value fails, also when it is negated.",
            given={"field": "tier", "operator": "equals", "value": "gold", "negate": True},
            checkout={"currency": "USD", "lines": _LINES},
            gives={"holds": False},
        ),
        Example(
            says="An own attribute.",
            given={"field": "attributes.kids", "operator": "at_least", "value": 2},
            checkout={"currency": "USD", "lines": _LINES, "customer": {"id": "c1", "attributes": {"kids": 3}}},
            gives={"holds": True},
        ),
    )
