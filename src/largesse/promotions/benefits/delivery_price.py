"""Delivery at a price."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.charges import Methods, down_to, on_deliveries
from largesse.promotions.manner import EVEN
from largesse.promotions.wire import Amount, LaneName

_TEA = {"article": "tea", "price": "9.99"}


class DeliveryPrice(Benefit, frozen=True, tag="delivery_price"):
    """Charges a fixed price for each delivery. It never makes one dearer."""

    price: Amount
    methods: Methods | None = None

    lane: ClassVar[LaneName | None] = "delivery"
    labels: ClassVar = {
        "en": {"": "Delivery at a price", "price": "Price", "methods": "By these methods"},
        "zh": {"": "固定运费", "price": "价格", "methods": "适用配送方式"},
        "th": {"": "ค่าจัดส่งราคาพิเศษ", "price": "ราคา", "methods": "วิธีจัดส่งเหล่านี้"},
        "sv": {"": "Leverans till fast pris", "price": "Pris", "methods": "Med dessa leveranssätt"},
    }
    examples: ClassVar = (
        Example(
            says="Delivery at 1.90.",
            given={"price": "1.90"},
            checkout={"currency": "USD", "lines": [_TEA], "deliveries": [{"amount": "4.90"}]},
            gives={"deliveries": ["1.90"]},
        ),
        Example(
            says="A delivery that costs less stays as it is.",
            given={"price": "1.90"},
            checkout={"currency": "USD", "lines": [_TEA], "deliveries": [{"amount": "1.50"}]},
            gives={"deliveries": ["1.50"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        return Proposal(on_deliveries(down_to(terms.amount(self.price, "price")), self.methods), manner=EVEN)
