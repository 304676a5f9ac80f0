"""Free delivery."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.charges import Methods, free, on_deliveries
from largesse.promotions.manner import EVEN
from largesse.promotions.wire import LaneName


class FreeDelivery(Benefit, frozen=True, tag="free_delivery"):
    """Delivers free of charge, by every method or by some."""

    methods: Methods | None = None

    lane: ClassVar[LaneName | None] = "delivery"
    labels: ClassVar = {
        "en": {"": "Free delivery", "methods": "By these methods"},
        "zh": {"": "免运费", "methods": "适用配送方式"},
        "th": {"": "ส่งฟรี", "methods": "วิธีจัดส่งเหล่านี้"},
        "sv": {"": "Fri leverans", "methods": "Med dessa leveranssätt"},
    }
    examples: ClassVar = (
        Example(
            says="Delivery costs nothing.",
            given={},
            checkout={
                "currency": "USD",
                "lines": [{"article": "tea", "price": "9.99"}],
                "deliveries": [{"amount": "4.90"}],
            },
            gives={"deliveries": ["0.00"], "total": "9.99"},
        ),
        Example(
            says="Only the post is free; the courier is paid.",
            given={"methods": ["post"]},
            checkout={
                "currency": "USD",
                "lines": [{"article": "tea", "price": "9.99"}],
                "deliveries": [
                    {"id": "1", "amount": "4.90", "method": "post"},
                    {"id": "2", "amount": "12.00", "method": "courier"},
                ],
            },
            gives={"deliveries": ["0.00", "12.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        return Proposal(on_deliveries(free, self.methods), manner=EVEN)
