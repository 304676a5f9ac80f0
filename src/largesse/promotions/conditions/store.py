"""A rule over the place of sale."""

from __future__ import annotations

from typing import Any, ClassVar

from largesse.core.kinds import Example
from largesse.promotions.condition import Group, View
from largesse.promotions.field_condition import Field, FieldCondition, rule_labels

_LINES = [{"article": "tea", "price": "10.00"}]


def _attribute(view: View, name: str) -> Any:
    return (view.basket.checkout.store_attributes or {}).get(name)


class StoreRule(FieldCondition, frozen=True, tag="store"):
    """A fact about the store: which one, in which channel, or any own attribute of it."""

    cost: ClassVar[int] = 0
    attributes: ClassVar = staticmethod(_attribute)
    index: ClassVar[dict[str, Group]] = {"id": "store"}
    fields: ClassVar[dict[str, Field]] = {
        "id": Field("text", lambda view: view.basket.checkout.store, "the store's id"),
        "channel": Field("text", lambda view: view.basket.checkout.channel, "sales channel"),
    }
    labels: ClassVar = rule_labels(
        en={
            "": "Store",
            "field.id": "Store's id",
            "field.channel": "Sales channel",
        },
        zh={
            "": "门店",
            "field.id": "门店编号",
            "field.channel": "销售渠道",
        },
        th={
            "": "ร้านค้า",
            "field.id": "รหัสร้านค้า",
            "field.channel": "ช่องทางขาย",
        },
        sv={
            "": "Butik",
            "field.id": "Butikens id",
            "field.channel": "Säljkanal",
        },
    )
    examples: ClassVar = (
        Example(
            says="One of the stores of a town.",
            given={"field": "id", "operator": "in", "value": ["north", "south"]},
            checkout={"currency": "USD", "lines": _LINES, "store": "south"},
            gives={"holds": True},
        ),
        Example(
            says="A store that is not large enough.",
            given={"field": "attributes.square_metres", "operator": "at_least", "value": 400},
            checkout={"currency": "USD", "lines": _LINES, "store": "south", "store_attributes": {"square_metres": 120}},
            gives={"holds": False},
        ),
    )
