"""A package of n units."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.offer import Spread
from largesse.promotions.percent import Base
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.shares import Shares, less_manner, read_less
from largesse.promotions.units import Pick, count, first, sorted_runs
from largesse.promotions.wire import Amount, Count, LaneName, Percent

_LINES = [{"article": "tent", "price": "120.00"}, {"article": "mat", "price": "30.00", "quantity": 2}]


class Package(Benefit, frozen=True, tag="package"):
    """Once per order, so many of the chosen units form a package that is cheaper. It never makes them dearer."""

    quantity: Count
    """Units in the package; with fewer there is none."""
    price: Amount | None = None
    """Of the whole package."""
    unit_price: Amount | None = None
    """Of each of its units; a cheaper one stays as it is."""
    amount: Amount | None = None
    """Off the whole package."""
    percent: Percent | None = None
    of: Selector = EVERYTHING
    pick: Pick = "dearest"
    base: Base = "running"

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Package", "quantity": "Units", "price": "Price of the package", "unit_price": "Price of each unit",
               "amount": "Amount off", "percent": "Percent off", "of": "Of these lines", "pick": "Units first",
               "base": "Percentage of"},
        "zh": {"": "组合包", "quantity": "件数", "price": "整包价格", "unit_price": "每件价格", "amount": "立减金额",
               "percent": "折扣百分比", "of": "适用商品行", "pick": "优先选取", "base": "百分比基数"},
        "th": {"": "แพ็กเกจ", "quantity": "จำนวนชิ้น", "price": "ราคาทั้งแพ็กเกจ", "unit_price": "ราคาต่อชิ้น",
               "amount": "ลดเป็นจำนวนเงิน", "percent": "ลดเป็นเปอร์เซ็นต์", "of": "จากรายการเหล่านี้", "pick": "เลือกชิ้นก่อน",
               "base": "คิดเปอร์เซ็นต์จาก"},
        "sv": {"": "Paket", "quantity": "Enheter", "price": "Pris för paketet", "unit_price": "Pris per enhet",
               "amount": "Belopp av", "percent": "Procent av paketet", "of": "Av dessa rader", "pick": "Enheter först",
               "base": "Procent av"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="The two dearest units together for 140.00: tent and mat bear it by what they cost.",
            given={"quantity": 2, "price": "140.00"},
            checkout={"currency": "USD", "lines": _LINES},
            gives={"lines": ["112.00", "58.00"]},
        ),
        Example(
            says="50.00 off a package of three.",
            given={"quantity": 3, "amount": "50.00"},
            checkout={"currency": "USD", "lines": _LINES},
            gives={"total": "130.00"},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        less = read_less(self, terms, self.base)
        of = self.of.compile(terms.under("of"))

        def make(view: View) -> Spread | None:
            runs, shares = sorted_runs(of.discountable_rows(view), view.standing, self.pick), Shares()
            if count(runs) >= self.quantity:
                shares.add_set(first(runs, self.quantity), 1, less)
            return shares.spread(terms.rounding)

        return Proposal(make, of.keys, of.manner(less_manner(less, terms), picked=True))
