"""A product set from which something must be in the checkout."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import line_of
from largesse.promotions.wire import Token

_CART = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00", "sets": ["new"]}]}


class ContainsFromSet(Condition, frozen=True, tag="contains_from_set"):
    """Something from one of these product sets is in the checkout."""

    sets: Annotated[list[Token], Meta(min_length=1, max_length=50000, extra_json_schema={"x-widget": "sets"})]

    needs: ClassVar[Need | None] = "goods"
    labels: ClassVar = {
        "en": {"": "Contains from product set", "sets": "From one of these product sets"},
        "zh": {"": "包含商品集合", "sets": "来自以下任一商品集合"},
        "th": {"": "มีสินค้าจากชุดสินค้า", "sets": "จากชุดสินค้าใดชุดหนึ่งต่อไปนี้"},
        "sv": {"": "Innehåller från produktgrupp", "sets": "Från en av dessa produktgrupper"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Needs something of {wanted}"},
        "zh": {"fails": "需要{wanted}中的商品"},
        "th": {"fails": "ต้องมีสินค้าจาก {wanted}"},
        "sv": {"fails": "Något av {wanted} behövs"},
    }
    examples: ClassVar = (
        Example(says="Something new.", given={"sets": ["bestsellers", "new"]}, checkout=_CART, gives={"holds": True}),
        Example(says="Nothing from the outlet.", given={"sets": ["outlet"]}, checkout=_CART, gives={"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        return line_of("contains_from_set", "sets", self.sets, lambda row: row.sets, "set")
