"""A percentage off fees."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.charges import FeeIds, on_fees, percent, shared_by_fees
from largesse.promotions.percent import Base
from largesse.promotions.wire import LaneName, Percent

_TEA = {"article": "tea", "price": "9.99"}


class PercentOffFees(Benefit, frozen=True, tag="percent_off_fees"):
    """Takes a percentage off fees; of several fees, off their sum, rounded once."""

    percent: Percent
    ids: FeeIds | None = None
    base: Base = "running"

    lane: ClassVar[LaneName | None] = "fee"
    labels: ClassVar = {
        "en": {"": "Percent off fees", "percent": "Percent", "ids": "These fees", "base": "Percentage of"},
        "zh": {"": "附加费折扣（百分比）", "percent": "百分比", "ids": "适用费用", "base": "百分比基数"},
        "th": {"": "ส่วนลดค่าธรรมเนียมเป็นเปอร์เซ็นต์", "percent": "เปอร์เซ็นต์",
               "ids": "ค่าธรรมเนียมเหล่านี้", "base": "คิดเปอร์เซ็นต์จาก"},
        "sv": {"": "Procent på avgifter", "percent": "Procent", "ids": "Dessa avgifter", "base": "Procent av"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="Half off the fees.",
            given={"percent": "50"},
            checkout={"currency": "USD", "lines": [_TEA], "fees": [{"id": "invoice", "amount": "2.00"}]},
            gives={"fees": ["1.00"]},
        ),
        Example(
            says="Of two fees of 0.05, half is 0.05 together: the first one gives the odd cent.",
            given={"percent": "50"},
            checkout={
                "currency": "USD",
                "lines": [_TEA],
                "fees": [{"id": "bag", "amount": "0.05"}, {"id": "box", "amount": "0.05"}],
            },
            gives={"fees": ["0.02", "0.03"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        share = terms.percent(self.percent, "percent")
        return Proposal(on_fees(percent(share, self.base, terms.rounding), self.ids), manner=shared_by_fees)
