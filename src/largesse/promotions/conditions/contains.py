"""Lines that must be in the checkout."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.counts import products_in
from largesse.promotions.evaluation import Need
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.threshold import Measure, held_against
from largesse.promotions.wire import Count

_CART = {
    "currency": "USD",
    "lines": [
        {"article": "tea-250", "product": "tea", "price": "10.00", "categories": ["food"]},
        {"article": "tea-500", "product": "tea", "price": "18.00", "categories": ["food"]},
    ],
}


class Contains(Condition, frozen=True, tag="contains"):
    """Some of these lines are in the checkout, of at least so many different products."""

    of: Selector = EVERYTHING
    min_distinct: Count = 1
    """So many different products of them; articles of one product count once."""

    needs: ClassVar[Need | None] = "units"
    labels: ClassVar = {
        "en": {"": "Contains", "of": "These lines", "min_distinct": "Different products"},
        "zh": {"": "包含", "of": "这些商品行", "min_distinct": "不同商品数至少"},
        "th": {"": "มีสินค้า", "of": "รายการเหล่านี้", "min_distinct": "จำนวนสินค้าที่ต่างกัน"},
        "sv": {"": "Innehåller", "of": "Dessa rader", "min_distinct": "Olika produkter"},
    }
    examples: ClassVar = (
        Example(
            says="Some food of 15.00 or more.",
            given={"of": {"categories": ["food"], "price_from": "15.00"}},
            checkout=_CART,
            gives={"holds": True},
        ),
        Example(
            says="Two packets of one tea are one product, not two.",
            given={"of": {"categories": ["food"]}, "min_distinct": 2},
            checkout=_CART,
            gives={"holds": False, "gap": "1"},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        of = self.of.compile(terms.under("of"))
        products = Measure(
            lambda view: products_in(of.rows(view)), int, field="min_distinct", unit="products", among=self.of.names()
        )
        return held_against("contains", "at_least", self.min_distinct, products, of.keys)
