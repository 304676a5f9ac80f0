"""A product that must be in the checkout."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import line_of
from largesse.promotions.wire import Token

_CART = {"currency": "USD", "lines": [{"article": "tea-250", "product": "tea", "price": "10.00"}]}


class ContainsProduct(Condition, frozen=True, tag="contains_product"):
    """One of these products is in the checkout, in any of its articles (sizes, colours)."""

    products: Annotated[list[Token], Meta(min_length=1, max_length=50000, extra_json_schema={"x-widget": "products"})]

    needs: ClassVar[Need | None] = "goods"
    labels: ClassVar = {
        "en": {"": "Contains product", "products": "One of these products"},
        "zh": {"": "包含商品", "products": "以下任一商品"},
        "th": {"": "มีสินค้า", "products": "สินค้าใดสินค้าหนึ่งต่อไปนี้"},
        "sv": {"": "Innehåller produkt", "products": "En av dessa produkter"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Needs something of {wanted}"},
        "zh": {"fails": "需要{wanted}中的商品"},
        "th": {"fails": "ต้องมีสินค้าจาก {wanted}"},
        "sv": {"fails": "Något av {wanted} behövs"},
    }
    examples: ClassVar = (
        Example(says="Any packet of this tea.", given={"products": ["tea"]}, checkout=_CART, gives={"holds": True}),
        Example(
            says="An article's number is not its product's.",
            given={"products": ["tea-250"]},
            checkout=_CART,
            gives={"holds": False},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        return line_of(
            "contains_product",
            "products",
            self.products,
            lambda row: () if row.product is None else (row.product,),
            "product",
        )
