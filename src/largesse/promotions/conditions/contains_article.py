"""An article that must be in the checkout."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import line_of
from largesse.promotions.wire import Token

_CART = {"currency": "USD", "lines": [{"article": "tea-250", "price": "10.00"}]}


class ContainsArticle(Condition, frozen=True, tag="contains_article"):
    """One of these articles is in the checkout."""

    articles: Annotated[list[Token], Meta(min_length=1, max_length=50000, extra_json_schema={"x-widget": "articles"})]

    needs: ClassVar[Need | None] = "goods"
    labels: ClassVar = {
        "en": {"": "Contains article", "articles": "One of these articles"},
        "zh": {"": "包含货号", "articles": "以下任一货号"},
        "th": {"": "มีรายการสินค้า", "articles": "รายการใดรายการหนึ่งต่อไปนี้"},
        "sv": {"": "Innehåller artikel", "articles": "En av dessa artiklar"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Needs something of {wanted}"},
        "zh": {"fails": "需要{wanted}中的商品"},
        "th": {"fails": "ต้องมีสินค้าจาก {wanted}"},
        "sv": {"fails": "Något av {wanted} behövs"},
    }
    examples: ClassVar = (
        Example(
            says="The small packet, one of two that count.",
            given={"articles": ["tea-250", "tea-500"]},
            checkout=_CART,
            gives={"holds": True},
        ),
        Example(says="Nuts are not in the cart.", given={"articles": ["nuts"]}, checkout=_CART, gives={"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        return line_of("contains_article", "articles", self.articles, lambda row: (row.article,), "article")
