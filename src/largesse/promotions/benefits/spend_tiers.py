"""Spend tiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.numbers import WHOLE, round_ratio
from largesse.core.terms import Terms
from largesse.core.wire import Wire
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import FALLS, UNKNOWN
from largesse.promotions.offer import LineCuts, Spread
from largesse.promotions.percent import Base
from largesse.promotions.selector import EVERYTHING, Selection, Selector
from largesse.promotions.tiers import TierLane, Tiers, percent_off, read_tiers, shared, taking
from largesse.promotions.units import cuts_of
from largesse.promotions.wire import Amount, LaneName, Percent


class SpendTier(Wire, frozen=True):
    """From so much spent on: a percentage or an amount off."""

    at_least: Amount
    percent: Percent | None = None
    amount: Amount | None = None
    """Off each unit in the product lane, once off the order in the order lane."""


class SpendTiers(Benefit, frozen=True, tag="spend_tiers"):
    """The more is spent, the more each tier gives: off all of it, or, graduated, off the part above the tier."""

    tiers: Annotated[list[SpendTier], Meta(min_length=1, max_length=100)]
    """Rising; all of them give a percentage, or an amount."""
    of: Selector = EVERYTHING
    """Which lines count, by what is left of them, and get it."""
    tier_lane: TierLane = msgspec.field(default="order", name="lane")
    graduated: bool = False
    """Each percentage is for the part from its tier up to the next; amounts of all tiers reached add up."""
    base: Base = "running"

    labels: ClassVar = {
        "en": {"": "Spend tiers", "tiers": "Tiers", "of": "On these lines", "lane": "Lane", "graduated": "Graduated",
               "base": "Percentage of"},
        "zh": {"": "满额阶梯", "tiers": "阶梯", "of": "适用商品行", "lane": "阶段", "graduated": "分段计算",
               "base": "百分比基数"},
        "th": {"": "ส่วนลดขั้นบันไดตามยอดซื้อ", "tiers": "ขั้น", "of": "ใช้กับรายการเหล่านี้", "lane": "ช่วงคำนวณ",
               "graduated": "คิดแยกแต่ละขั้น", "base": "คิดเปอร์เซ็นต์จาก"},
        "sv": {"": "Beloppstrappa", "tiers": "Steg", "of": "På dessa rader", "lane": "Fil", "graduated": "Stegvis",
               "base": "Procent av"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="15 % from 20.00 on, off all of it.",
            given={"tiers": [{"at_least": "0", "percent": "10"}, {"at_least": "20.00", "percent": "15"}]},
            checkout={"currency": "USD", "lines": [{"article": "tea", "price": "25.00"}]},
            gives={"lines": ["21.25"]},
        ),
        Example(
            says="Graduated: 10 % off the first 20.00 and 15 % off the 5.00 above.",
            given={
                "tiers": [{"at_least": "0", "percent": "10"}, {"at_least": "20.00", "percent": "15"}],
                "graduated": True,
            },
            checkout={"currency": "USD", "lines": [{"article": "tea", "price": "25.00"}]},
            gives={"lines": ["22.25"]},
        ),
    )

    def runs_in(self) -> LaneName:
        """Return the lane that the field names."""
        return self.tier_lane

    def compile(self, terms: Terms) -> Proposal:
        of, under = self.of.compile(terms.under("of")), terms.under("tiers")
        bounds = [under.under(i).amount(tier.at_least, "at_least") for i, tier in enumerate(self.tiers)]
        tiers = read_tiers(self.tiers, bounds, ("percent", "amount"), under)
        if self.tier_lane == "order":
            manner = of.manner(tiers.manner_by_spend(self.base, self.graduated))
            return Proposal(lambda view: self._off_order(tiers, of, terms, view), of.keys, manner)
        if self.graduated:
            raise terms.refuse("graduated", "wrong_lane", "parts of what is spent belong to the order lane")
        values = [step.value for step in tiers.steps]
        manner = FALLS if values == sorted(values) and not terms.price_endings else UNKNOWN
        return Proposal(self._off_products(tiers, of, terms), of.keys, of.manner(manner))

    def _off_products(self, tiers: Tiers, of: Selection, terms: Terms) -> Callable[[View], LineCuts | None]:
        takes = {step: taking(tiers.give, step.value, self.base, terms) for step in tiers.steps}

        def make(view: View) -> LineCuts | None:
            rows = of.discountable_rows(view)
            step = tiers.reached(sum([view.standing.left[row.index] for row in rows]))
            return cuts_of([(row, None) for row in rows], view.standing, takes[step]) if step else None

        return make

    def _off_order(self, tiers: Tiers, of: Selection, terms: Terms, view: View) -> Spread | None:
        rows = of.discountable_rows(view)
        spent = sum([view.standing.left[row.index] for row in rows])
        if tiers.give == "amount":
            return shared(tiers.amount(spent, self.graduated), rows, view.standing)
        if self.graduated:
            parts = sum([step.value * (end - start) for step, start, end in tiers.slices(spent)])
            return shared(round_ratio(parts, WHOLE, terms.rounding), rows, view.standing)
        step = tiers.reached(spent)
        return percent_off(step.value, self.base, rows, view.standing, terms.rounding) if step else None
