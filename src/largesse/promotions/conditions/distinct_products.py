"""How many different products there are."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.counts import products_in
from largesse.promotions.evaluation import Need
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.threshold import Comparison, Measure, held_against
from largesse.promotions.wire import Count

_CART = {
    "currency": "USD",
    "lines": [
        {"article": "tea-250", "product": "tea", "price": "10.00"},
        {"article": "tea-500", "product": "tea", "price": "18.00"},
        {"article": "nuts", "price": "4.00"},
    ],
}


class DistinctProducts(Condition, frozen=True, tag="distinct_products"):
    """So many different products; articles of one product count once, an article without a product as its own."""

    count: Count
    operator: Comparison = "at_least"
    of: Selector = EVERYTHING

    needs: ClassVar[Need | None] = "units"
    bound: ClassVar[str] = "count"
    labels: ClassVar = {
        "en": {"": "Different products", "count": "Number", "operator": "is", "of": "Counting these lines"},
        "zh": {"": "不同商品数", "count": "数量", "operator": "条件", "of": "计入的商品行"},
        "th": {"": "จำนวนสินค้าที่ต่างกัน", "count": "จำนวน", "operator": "เงื่อนไข", "of": "นับรายการเหล่านี้"},
        "sv": {"": "Olika produkter", "count": "Antal", "operator": "är", "of": "Räknat på dessa rader"},
    }
    examples: ClassVar = (
        Example(says="Tea and nuts.", given={"count": 2}, checkout=_CART, gives={"holds": True}),
        Example(
            says="Three articles, but one product short of three.",
            given={"count": 3},
            checkout=_CART,
            gives={"holds": False, "gap": "1"},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        of = self.of.compile(terms.under("of"))
        products = Measure(lambda view: products_in(of.rows(view)), int, unit="products", among=self.of.names())
        return held_against("distinct_products", self.operator, self.count, products)
