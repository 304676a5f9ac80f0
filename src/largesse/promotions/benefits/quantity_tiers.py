"""Quantity tiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.core.wire import Wire
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.offer import LineCuts, Spread
from largesse.promotions.percent import Base
from largesse.promotions.selector import EVERYTHING, Selection, Selector
from largesse.promotions.shares import Shares, percent_of_unit
from largesse.promotions.tiers import TierLane, Tiers, percent_off, read_tiers, shared, taking
from largesse.promotions.units import by_article, cuts_of, sorted_runs
from largesse.promotions.wire import Amount, LaneName, Percent


class QuantityTier(Wire, frozen=True):
    """From so many units on: a percentage off, an amount off, or a price for each unit."""

    at_least: Annotated[int, Meta(ge=0, le=1_000_000_000)]
    percent: Percent | None = None
    amount: Amount | None = None
    """Off each unit in the product lane, once off the order in the order lane."""
    price: Amount | None = None
    """Of one unit; product lane only."""


class QuantityTiers(Benefit, frozen=True, tag="quantity_tiers"):
    """The more units, the more each tier gives: all units get the tier reached, or, graduated, those from it on."""

    tiers: Annotated[list[QuantityTier], Meta(min_length=1, max_length=100)]
    """Rising; all of them give a percentage, or an amount, or a price."""
    of: Selector = EVERYTHING
    tier_lane: TierLane = msgspec.field(default="product", name="lane")
    graduated: bool = False
    """Each tier is for the units from it up to the next, the dearest counted first; amounts off the order add up."""
    counted: Literal["together", "per_article"] = "together"
    base: Base = "running"

    labels: ClassVar = {
        "en": {"": "Quantity tiers", "tiers": "Tiers", "of": "On these lines", "lane": "Lane", "graduated": "Graduated",
               "counted": "Counted", "base": "Percentage of"},
        "zh": {"": "数量阶梯", "tiers": "阶梯", "of": "适用商品行", "lane": "阶段", "graduated": "分段计算",
               "counted": "计数方式", "base": "百分比基数"},
        "th": {"": "ส่วนลดขั้นบันไดตามจำนวน", "tiers": "ขั้น", "of": "ใช้กับรายการเหล่านี้", "lane": "ช่วงคำนวณ",
               "graduated": "คิดแยกแต่ละขั้น", "counted": "วิธีนับ", "base": "คิดเปอร์เซ็นต์จาก"},
        "sv": {"": "Kvantitetstrappa", "tiers": "Steg", "of": "På dessa rader", "lane": "Fil", "graduated": "Stegvis",
               "counted": "Räknas", "base": "Procent av"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="From ten units on, all of them cost 4.00 each.",
            given={"tiers": [{"at_least": 10, "price": "4.00"}, {"at_least": 50, "price": "3.50"}]},
            checkout={"currency": "USD", "lines": [{"article": "pen", "price": "5.00", "quantity": 12}]},
            gives={"lines": ["48.00"]},
        ),
        Example(
            says="Graduated: the first nine units at full price, from the tenth on at 4.00.",
            given={"tiers": [{"at_least": 10, "price": "4.00"}], "graduated": True},
            checkout={"currency": "USD", "lines": [{"article": "pen", "price": "5.00", "quantity": 12}]},
            gives={"lines": ["57.00"]},
        ),
    )

    def runs_in(self) -> LaneName:
        """Return the lane that the field names."""
        return self.tier_lane

    def compile(self, terms: Terms) -> Proposal:
        of, under = self.of.compile(terms.under("of")), terms.under("tiers")
        bounds = [tier.at_least for tier in self.tiers]
        tiers = read_tiers(self.tiers, bounds, ("percent", "amount", "price"), under)
        manner = tiers.manner(of, self.base, self.graduated, self.tier_lane, terms)
        if self.tier_lane == "product":
            return Proposal(self._off_products(tiers, of, terms), of.keys, manner)
        if tiers.give == "price":
            raise under.under(0).refuse("price", "wrong_lane", "a price of one unit belongs to the product lane")
        if self.counted == "per_article":
            raise terms.refuse("counted", "wrong_lane", "counting each article belongs to the product lane")
        return Proposal(self._off_order(tiers, of, terms), of.keys, manner)

    def _off_products(self, tiers: Tiers, of: Selection, terms: Terms) -> Callable[[View], LineCuts | None]:
        takes = {step: taking(tiers.give, step.value, self.base, terms) for step in tiers.steps}

        def make(view: View) -> LineCuts | None:
            rows = of.discountable_rows(view)
            offers = [
                cuts_of([(run.row, run.units) for run in runs], view.standing, takes[step])
                for group in (by_article(rows) if self.counted == "per_article" else [rows])
                for step, runs in tiers.parts(sorted_runs(group, view.standing, "dearest"), self.graduated)
            ]
            cuts = [cut for offer in offers if offer for cut in offer.cuts]
            return LineCuts(cuts) if cuts else None

        return make

    def _off_order(self, tiers: Tiers, of: Selection, terms: Terms) -> Callable[[View], Spread | None]:
        def make(view: View) -> Spread | None:
            rows = [row for row in of.discountable_rows(view) if row.units]
            units = sum([row.units for row in rows])
            if tiers.give == "amount":
                return shared(tiers.amount(units, self.graduated), rows, view.standing)
            if not self.graduated:
                step = tiers.reached(units)
                return percent_off(step.value, self.base, rows, view.standing, terms.rounding) if step else None
            shares = Shares()
            for step, part in tiers.parts(sorted_runs(rows, view.standing, "dearest"), True):
                for run in part:
                    shares.add(run, percent_of_unit(run, step.value, self.base))
            return shares.spread(terms.rounding)

        return make
