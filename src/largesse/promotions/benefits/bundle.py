"""A bundle."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

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


class BundleItem(Wire, frozen=True):
    """One part of a bundle: so many units of some lines."""

    of: Selector = EVERYTHING
    quantity: Count = 1


class Bundle(Benefit, frozen=True, tag="bundle"):
    """So many units of each of several sorts together cost less, as often as all of them are there.

    Each item in turn takes units that no other one has. It never makes a bundle dearer.
    """

    items: Annotated[list[BundleItem], Meta(min_length=1, max_length=50)]
    price: Amount | None = None
    """Of one bundle."""
    percent: Percent | None = None
    """Off every bundle."""
    amount: Amount | None = None
    """Off every bundle."""
    pick: Pick = "dearest"
    """Which units an item takes first."""
    max_times: Count | None = None
    """Bundles in the order."""
    base: Base = "running"

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Bundle", "items": "Items", "price": "Price of a bundle", "percent": "Percent off",
               "amount": "Amount off", "pick": "Units first", "max_times": "At most, times", "base": "Percentage of"},
        "zh": {"": "捆绑套装", "items": "组成商品", "price": "套装价格", "percent": "折扣百分比", "amount": "立减金额",
               "pick": "优先选取", "max_times": "最多次数", "base": "百分比基数"},
        "th": {"": "ชุดสินค้า", "items": "รายการในชุด", "price": "ราคาต่อชุด", "percent": "ลดเป็นเปอร์เซ็นต์",
               "amount": "ลดเป็นจำนวนเงิน", "pick": "เลือกชิ้นก่อน", "max_times": "ไม่เกิน (ครั้ง)", "base": "คิดเปอร์เซ็นต์จาก"},
        "sv": {"": "Kombination", "items": "Delar", "price": "Pris för en kombination", "percent": "Procent av",
               "amount": "Belopp av", "pick": "Enheter först", "max_times": "Högst antal gånger", "base": "Procent på"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="A pan and two knives for 50.00, once: the second pan has no knives.",
            given={
                "items": [{"of": {"articles": ["pan"]}}, {"of": {"articles": ["knife"]}, "quantity": 2}],
                "price": "50.00",
            },
            checkout={
                "currency": "USD",
                "lines": [
                    {"article": "pan", "price": "40.00", "quantity": 2},
                    {"article": "knife", "price": "10.00", "quantity": 3},
                ],
            },
            gives={"lines": ["73.33", "26.67"]},
        ),
        Example(
            says="A quarter off every camera with a lens of any sort.",
            given={
                "items": [{"of": {"articles": ["camera"]}}, {"of": {"categories": ["lenses"]}}],
                "percent": "25",
            },
            checkout={
                "currency": "USD",
                "lines": [
                    {"article": "camera", "price": "400.00"},
                    {"article": "zoom", "price": "200.00", "categories": ["lenses"]},
                ],
            },
            gives={"lines": ["300.00", "150.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        less, under = read_less(self, terms, self.base), terms.under("items")
        items = [(item.of.compile(under.under(i).under("of")), item.quantity) for i, item in enumerate(self.items)]

        def make(view: View) -> Spread | None:
            shares = Shares()
            needs = [Need(sorted_runs(of.discountable_rows(view), view.standing, self.pick), n) for of, n in items]
            for taken, times in rounds(needs, self.max_times):
                shares.add_set([run for runs in taken for run in runs], times, less)
            return shares.spread(terms.rounding)

        parts = [of for of, _ in items]
        most = None if self.max_times is None else self.max_times * sum(quantity for _, quantity in items)
        manner = apart_or_alike(parts, less_manner(less, terms), parts, most)
        return Proposal(make, next((of.keys for of, _ in items if of.keys), None), manner)
