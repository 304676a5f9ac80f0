"""How many units the whole checkout has."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.numbers import SCALE
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.counts import as_number, quantity_of
from largesse.promotions.evaluation import Need
from largesse.promotions.threshold import Comparison, Measure, held_against
from largesse.promotions.wire import Quantity

_CART = {
    "currency": "USD",
    "lines": [
        {"article": "tea", "price": "10.00", "quantity": 2},
        {"article": "apples", "price": "4.00", "quantity": "0.5"},
    ],
}


class TotalQuantity(Condition, frozen=True, tag="total_quantity"):
    """So many units in the whole checkout; weighed goods count by their weight."""

    quantity: Quantity
    operator: Comparison = "at_least"

    needs: ClassVar[Need | None] = "units"
    bound: ClassVar[str] = "quantity"
    labels: ClassVar = {
        "en": {"": "Total quantity", "quantity": "Units", "operator": "is"},
        "zh": {"": "总件数", "quantity": "件数", "operator": "条件"},
        "th": {"": "จำนวนชิ้นทั้งหมด", "quantity": "จำนวน", "operator": "เงื่อนไข"},
        "sv": {"": "Totalt antal", "quantity": "Antal", "operator": "är"},
    }
    examples: ClassVar = (
        Example(
            says="No more than three units.",
            given={"quantity": 3, "operator": "at_most"},
            checkout=_CART,
            gives={"holds": True},
        ),
        Example(says="Half a unit short.", given={"quantity": 3}, checkout=_CART, gives={"holds": False, "gap": "0.5"}),
    )

    def compile(self, terms: Terms) -> Test:
        bound = terms.quantity(self.quantity, "quantity")
        units = Measure(lambda view: quantity_of(view.basket.rows), as_number, SCALE, unit="units")
        return held_against("total_quantity", self.operator, bound, units)
