"""A percentage off delivery."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.charges import Methods, on_deliveries, percent, shared_by_deliveries
from largesse.promotions.percent import Base
from largesse.promotions.wire import LaneName, Percent

_TEA = {"article": "tea", "price": "9.99"}


class PercentOffDelivery(Benefit, frozen=True, tag="percent_off_delivery"):
    """Takes a percentage off delivery; of several deliveries, off their sum, rounded once."""

    percent: Percent
    methods: Methods | None = None
    base: Base = "running"

    lane: ClassVar[LaneName | None] = "delivery"
    labels: ClassVar = {
        "en": {"": "Percent off delivery", "percent": "Percent",
               "methods": "By these methods", "base": "Percentage of"},
        "zh": {"": "运费折扣（百分比）", "percent": "百分比", "methods": "适用配送方式", "base": "百分比基数"},
        "th": {"": "ส่วนลดค่าจัดส่งเป็นเปอร์เซ็นต์", "percent": "เปอร์เซ็นต์",
               "methods": "วิธีจัดส่งเหล่านี้", "base": "คิดเปอร์เซ็นต์จาก"},
        "sv": {"": "Procent på leverans", "percent": "Procent",
               "methods": "Med dessa leveranssätt", "base": "Procent av"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="Half off delivery: 2.475 is rounded to 2.48.",
            given={"percent": "50"},
            checkout={"currency": "USD", "lines": [_TEA], "deliveries": [{"amount": "4.95"}]},
            gives={"deliveries": ["2.47"]},
        ),
        Example(
            says="Two deliveries give by what they cost.",
            given={"percent": "10"},
            checkout={
                "currency": "USD",
                "lines": [_TEA],
                "deliveries": [{"id": "1", "amount": "5.00"}, {"id": "2", "amount": "15.00"}],
            },
            gives={"deliveries": ["4.50", "13.50"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        share = terms.percent(self.percent, "percent")
        make = on_deliveries(percent(share, self.base, terms.rounding), self.methods)
        return Proposal(make, manner=shared_by_deliveries)
