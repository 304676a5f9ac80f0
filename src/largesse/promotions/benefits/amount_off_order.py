"""An amount off the order."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import Manner
from largesse.promotions.offer import Spread
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.wire import Amount, LaneName


class AmountOffOrder(Benefit, frozen=True, tag="amount_off_order"):
    """Takes one amount off the order, borne by the chosen lines in proportion to what is left of them."""

    amount: Amount
    of: Selector = EVERYTHING
    """Which lines bear it."""

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Amount off the order", "amount": "Amount", "of": "Borne by these lines"},
        "zh": {"": "整单立减", "amount": "金额", "of": "分摊到的商品行"},
        "th": {"": "ส่วนลดทั้งคำสั่งซื้อเป็นจำนวนเงิน", "amount": "จำนวนเงิน", "of": "เฉลี่ยลงรายการเหล่านี้"},
        "sv": {"": "Belopp på ordern", "amount": "Belopp", "of": "Bärs av dessa rader"},
    }
    examples: ClassVar = (
        Example(
            says="10.00 off three equal lines: the odd cent goes to the first.",
            given={"amount": "10.00"},
            checkout={"currency": "USD", "lines": [{"article": each, "price": "50.00"} for each in ("a", "b", "c")]},
            gives={"lines": ["46.66", "46.67", "46.67"], "total": "140.00"},
        ),
        Example(
            says="A line that may not go below 45.00 gives 5.00; the mug bears the rest.",
            given={"amount": "20.00"},
            checkout={
                "currency": "USD",
                "lines": [
                    {"article": "tee", "price": "50.00", "min_price": "45.00"},
                    {"article": "mug", "price": "20.00"},
                ],
            },
            gives={"lines": ["45.00", "5.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        amount = terms.amount(self.amount, "amount")
        of = self.of.compile(terms.under("of"))

        def make(view: View) -> Spread | None:
            left = view.standing.left
            weights = [(row.index, left[row.index]) for row in of.discountable_rows(view)]
            return Spread(amount, weights) if weights else None

        return Proposal(make, of.keys, of.manner(Manner("whole", pull=0)))
