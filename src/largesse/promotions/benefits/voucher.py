"""A voucher."""

from __future__ import annotations

from typing import Any, ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.manner import STILL
from largesse.promotions.offer import Grant
from largesse.promotions.wire import Count, LaneName, Token

_TEA = {"article": "tea", "price": "9.99"}


class Voucher(Benefit, frozen=True, tag="voucher"):
    """Grants vouchers for a later purchase; they are issued when the order is confirmed."""

    series: Token
    """The series of vouchers they are taken from."""
    quantity: Count = 1
    valid_days: Count | None = None
    """Days for which each is valid; left out, as the series says."""

    lane: ClassVar[LaneName | None] = None
    labels: ClassVar = {
        "en": {"": "Voucher", "series": "Series", "quantity": "How many", "valid_days": "Valid for days"},
        "zh": {"": "优惠券", "series": "券批次", "quantity": "数量", "valid_days": "有效天数"},
        "th": {"": "คูปอง", "series": "ชุดคูปอง", "quantity": "จำนวน", "valid_days": "ใช้ได้กี่วัน"},
        "sv": {"": "Värdekupong", "series": "Serie", "quantity": "Antal", "valid_days": "Giltig i dagar"},
    }
    examples: ClassVar = (
        Example(
            says="A voucher of the autumn series.",
            given={"series": "autumn"},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"effects": [{"type": "voucher", "series": "autumn", "quantity": 1}]},
        ),
        Example(
            says="Two vouchers, valid for a month.",
            given={"series": "autumn", "quantity": 2, "valid_days": 30},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"effects": [{"type": "voucher", "series": "autumn", "quantity": 2, "valid_days": 30}]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        details: dict[str, Any] = {"series": self.series, "quantity": self.quantity}
        if self.valid_days is not None:
            details["valid_days"] = self.valid_days
        grant = Grant("voucher", details)
        return Proposal(lambda view: grant, manner=STILL)
