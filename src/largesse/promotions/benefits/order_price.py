"""A price for the whole order."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.numbers import WHOLE
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import Manner
from largesse.promotions.offer import Spread
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.wire import Amount, LaneName

_LINES = [{"article": "tea", "price": "30.00"}, {"article": "mug", "price": "10.00"}]


class OrderPrice(Benefit, frozen=True, tag="order_price"):
    """All goods of the order together cost a fixed price, whatever is in it. It never makes the order dearer.

    Goods that may not be discounted count towards the price, and the others bear what is taken off.
    """

    price: Amount
    of: Selector = EVERYTHING
    """Which lines bear it."""

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Price for the order", "price": "Price", "of": "Borne by these lines"},
        "zh": {"": "整单一口价", "price": "价格", "of": "分摊到的商品行"},
        "th": {"": "ราคาเหมาทั้งคำสั่งซื้อ", "price": "ราคา", "of": "เฉลี่ยลงรายการเหล่านี้"},
        "sv": {"": "Pris för ordern", "price": "Pris", "of": "Bärs av dessa rader"},
    }
    examples: ClassVar = (
        Example(
            says="Everything together for 25.00; delivery is not meant.",
            given={"price": "25.00"},
            checkout={"currency": "USD", "lines": _LINES, "deliveries": [{"amount": "4.90"}]},
            gives={"lines": ["18.75", "6.25"], "total": "29.90"},
        ),
        Example(
            says="A cheaper order stays as it is.",
            given={"price": "50.00"},
            checkout={"currency": "USD", "lines": _LINES},
            gives={"lines": ["30.00", "10.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        price = terms.amount(self.price, "price")
        of = self.of.compile(terms.under("of"))

        def make(view: View) -> Spread | None:
            left = view.standing.left
            above = sum(left) - price
            if above <= 0:
                return None
            return Spread(above, [(row.index, left[row.index]) for row in of.discountable_rows(view)])

        return Proposal(make, of.keys, of.manner(Manner("whole", pull=WHOLE)))
