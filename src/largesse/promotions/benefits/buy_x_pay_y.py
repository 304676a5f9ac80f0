"""Buy X of the same product, pay for Y."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.numbers import WHOLE
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import picking
from largesse.promotions.offer import Spread
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.shares import Shares
from largesse.promotions.units import by_article, count, first, sorted_runs
from largesse.promotions.wire import Count, LaneName

_SOAP = {"article": "soap", "price": "3.00"}


class BuyXPayY(Benefit, frozen=True, tag="buy_x_pay_y"):
    """Of every so many units of one article, only some are paid; full sets only, each article by itself."""

    buy: Count
    """Units in a set."""
    pay: Annotated[int, Meta(ge=0, le=1_000_000_000)]
    """Units paid of each set; where an article's lines differ, its cheapest units are the free ones."""
    of: Selector = EVERYTHING
    max_times: Count | None = None
    """Sets in the whole order, counted in the checkout's order."""

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Buy X, pay for Y", "buy": "Buy", "pay": "Pay for", "of": "Of these articles",
               "max_times": "At most, times"},
        "zh": {"": "买 X 付 Y", "buy": "购买件数", "pay": "付款件数", "of": "适用商品", "max_times": "最多次数"},
        "th": {"": "ซื้อ X จ่าย Y", "buy": "ซื้อ (ชิ้น)", "pay": "จ่าย (ชิ้น)", "of": "สินค้าเหล่านี้", "max_times": "ไม่เกิน (ครั้ง)"},
        "sv": {"": "Köp X, betala för Y", "buy": "Köp", "pay": "Betala för", "of": "Av dessa artiklar",
               "max_times": "Högst antal gånger"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="Three for two: seven units hold two sets, so five are paid.",
            given={"buy": 3, "pay": 2},
            checkout={"currency": "USD", "lines": [{**_SOAP, "quantity": 7}]},
            gives={"lines": ["15.00"]},
        ),
        Example(
            says="Two of one article and one of another make no set.",
            given={"buy": 3, "pay": 2},
            checkout={"currency": "USD", "lines": [{**_SOAP, "quantity": 2}, {**_SOAP, "article": "cream"}]},
            gives={"lines": ["6.00", "3.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        if self.pay >= self.buy:
            raise terms.refuse("pay", "too_many", "fewer units must be paid than are bought")
        of, buy, free = self.of.compile(terms.under("of")), self.buy, self.buy - self.pay

        def make(view: View) -> Spread | None:
            shares, times = Shares(), self.max_times
            for rows in by_article(of.discountable_rows(view)):
                runs = sorted_runs(rows, view.standing, "cheapest")
                sets = count(runs) // buy
                if times is not None:
                    sets = min(sets, times)
                    times -= sets
                for run in first(runs, sets * free):
                    shares.add(run, run.value)
            return shares.spread(terms.rounding)

        manner = picking(-(-WHOLE * free // buy), WHOLE, terms)
        return Proposal(make, of.keys, of.manner(manner, picked=True))
