"""Any n for a price."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.numbers import WHOLE
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import picking
from largesse.promotions.offer import Spread
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.sets import cut_into, limited
from largesse.promotions.shares import Less, Shares
from largesse.promotions.units import Pick, sorted_runs
from largesse.promotions.wire import Amount, Count, LaneName

_JARS = {"article": "jar", "price": "8.00"}


class NForPrice(Benefit, frozen=True, tag="n_for_price"):
    """Any so many units cost a price together, as often as full sets can be made. It never makes a set dearer."""

    quantity: Count
    """Units in a set."""
    price: Amount
    """Of one set."""
    of: Selector = EVERYTHING
    pick: Pick = "dearest"
    """Which units fill the sets first."""
    max_times: Count | None = None
    """Sets in the order."""

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Any n for a price", "quantity": "Units in a set", "price": "Price of a set", "of": "Of these lines",
               "pick": "Units first", "max_times": "At most, times"},
        "zh": {"": "任选 n 件一口价", "quantity": "每组件数", "price": "每组价格", "of": "适用商品行",
               "pick": "优先选取", "max_times": "最多次数"},
        "th": {"": "เลือก n ชิ้นราคาเดียว", "quantity": "จำนวนชิ้นต่อชุด", "price": "ราคาต่อชุด", "of": "จากรายการเหล่านี้",
               "pick": "เลือกชิ้นก่อน", "max_times": "ไม่เกิน (ครั้ง)"},
        "sv": {"": "Valfria n för ett pris", "quantity": "Enheter i en sats", "price": "Pris för en sats",
               "of": "Av dessa rader", "pick": "Enheter först", "max_times": "Högst antal gånger"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="Any three for 20.00: four jars make one set, and the fourth is paid in full.",
            given={"quantity": 3, "price": "20.00"},
            checkout={"currency": "USD", "lines": [{**_JARS, "quantity": 4}]},
            gives={"lines": ["28.00"]},
        ),
        Example(
            says="Two sets of two at most, the dearest units first; a set that costs less stays.",
            given={"quantity": 2, "price": "15.00", "max_times": 2},
            checkout={"currency": "USD", "lines": [{**_JARS, "quantity": 3}, {"article": "pan", "price": "30.00"}]},
            gives={"lines": ["18.16", "11.84"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        price, of = Less("price", terms.amount(self.price, "price")), self.of.compile(terms.under("of"))

        def make(view: View) -> Spread | None:
            runs, shares = sorted_runs(of.discountable_rows(view), view.standing, self.pick), Shares()
            for each, times in limited(cut_into(runs, self.quantity), self.max_times):
                shares.add_set(each, times, price)
            return shares.spread(terms.rounding)

        return Proposal(make, of.keys, of.manner(picking(WHOLE, WHOLE, terms), picked=True))
