"""Free fees."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.charges import FeeIds, free, on_fees
from largesse.promotions.manner import EVEN
from largesse.promotions.wire import LaneName

_TEA = {"article": "tea", "price": "9.99"}


class FreeFees(Benefit, frozen=True, tag="free_fees"):
    """Waives fees, all or some."""

    ids: FeeIds | None = None

    lane: ClassVar[LaneName | None] = "fee"
    labels: ClassVar = {
        "en": {"": "Free fees", "ids": "These fees"},
        "zh": {"": "免附加费", "ids": "适用费用"},
        "th": {"": "ยกเว้นค่าธรรมเนียม", "ids": "ค่าธรรมเนียมเหล่านี้"},
        "sv": {"": "Fria avgifter", "ids": "Dessa avgifter"},
    }
    examples: ClassVar = (
        Example(
            says="No fees.",
            given={},
            checkout={"currency": "USD", "lines": [_TEA], "fees": [{"id": "invoice", "amount": "2.00"}]},
            gives={"fees": ["0.00"], "total": "9.99"},
        ),
        Example(
            says="The bag is free; the invoice is not.",
            given={"ids": ["bag"]},
            checkout={
                "currency": "USD",
                "lines": [_TEA],
                "fees": [{"id": "invoice", "amount": "2.00"}, {"id": "bag", "amount": "0.10"}],
            },
            gives={"fees": ["2.00", "0.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        return Proposal(on_fees(free, self.ids), manner=EVEN)
