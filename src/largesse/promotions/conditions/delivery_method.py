"""How the order must be delivered."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import one_of
from largesse.promotions.wire import Token

_CART = {
    "currency": "USD",
    "lines": [{"article": "tea", "price": "10.00"}],
    "deliveries": [{"amount": "5.00", "method": "express"}],
}


class DeliveryMethod(Condition, frozen=True, tag="delivery_method"):
    """At least one shipment is delivered by one of these methods."""

    methods: Annotated[list[Token], Meta(min_length=1, max_length=1000, extra_json_schema={"x-widget": "methods"})]

    needs: ClassVar[Need | None] = "delivery"
    labels: ClassVar = {
        "en": {"": "Delivery method", "methods": "One of these methods"},
        "zh": {"": "配送方式", "methods": "以下任一方式"},
        "th": {"": "วิธีจัดส่ง", "methods": "วิธีใดวิธีหนึ่งต่อไปนี้"},
        "sv": {"": "Leveranssätt", "methods": "Ett av dessa sätt"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Only when delivered by {wanted}"},
        "zh": {"fails": "仅限以 {wanted} 配送"},
        "th": {"fails": "เฉพาะเมื่อจัดส่งด้วย {wanted}"},
        "sv": {"fails": "Bara vid leverans med {wanted}"},
    }
    examples: ClassVar = (
        Example(
            says="An express delivery.",
            given={"methods": ["express", "courier"]},
            checkout=_CART,
            gives={"holds": True},
        ),
        Example(says="It is not picked up.", given={"methods": ["pickup"]}, checkout=_CART, gives={"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        return one_of(
            "delivery_method",
            "methods",
            self.methods,
            lambda view: [each.method for each in view.basket.deliveries if each.method is not None],
        )
