"""A category from which something must be in the checkout."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import line_of
from largesse.promotions.wire import Token

_CART = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00", "categories": ["food", "drinks", "tea"]}]}


class ContainsFromCategory(Condition, frozen=True, tag="contains_from_category"):
    """Something from one of these categories, or from a category below them at any depth, is in the checkout."""

    categories: Annotated[
        list[Token], Meta(min_length=1, max_length=50000, extra_json_schema={"x-widget": "categories"})
    ]

    needs: ClassVar[Need | None] = "goods"
    labels: ClassVar = {
        "en": {"": "Contains from category", "categories": "From one of these categories"},
        "zh": {"": "包含类目商品", "categories": "来自以下任一类目"},
        "th": {"": "มีสินค้าจากหมวดหมู่", "categories": "จากหมวดหมู่ใดหมวดหมู่หนึ่งต่อไปนี้"},
        "sv": {"": "Innehåller från kategori", "categories": "Från en av dessa kategorier"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Needs something of {wanted}"},
        "zh": {"fails": "需要{wanted}中的商品"},
        "th": {"fails": "ต้องมีสินค้าจาก {wanted}"},
        "sv": {"fails": "Något av {wanted} behövs"},
    }
    examples: ClassVar = (
        Example(
            says="Tea is a drink, and drinks are food.",
            given={"categories": ["food"]},
            checkout=_CART,
            gives={"holds": True},
        ),
        Example(says="No toys here.", given={"categories": ["toys"]}, checkout=_CART, gives={"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        return line_of("contains_from_category", "categories", self.categories, lambda row: row.categories, "category")
