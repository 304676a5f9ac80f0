"""An amount off delivery."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.charges import Methods, less, on_deliveries, shared_by_deliveries
from largesse.promotions.wire import Amount, LaneName

_TEA = {"article": "tea", "price": "9.99"}


class AmountOffDelivery(Benefit, frozen=True, tag="amount_off_delivery"):
    """Takes an amount off delivery, never below zero; several deliveries share it by what they cost."""

    amount: Amount
    methods: Methods | None = None

    lane: ClassVar[LaneName | None] = "delivery"
    labels: ClassVar = {
        "en": {"": "Amount off delivery", "amount": "Amount", "methods": "By these methods"},
        "zh": {"": "运费立减", "amount": "金额", "methods": "适用配送方式"},
        "th": {"": "ส่วนลดค่าจัดส่งเป็นจำนวนเงิน", "amount": "จำนวนเงิน", "methods": "วิธีจัดส่งเหล่านี้"},
        "sv": {"": "Belopp på leverans", "amount": "Belopp", "methods": "Med dessa leveranssätt"},
    }
    examples: ClassVar = (
        Example(
            says="5.00 off a delivery of 4.90: what is too much is lost, the goods are paid in full.",
            given={"amount": "5.00"},
            checkout={"currency": "USD", "lines": [_TEA], "deliveries": [{"amount": "4.90"}]},
            gives={"deliveries": ["0.00"], "total": "9.99"},
        ),
        Example(
            says="2.00 off the courier.",
            given={"amount": "2.00", "methods": ["courier"]},
            checkout={
                "currency": "USD",
                "lines": [_TEA],
                "deliveries": [{"amount": "12.00", "method": "courier"}],
            },
            gives={"deliveries": ["10.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        make = on_deliveries(less(terms.amount(self.amount, "amount")), self.methods)
        return Proposal(make, manner=shared_by_deliveries)
