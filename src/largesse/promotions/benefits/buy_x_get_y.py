"""Buy X get Y."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.core.wire import Wire
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.offer import Spread
from largesse.promotions.percent import Base
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.sets import Need, apart_or_alike, rounds
from largesse.promotions.shares import Shares, less_manner, read_less
from largesse.promotions.units import Pick, sorted_runs
from largesse.promotions.wire import Amount, Count, LaneName, Percent


class Bought(Wire, frozen=True):
    """What must be bought at full price: so many units of some lines. The dearest ones pay."""

    quantity: Count
    of: Selector = EVERYTHING


class Got(Wire, frozen=True):
    """What is then got for less: so many further units of some lines."""

    quantity: Count = 1
    of: Selector = EVERYTHING
    pick: Pick = "cheapest"


class BuyXGetY(Benefit, frozen=True, tag="buy_x_get_y"):
    """Whoever buys some units gets others for less or for nothing, as often as both are complete.

    A unit serves once: one that paid is not among those that are got.
    """

    buy: Bought
    get: Got
    percent: Percent | None = None
    """Off each unit got; 100 makes it free."""
    unit_price: Amount | None = None
    """Of each unit got; a cheaper one stays as it is."""
    max_times: Count | None = None
    base: Base = "running"

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Buy X get Y", "buy": "Buy", "get": "Get", "percent": "Percent off", "unit_price": "Price of each",
               "max_times": "At most, times", "base": "Percentage of"},
        "zh": {"": "买 X 送 Y", "buy": "购买", "get": "获得", "percent": "折扣百分比", "unit_price": "每件价格",
               "max_times": "最多次数", "base": "百分比基数"},
        "th": {"": "ซื้อ X แถม Y", "buy": "ซื้อ", "get": "ได้", "percent": "ลดเป็นเปอร์เซ็นต์", "unit_price": "ราคาต่อชิ้น",
               "max_times": "ไม่เกิน (ครั้ง)", "base": "คิดเปอร์เซ็นต์จาก"},
        "sv": {"": "Köp X få Y", "buy": "Köp", "get": "Få", "percent": "Procent av", "unit_price": "Pris per enhet",
               "max_times": "Högst antal gånger", "base": "Procent på"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="With every two shirts a tie at half price.",
            given={
                "buy": {"quantity": 2, "of": {"articles": ["shirt"]}},
                "get": {"of": {"articles": ["tie"]}},
                "percent": "50",
            },
            checkout={
                "currency": "USD",
                "lines": [
                    {"article": "shirt", "price": "40.00", "quantity": 5},
                    {"article": "tie", "price": "20.00", "quantity": 3},
                ],
            },
            gives={"lines": ["200.00", "40.00"]},
        ),
        Example(
            says="Buy two, get two of the same free: three units are not enough, four are.",
            given={"buy": {"quantity": 2}, "get": {"quantity": 2}, "percent": "100"},
            checkout={"currency": "USD", "lines": [{"article": "soap", "price": "3.00", "quantity": 4}]},
            gives={"lines": ["6.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        less = read_less(self, terms, self.base)
        buy = self.buy.of.compile(terms.under("buy").under("of"))
        get = self.get.of.compile(terms.under("get").under("of"))

        def make(view: View) -> Spread | None:
            standing, shares = view.standing, Shares()
            paying = Need(sorted_runs(buy.discountable_rows(view), standing, "dearest"), self.buy.quantity)
            getting = Need(sorted_runs(get.discountable_rows(view), standing, self.get.pick), self.get.quantity)
            for (_, got), times in rounds([paying, getting], self.max_times):
                shares.add_set(got, times, less)
            return shares.spread(terms.rounding)

        most = None if self.max_times is None else self.max_times * self.get.quantity
        return Proposal(make, get.keys or buy.keys, apart_or_alike([buy, get], less_manner(less, terms), [get], most))
