"""A percentage off the order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.numbers import WHOLE, round_ratio
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import UNKNOWN, Manner, picking
from largesse.promotions.maximum import Limit, is_turned, maximum
from largesse.promotions.offer import Spread
from largesse.promotions.percent import Base
from largesse.promotions.selector import EVERYTHING, Selection, Selector
from largesse.promotions.shares import Shares, percent_of_unit
from largesse.promotions.tax import TaxView
from largesse.promotions.units import count, first, sorted_runs
from largesse.promotions.wire import Amount, LaneName, Percent

Make = Callable[[View], Spread | None]


class PercentOffOrder(Benefit, frozen=True, tag="percent_off_order"):
    """Takes a percentage off the chosen lines together, if asked only off what exceeds an amount or a quantity."""

    percent: Percent
    of: Selector = EVERYTHING
    """Which lines count and bear it."""
    base: Base = "running"
    exceeding_amount: Amount | None = None
    """Only the part above this amount counts."""
    exceeding_quantity: Annotated[int, Meta(ge=0, le=1_000_000_000)] | None = None
    """Only units beyond this many count, the cheapest ones; each bears its own discount."""
    max_amount: Amount | None = None
    max_amount_tax: TaxView = "as_priced"
    """Whether the maximum is meant with tax, without it, or as prices are written."""

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Percent off the order", "percent": "Percent", "of": "On these lines", "base": "Percentage of",
               "exceeding_amount": "On what exceeds this amount", "exceeding_quantity": "On units beyond this many",
               "max_amount": "Maximum amount", "max_amount_tax": "Tax in the maximum"},
        "zh": {"": "整单折扣（百分比）", "percent": "百分比", "of": "适用商品行", "base": "百分比基数",
               "exceeding_amount": "仅超出此金额的部分", "exceeding_quantity": "仅超出此件数的商品",
               "max_amount": "最高优惠金额", "max_amount_tax": "最高金额是否含税"},
        "th": {"": "ส่วนลดทั้งคำสั่งซื้อเป็นเปอร์เซ็นต์", "percent": "เปอร์เซ็นต์", "of": "ใช้กับรายการเหล่านี้",
               "base": "คิดเปอร์เซ็นต์จาก", "exceeding_amount": "เฉพาะส่วนที่เกินยอดนี้",
               "exceeding_quantity": "เฉพาะชิ้นที่เกินจำนวนนี้", "max_amount": "ส่วนลดสูงสุด",
               "max_amount_tax": "ภาษีในส่วนลดสูงสุด"},
        "sv": {"": "Procent på ordern", "percent": "Procent", "of": "På dessa rader", "base": "Procent av",
               "exceeding_amount": "På det som överstiger beloppet", "exceeding_quantity": "På enheter utöver antalet",
               "max_amount": "Högsta belopp", "max_amount_tax": "Moms i högsta beloppet"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="10 % off what exceeds 100.00.",
            given={"percent": "10", "exceeding_amount": "100.00"},
            checkout={"currency": "USD", "lines": [{"article": "desk", "price": "150.00"}]},
            gives={"lines": ["145.00"]},
        ),
        Example(
            says="Half off, at most 10.00 without tax: 12.50 with 25 % tax inside.",
            given={"percent": "50", "max_amount": "10.00", "max_amount_tax": "excluded"},
            checkout={"currency": "USD", "lines": [{"article": "desk", "price": "150.00", "tax_rate": "25"}]},
            gives={"lines": ["137.50"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        if self.exceeding_amount is not None and self.exceeding_quantity is not None:
            raise terms.refuse("exceeding_quantity", "not_together", "what exceeds an amount or a quantity, not both")
        of = self.of.compile(terms.under("of"))
        most = None if self.max_amount is None else terms.amount(self.max_amount, "max_amount")
        limit = maximum(most, self.max_amount_tax, terms.prices_include_tax)
        share = terms.percent(self.percent, "percent")
        make = (self._of_value if self.exceeding_quantity is None else self._of_units)(of, share, limit, terms)
        manner = of.manner(self._manner(share, terms), picked=self.exceeding_quantity is not None)
        return Proposal(make, of.keys, manner)

    def _manner(self, share: int, terms: Terms) -> Manner:
        running = self.base == "running"
        if self.max_amount is not None and is_turned(self.max_amount_tax, terms.prices_include_tax):
            return Manner(share=share if running else WHOLE)  # which rates bear it decides the maximum
        if self.exceeding_quantity is not None:
            return picking(share, share, terms) if running else UNKNOWN
        return Manner("whole", share, share) if running else Manner("whole", pull=0)

    def _of_value(self, of: Selection, share: int, limit: Limit, terms: Terms) -> Make:
        running, rounding = self.base == "running", terms.rounding
        free = 0 if self.exceeding_amount is None else terms.amount(self.exceeding_amount, "exceeding_amount")

        def make(view: View) -> Spread | None:
            left, rows = view.standing.left, of.discountable_rows(view)
            worth = sum([left[row.index] if running else row.value for row in rows])
            weights = [(row.index, left[row.index]) for row in rows]
            if worth <= free:
                return None
            return limit(Spread(round_ratio((worth - free) * share, WHOLE, rounding), weights), view)

        return make

    def _of_units(self, of: Selection, share: int, limit: Limit, terms: Terms) -> Make:
        base, paid = self.base, self.exceeding_quantity or 0

        def make(view: View) -> Spread | None:
            runs, shares = sorted_runs(of.discountable_rows(view), view.standing, "cheapest"), Shares()
            for run in first(runs, count(runs) - paid):
                shares.add(run, percent_of_unit(run, share, base))
            spread = shares.spread(terms.rounding)
            return spread and limit(spread, view)

        return make
