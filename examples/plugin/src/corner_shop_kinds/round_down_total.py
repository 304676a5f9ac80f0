"""An order that comes to whole units of the currency, as a courtesy to those who pay in cash."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.offer import Spread
from largesse.promotions.wire import Count, LaneName

_LINES = [{"article": "tea", "price": "7.45"}, {"article": "mug", "price": "5.50"}]


class RoundDownTotal(Benefit, frozen=True, tag="round_down_total"):
    """Takes off what the goods come to above whole units of the currency, spread over the lines."""

    units: Count = 1
    """The total comes down to a multiple of so many units: 1 makes 12.95 into 12.00, 5 into 10.00."""

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Total rounded down", "units": "To a multiple of"},
        "zh": {"": "总额抹零", "units": "取整到的倍数"},
        "th": {"": "ปัดยอดรวมลง", "units": "เป็นจำนวนเท่าของ"},
        "sv": {"": "Summan avrundad nedåt", "units": "Till en multipel av"},
    }
    examples: ClassVar = (
        Example(
            says="12.95 comes to 12.00.",
            given={},
            checkout={"currency": "USD", "lines": _LINES},
            gives={"lines": ["6.90", "5.10"], "total": "12.00"},
        ),
        Example(
            says="To multiples of five; delivery is not rounded.",
            given={"units": 5},
            checkout={"currency": "USD", "lines": _LINES, "deliveries": [{"amount": "4.90"}]},
            gives={"total": "14.90"},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        step = self.units * 10**terms.digits

        def make(view: View) -> Spread | None:
            left = view.standing.left
            above = sum(left) % step
            return Spread(above, list(enumerate(left))) if above else None

        return Proposal(make)
