"""The customer's first order."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.threshold import Measure, held_against

_TEA = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00"}]}


class FirstPurchase(Condition, frozen=True, tag="first_purchase"):
    """The customer has no confirmed order yet. It fails for somebody of whom that is not known."""

    labels: ClassVar = {
        "en": {"": "First purchase"},
        "zh": {"": "首次购买"},
        "th": {"": "การซื้อครั้งแรก"},
        "sv": {"": "Första köpet"},
    }
    phrases: ClassVar = {
        "en": {
            "fails": "Only for the first purchase",
            "missing": "Only for the first purchase, and nothing is known of this customer",
        },
        "zh": {"fails": "仅限首次购买", "missing": "仅限首次购买，而顾客的购买记录未知"},
        "th": {"fails": "เฉพาะการซื้อครั้งแรก", "missing": "เฉพาะการซื้อครั้งแรก แต่ไม่ทราบประวัติของลูกค้า"},
        "sv": {"fails": "Bara vid första köpet", "missing": "Bara vid första köpet, och inget är känt om kunden"},
    }
    examples: ClassVar = (
        Example(
            says="Nothing bought before.",
            given={},
            checkout={**_TEA, "customer": {"id": "c1", "orders_before": 0}},
            gives={"holds": True},
        ),
        Example(
            says="A guest may have been here before.",
            given={},
            checkout=_TEA,
            gives={"holds": False, "missing": True},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        orders = Measure(lambda view: view.basket.customer.orders_before, int, field="orders_before", cost=0)
        return held_against("first_purchase", "equals", 0, orders)
