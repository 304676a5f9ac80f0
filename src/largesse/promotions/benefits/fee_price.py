"""Fees at a price."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.charges import FeeIds, down_to, on_fees
from largesse.promotions.manner import EVEN
from largesse.promotions.wire import Amount, LaneName

_TEA = {"article": "tea", "price": "9.99"}


class FeePrice(Benefit, frozen=True, tag="fee_price"):
    """Charges a fixed amount for each fee. It never makes one dearer."""

    price: Amount
    ids: FeeIds | None = None

    lane: ClassVar[LaneName | None] = "fee"
    labels: ClassVar = {
        "en": {"": "Fees at a price", "price": "Price", "ids": "These fees"},
        "zh": {"": "固定附加费", "price": "价格", "ids": "适用费用"},
        "th": {"": "ค่าธรรมเนียมราคาพิเศษ", "price": "ราคา", "ids": "ค่าธรรมเนียมเหล่านี้"},
        "sv": {"": "Avgifter till fast pris", "price": "Pris", "ids": "Dessa avgifter"},
    }
    examples: ClassVar = (
        Example(
            says="The invoice at 1.00.",
            given={"price": "1.00", "ids": ["invoice"]},
            checkout={
                "currency": "USD",
                "lines": [_TEA],
                "fees": [{"id": "invoice", "amount": "2.50"}, {"id": "box", "amount": "3.00"}],
            },
            gives={"fees": ["1.00", "3.00"]},
        ),
        Example(
            says="A fee that is lower stays as it is.",
            given={"price": "1.00"},
            checkout={"currency": "USD", "lines": [_TEA], "fees": [{"id": "bag", "amount": "0.10"}]},
            gives={"fees": ["0.10"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        return Proposal(on_fees(down_to(terms.amount(self.price, "price")), self.ids), manner=EVEN)
