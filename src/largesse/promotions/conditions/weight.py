"""What the goods weigh."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.numbers import SCALE
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.counts import as_number, weight_of
from largesse.promotions.evaluation import Need
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.threshold import Comparison, Measure, held_against
from largesse.promotions.wire import Quantity

_CART = {"currency": "USD", "lines": [{"article": "flour", "price": "2.00", "quantity": 12, "weight": "1.25"}]}


class Weight(Condition, frozen=True, tag="weight"):
    """So many kilograms. Lines that state no weight weigh nothing; it fails when no line states one."""

    kilograms: Quantity
    operator: Comparison = "at_most"
    of: Selector = EVERYTHING
    """Which lines count."""

    needs: ClassVar[Need | None] = "units"
    bound: ClassVar[str] = "kilograms"
    labels: ClassVar = {
        "en": {"": "Weight", "kilograms": "Kilograms", "operator": "is", "of": "Counting these lines"},
        "zh": {"": "重量", "kilograms": "公斤", "operator": "条件", "of": "计入的商品行"},
        "th": {"": "น้ำหนัก", "kilograms": "กิโลกรัม", "operator": "เงื่อนไข", "of": "นับรายการเหล่านี้"},
        "sv": {"": "Vikt", "kilograms": "Kilogram", "operator": "är", "of": "Räknat på dessa rader"},
    }
    examples: ClassVar = (
        Example(says="15 kg, and no more.", given={"kilograms": 15}, checkout=_CART, gives={"holds": True}),
        Example(
            says="5 kg are missing to 20.",
            given={"kilograms": 20, "operator": "at_least"},
            checkout=_CART,
            gives={"holds": False, "gap": "5"},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        of, bound = self.of.compile(terms.under("of")), terms.quantity(self.kilograms, "kilograms")
        weight = Measure(
            lambda view: weight_of(of.rows(view)), as_number, SCALE // 1000, unit="kilograms", among=self.of.names()
        )
        return held_against("weight", self.operator, bound, weight)
