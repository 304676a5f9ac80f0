"""A percentage off products."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import UNKNOWN
from largesse.promotions.offer import LineCuts
from largesse.promotions.percent import Base, percent_cut, percent_manner
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.units import Pick, chooser, cuts_of
from largesse.promotions.wire import Amount, Count, LaneName, Percent


class PercentOffProducts(Benefit, frozen=True, tag="percent_off_products"):
    """Takes a percentage off the price of the chosen lines, of all their units or of a limited number."""

    percent: Percent
    of: Selector = EVERYTHING
    base: Base = "running"
    max_units_per_article: Count | None = None
    """Further units of the article, over all its lines, keep their price."""
    max_units: Count | None = None
    """Of all chosen lines together, only so many units."""
    pick: Pick = "cheapest"
    """Which units go first, where a limit leaves a choice."""
    max_amount: Amount | None = None
    """All lines together give no more than this; what is above is cut from each in proportion."""

    lane: ClassVar[LaneName | None] = "product"
    labels: ClassVar = {
        "en": {"": "Percent off products", "percent": "Percent", "of": "On these lines", "base": "Percentage of",
               "max_units_per_article": "At most, of each article", "max_units": "At most, of all units",
               "pick": "Units first", "max_amount": "Maximum amount"},
        "zh": {"": "商品折扣（百分比）", "percent": "百分比", "of": "适用商品行", "base": "百分比基数",
               "max_units_per_article": "每种商品最多件数", "max_units": "总共最多件数",
               "pick": "优先选取", "max_amount": "最高优惠金额"},
        "th": {"": "ส่วนลดสินค้าเป็นเปอร์เซ็นต์", "percent": "เปอร์เซ็นต์", "of": "ใช้กับรายการเหล่านี้", "base": "คิดเปอร์เซ็นต์จาก",
               "max_units_per_article": "จำนวนสูงสุดต่อสินค้า", "max_units": "จำนวนสูงสุดทั้งหมด",
               "pick": "เลือกชิ้นก่อน", "max_amount": "ส่วนลดสูงสุด"},
        "sv": {"": "Procent på produkter", "percent": "Procent", "of": "På dessa rader", "base": "Procent av",
               "max_units_per_article": "Högst antal per artikel", "max_units": "Högst antal totalt",
               "pick": "Enheter först", "max_amount": "Högsta belopp"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="10 % off two units of 9.99: a unit's discount is rounded to 1.00, twice.",
            given={"percent": "10"},
            checkout={"currency": "USD", "lines": [{"article": "tea", "price": "9.99", "quantity": 2}]},
            gives={"lines": ["17.98"]},
        ),
        Example(
            says="A third off weighed goods.",
            given={"percent": "33.333333"},
            checkout={"currency": "USD", "lines": [{"article": "apples", "price": "3.00", "quantity": "0.5"}]},
            gives={"lines": ["1.00"]},
        ),
        Example(
            says="Half off the two dearest units of all.",
            given={"percent": "50", "max_units": 2, "pick": "dearest"},
            checkout={
                "currency": "USD",
                "lines": [{"article": "tea", "price": "8.00", "quantity": 2}, {"article": "mug", "price": "20.00"}],
            },
            gives={"lines": ["12.00", "10.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        share = terms.percent(self.percent, "percent")
        of = self.of.compile(terms.under("of"))
        cut = percent_cut(share, self.base, terms)
        choose = chooser(self.pick, self.max_units_per_article, self.max_units)
        most = None if self.max_amount is None else terms.amount(self.max_amount, "max_amount")
        picked = self.max_units is not None or self.max_units_per_article is not None
        manner = percent_manner(share, self.base, terms, bounded=picked or most is not None)
        if picked and self.base == "original":  # which units are picked decides what they give
            manner = UNKNOWN

        def make(view: View) -> LineCuts | None:
            return cuts_of(choose(of.discountable_rows(view), view.standing), view.standing, cut, most)

        return Proposal(make, of.keys, of.manner(manner, picked=picked))
