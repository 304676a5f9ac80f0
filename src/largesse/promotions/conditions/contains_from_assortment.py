"""An assortment from which something must be in the checkout."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import line_of
from largesse.promotions.wire import Token

_CART = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00", "assortments": ["autumn"]}]}


class ContainsFromAssortment(Condition, frozen=True, tag="contains_from_assortment"):
    """Something from one of these assortments is in the checkout."""

    assortments: Annotated[
        list[Token], Meta(min_length=1, max_length=50000, extra_json_schema={"x-widget": "assortments"})
    ]

    needs: ClassVar[Need | None] = "goods"
    labels: ClassVar = {
        "en": {"": "Contains from assortment", "assortments": "From one of these assortments"},
        "zh": {"": "包含商品组合", "assortments": "来自以下任一商品组合"},
        "th": {"": "มีสินค้าจากกลุ่มสินค้า", "assortments": "จากกลุ่มสินค้าใดกลุ่มหนึ่งต่อไปนี้"},
        "sv": {"": "Innehåller från sortiment", "assortments": "Från ett av dessa sortiment"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Needs something of {wanted}"},
        "zh": {"fails": "需要{wanted}中的商品"},
        "th": {"fails": "ต้องมีสินค้าจาก {wanted}"},
        "sv": {"fails": "Något av {wanted} behövs"},
    }
    examples: ClassVar = (
        Example(
            says="Something of the autumn assortment.",
            given={"assortments": ["autumn"]},
            checkout=_CART,
            gives={"holds": True},
        ),
        Example(
            says="Nothing of the spring assortment.",
            given={"assortments": ["spring"]},
            checkout=_CART,
            gives={"holds": False},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        return line_of(
            "contains_from_assortment", "assortments", self.assortments, lambda row: row.assortments, "assortment"
        )
