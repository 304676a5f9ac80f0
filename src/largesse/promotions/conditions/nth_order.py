"""The customer's n-th order."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test, View
from largesse.promotions.evaluation import Finding
from largesse.promotions.wire import Count

_TEA = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00"}]}
_WITH_NINE = {**_TEA, "customer": {"id": "c1", "orders_before": 9}}


class NthOrder(Condition, frozen=True, tag="nth_order"):
    """This is the customer's n-th order: one more than the confirmed orders so far."""

    n: Count
    every: bool = False
    """Also every further n-th one: the 5th, 10th, 15th, ..."""

    labels: ClassVar = {
        "en": {"": "N-th order", "n": "Number", "every": "And every further one"},
        "zh": {"": "第几个订单", "n": "第几个", "every": "每逢第几个"},
        "th": {"": "คำสั่งซื้อลำดับที่", "n": "ลำดับที่", "every": "และทุก ๆ ลำดับที่นี้"},
        "sv": {"": "N:te ordern", "n": "Nummer", "every": "Och var n:te därefter"},
    }
    phrases: ClassVar = {
        "en": {
            "fails": "Only for order number {wanted}: this is number {actual}",
            "missing": "Only for order number {wanted}, and nothing is known of this customer",
        },
        "zh": {
            "fails": "仅限第 {wanted} 个订单：这是第 {actual} 个",
            "missing": "仅限第 {wanted} 个订单，而顾客的订单数未知",
        },
        "th": {
            "fails": "เฉพาะคำสั่งซื้อลำดับที่ {wanted}: ครั้งนี้คือลำดับที่ {actual}",
            "missing": "เฉพาะคำสั่งซื้อลำดับที่ {wanted} แต่ไม่ทราบประวัติของลูกค้า",
        },
        "sv": {
            "fails": "Bara för order nummer {wanted}: det här är nummer {actual}",
            "missing": "Bara för order nummer {wanted}, och inget är känt om kunden",
        },
    }
    examples: ClassVar = (
        Example(says="The tenth order.", given={"n": 10}, checkout=_WITH_NINE, gives={"holds": True}),
        Example(
            says="The tenth is a fifth one too.",
            given={"n": 5, "every": True},
            checkout=_WITH_NINE,
            gives={"holds": True},
        ),
        Example(says="Long after the fifth.", given={"n": 5}, checkout=_WITH_NINE, gives={"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        n, every = self.n, self.every

        def this(view: View) -> int | None:
            before = view.basket.customer.orders_before
            return None if before is None else before + 1

        def holds(view: View) -> bool:
            order = this(view)
            return order is not None and (order % n == 0 if every else order == n)

        def find(view: View) -> Finding:
            order = this(view)
            return Finding(type="nth_order", field="n", wanted=n, actual=order, missing=order is None)

        return Test(holds, find, None, 0)
