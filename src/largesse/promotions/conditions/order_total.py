"""The order's total against an amount."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar, Literal

import msgspec

from largesse.core.kinds import Example
from largesse.core.money import format_amount
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test, View
from largesse.promotions.evaluation import Need
from largesse.promotions.selector import EVERYTHING, Selection, Selector
from largesse.promotions.tax import TaxView, in_view
from largesse.promotions.threshold import Comparison, Measure, held_against
from largesse.promotions.wire import Amount


class OrderTotal(Condition, frozen=True, tag="order_total"):
    """What the lines come to, above, at or below an amount."""

    amount: Amount
    operator: Comparison = "at_least"
    of: Selector = EVERYTHING
    """Which lines count."""
    on: Annotated[
        Literal["before_discounts", "after_discounts"],
        msgspec.Meta(description="At list price, or after the discounts so far."),
    ] = "after_discounts"
    tax: TaxView = "as_priced"
    include_delivery: bool = False

    needs: ClassVar[Need | None] = "amount"
    bound: ClassVar[str] = "amount"
    labels: ClassVar = {
        "en": {
            "": "Order total",
            "amount": "Amount",
            "operator": "is",
            "of": "Counting these lines",
            "on": "Looking at",
            "tax": "Tax",
            "include_delivery": "Delivery counts",
        },
        "zh": {
            "": "订单总额",
            "amount": "金额",
            "operator": "条件",
            "of": "计入的商品行",
            "on": "计算口径",
            "tax": "税",
            "include_delivery": "计入运费",
        },
        "th": {
            "": "ยอดรวมคำสั่งซื้อ",
            "amount": "จำนวนเงิน",
            "operator": "เงื่อนไข",
            "of": "นับรายการเหล่านี้",
            "on": "คิดจากยอด",
            "tax": "ภาษี",
            "include_delivery": "นับรวมค่าจัดส่ง",
        },
        "sv": {
            "": "Ordersumma",
            "amount": "Belopp",
            "operator": "är",
            "of": "Räknat på dessa rader",
            "on": "Ser till",
            "tax": "Moms",
            "include_delivery": "Frakten räknas",
        },
    }
    examples: ClassVar = (
        Example(
            says="From 50.00, reached exactly.",
            given={"amount": "50.00"},
            checkout={"currency": "USD", "lines": [{"article": "tea", "price": "25.00", "quantity": 2}]},
            gives={"holds": True},
        ),
        Example(
            says="From 50.00 without tax: 50.00 with 25 % tax inside is 40.00.",
            given={"amount": "50.00", "tax": "excluded"},
            checkout={"currency": "USD", "lines": [{"article": "tea", "price": "50.00", "tax_rate": "25"}]},
            gives={"holds": False, "gap": "10.00"},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        of = self.of.compile(terms.under("of"))
        total = Measure(
            self._total(of, terms.prices_include_tax),
            lambda amount: format_amount(amount, terms.digits),
            field=self.on,
            cost=2,
            unit="amount",
            among=self.of.names(),
        )
        bound = terms.amount(self.amount, "amount")
        test = held_against("order_total", self.operator, bound, total, None if self.include_delivery else of.keys)
        return msgspec.structs.replace(test, least=self._least(bound, terms.prices_include_tax))

    def _least(self, bound: int, priced_with_tax: bool) -> int:
        """Return what must be left of all lines for it to hold, as far as that can be said without looking closer."""
        taxed = self.tax == "included" and not priced_with_tax
        if self.on == "before_discounts" or self.include_delivery or taxed or self.operator in ("less_than", "at_most"):
            return 0
        return bound + (self.operator == "greater_than")

    def _total(self, of: Selection, priced_with_tax: bool) -> Callable[[View], int]:
        listed, tax, with_delivery = self.on == "before_discounts", self.tax, self.include_delivery

        def total(view: View) -> int:
            left = view.standing.left
            amounts = [(row.value if listed else left[row.index], row.rate) for row in of.rows(view)]
            goods = sum([in_view(amount, rate, tax, priced_with_tax) for amount, rate in amounts])
            return goods + (sum(view.standing.deliveries) if with_delivery else 0)

        return total
