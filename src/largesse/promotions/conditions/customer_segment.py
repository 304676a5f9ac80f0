"""A segment of another system that the customer must be in."""

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
    "customer": {"segments": ["young-parents"]},
}


class CustomerSegment(Condition, frozen=True, tag="customer_segment"):
    """The customer is in one of these segments, as another system keeps them."""

    segments: Annotated[list[Token], Meta(min_length=1, max_length=1000, extra_json_schema={"x-widget": "segments"})]

    needs: ClassVar[Need | None] = "customer"
    labels: ClassVar = {
        "en": {"": "Segment", "segments": "In one of these"},
        "zh": {"": "客群", "segments": "属于以下任一客群"},
        "th": {"": "เซกเมนต์", "segments": "อยู่ในเซกเมนต์ใดเซกเมนต์หนึ่งต่อไปนี้"},
        "sv": {"": "Segment", "segments": "I ett av dessa"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Only for customers of the segment {wanted}"},
        "zh": {"fails": "仅限客群 {wanted} 的顾客"},
        "th": {"fails": "เฉพาะลูกค้าเซกเมนต์ {wanted}"},
        "sv": {"fails": "Bara för kunder i segmentet {wanted}"},
    }
    examples: ClassVar = (
        Example(says="A young parent.", given={"segments": ["young-parents"]}, checkout=_CART, gives={"holds": True}),
        Example(says="Not a student.", given={"segments": ["students"]}, checkout=_CART, gives={"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        return one_of("customer_segment", "segments", self.segments, lambda view: view.basket.customer.segments or ())
