"""An amount off fees."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.charges import FeeIds, less, on_fees, shared_by_fees
from largesse.promotions.wire import Amount, LaneName

_TEA = {"article": "tea", "price": "9.99"}


class AmountOffFees(Benefit, frozen=True, tag="amount_off_fees"):
    """Takes an amount off fees, never below zero; several fees share it by what they cost."""

    amount: Amount
    ids: FeeIds | None = None

    lane: ClassVar[LaneName | None] = "fee"
    labels: ClassVar = {
        "en": {"": "Amount off fees", "amount": "Amount", "ids": "These fees"},
        "zh": {"": "附加费立减", "amount": "金额", "ids": "适用费用"},
        "th": {"": "ส่วนลดค่าธรรมเนียมเป็นจำนวนเงิน", "amount": "จำนวนเงิน", "ids": "ค่าธรรมเนียมเหล่านี้"},
        "sv": {"": "Belopp på avgifter", "amount": "Belopp", "ids": "Dessa avgifter"},
    }
    examples: ClassVar = (
        Example(
            says="1.00 off the fees.",
            given={"amount": "1.00"},
            checkout={"currency": "USD", "lines": [_TEA], "fees": [{"id": "invoice", "amount": "2.50"}]},
            gives={"fees": ["1.50"]},
        ),
        Example(
            says="Two fees give by what they cost.",
            given={"amount": "1.00"},
            checkout={
                "currency": "USD",
                "lines": [_TEA],
                "fees": [{"id": "invoice", "amount": "3.00"}, {"id": "box", "amount": "1.00"}],
            },
            gives={"fees": ["2.25", "0.75"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        return Proposal(on_fees(less(terms.amount(self.amount, "amount")), self.ids), manner=shared_by_fees)
