"""Loyalty points."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import STILL
from largesse.promotions.offer import Grant
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.wire import Amount, Count, LaneName

_TEA = {"article": "tea", "price": "9.99", "quantity": 3}


class Points(Benefit, frozen=True, tag="points"):
    """Grants loyalty points, a fixed number or so many for every amount spent; booked when the order is confirmed."""

    points: Count
    per_spent: Amount | None = None
    """If set, the points are for every full such amount, of what is left of the lines at the promotion's turn."""
    of: Selector = EVERYTHING
    """Lines that count as spent."""
    max_points: Count | None = None
    """In one order."""

    lane: ClassVar[LaneName | None] = None
    labels: ClassVar = {
        "en": {"": "Points", "points": "Points", "per_spent": "For every amount spent", "of": "On these lines",
               "max_points": "Maximum points"},
        "zh": {"": "积分", "points": "积分数", "per_spent": "每消费金额", "of": "适用商品行", "max_points": "最高积分"},
        "th": {"": "คะแนน", "points": "จำนวนคะแนน", "per_spent": "ทุกยอดซื้อ", "of": "ใช้กับรายการเหล่านี้",
               "max_points": "คะแนนสูงสุด"},
        "sv": {"": "Poäng", "points": "Antal poäng", "per_spent": "För varje spenderat belopp", "of": "På dessa rader",
               "max_points": "Högsta poäng"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="50 points for the order.",
            given={"points": 50},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"effects": [{"type": "points", "points": 50}], "total": "29.97"},
        ),
        Example(
            says="Two points for every full 10.00 spent: 29.97 earns four.",
            given={"points": 2, "per_spent": "10.00"},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"effects": [{"type": "points", "points": 4}]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        of, points, most = self.of.compile(terms.under("of")), self.points, self.max_points
        per = None if self.per_spent is None else terms.amount(self.per_spent, "per_spent")
        if per == 0:
            raise terms.refuse("per_spent", "zero", "an amount above zero earns points")

        def make(view: View) -> Grant | None:
            left = view.standing.left
            times = 1 if per is None else sum([left[row.index] for row in of.rows(view)]) // per
            earned = points * times if most is None else min(points * times, most)
            return Grant("points", {"points": earned}) if earned else None

        return Proposal(make, None if per is None else of.keys, STILL)
