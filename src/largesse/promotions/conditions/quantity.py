"""How many units of some lines there are."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.numbers import SCALE
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test, View
from largesse.promotions.counts import as_number, quantity_of
from largesse.promotions.evaluation import Finding, Need
from largesse.promotions.selector import EVERYTHING, Selection, Selector
from largesse.promotions.threshold import COMPARE, Comparison, Measure, gap, held_against
from largesse.promotions.wire import Quantity

_CART = {
    "currency": "USD",
    "lines": [
        {"article": "tea", "price": "10.00", "quantity": 2},
        {"article": "nuts", "price": "4.00", "quantity": 3},
    ],
}


class QuantityOfLines(Condition, frozen=True, tag="quantity"):
    """So many units of these lines, together or on one line; weighed goods count by their weight."""

    quantity: Quantity
    operator: Comparison = "at_least"
    of: Selector = EVERYTHING
    """Which lines count."""
    per_line: bool = False
    """One of the lines must fulfil it by itself."""

    needs: ClassVar[Need | None] = "units"
    bound: ClassVar[str] = "quantity"
    labels: ClassVar = {
        "en": {
            "": "Quantity",
            "quantity": "Units",
            "operator": "is",
            "of": "Counting these lines",
            "per_line": "On one line",
        },
        "zh": {"": "商品件数", "quantity": "件数", "operator": "条件", "of": "计入的商品行", "per_line": "单行计算"},
        "th": {
            "": "จำนวนชิ้น",
            "quantity": "จำนวน",
            "operator": "เงื่อนไข",
            "of": "นับรายการเหล่านี้",
            "per_line": "ในรายการเดียว",
        },
        "sv": {
            "": "Antal",
            "quantity": "Antal",
            "operator": "är",
            "of": "Räknat på dessa rader",
            "per_line": "På en rad",
        },
    }
    examples: ClassVar = (
        Example(says="Five units altogether.", given={"quantity": 5}, checkout=_CART, gives={"holds": True}),
        Example(
            says="No single line has five.",
            given={"quantity": 5, "per_line": True},
            checkout=_CART,
            gives={"holds": False, "gap": "2"},
        ),
        Example(
            says="Fewer than four of the tea.",
            given={"quantity": 4, "operator": "less_than", "of": {"articles": ["tea"]}},
            checkout=_CART,
            gives={"holds": True},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        of, bound = self.of.compile(terms.under("of")), terms.quantity(self.quantity, "quantity")
        if self.per_line:
            return self._on_one_line(of, bound)
        units = Measure(lambda view: quantity_of(of.rows(view)), as_number, SCALE, unit="units", among=self.of.names())
        return held_against("quantity", self.operator, bound, units, of.keys)

    def _on_one_line(self, of: Selection, bound: int) -> Test:
        operator, compare = self.operator, COMPARE[self.operator]

        def find(view: View) -> Finding:
            units = [row.quantity for row in of.rows(view)]
            short = [more for each in units if (more := gap(operator, each, bound, SCALE)) is not None]
            return Finding(
                type="quantity",
                field="per_line",
                operator=operator,
                wanted=as_number(bound),
                actual=[as_number(each) for each in units] or None,
                missing=not units,
                gap=str(as_number(min(short))) if short else None,
                unit="units",
                among=[*self.of.names()],
            )

        def holds(view: View) -> bool:
            return any(compare(row.quantity, bound) for row in of.rows(view))

        return Test(holds, find, of.keys)
