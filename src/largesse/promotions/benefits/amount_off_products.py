"""An amount off products."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from largesse.core.allocation import allocate
from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import FALLS, Manner
from largesse.promotions.offer import LineCut, LineCuts
from largesse.promotions.reduction import amount_off_units
from largesse.promotions.selector import EVERYTHING, Selection, Selector
from largesse.promotions.units import Pick, chooser, chooser_manner, cuts_of
from largesse.promotions.wire import Amount, Count, LaneName

How = Annotated[
    Literal["per_unit", "per_line", "across"],
    Meta(
        description="Off every unit, never below zero; once off every line; or once over all lines together, in "
        "proportion to what is left of them."
    ),
]
Make = Callable[[View], LineCuts | None]


class AmountOffProducts(Benefit, frozen=True, tag="amount_off_products"):
    """Takes a fixed amount off every unit or every line chosen, or shares one amount out among the chosen lines."""

    amount: Amount
    how: How = "per_unit"
    of: Selector = EVERYTHING
    max_units_per_article: Count | None = None
    """Per unit: further units of the article, over all its lines, keep their price."""
    max_units: Count | None = None
    """Per unit: of all chosen lines together, only so many units."""
    pick: Pick = "cheapest"
    """Which units go first, where a limit leaves a choice."""

    lane: ClassVar[LaneName | None] = "product"
    labels: ClassVar = {
        "en": {"": "Amount off products", "amount": "Amount", "how": "How often", "of": "On these lines",
               "max_units_per_article": "At most, of each article", "max_units": "At most, of all units",
               "pick": "Units first"},
        "zh": {"": "商品立减", "amount": "金额", "how": "计算方式", "of": "适用商品行",
               "max_units_per_article": "每种商品最多件数", "max_units": "总共最多件数", "pick": "优先选取"},
        "th": {"": "ส่วนลดสินค้าเป็นจำนวนเงิน", "amount": "จำนวนเงิน", "how": "วิธีคิด", "of": "ใช้กับรายการเหล่านี้",
               "max_units_per_article": "จำนวนสูงสุดต่อสินค้า", "max_units": "จำนวนสูงสุดทั้งหมด", "pick": "เลือกชิ้นก่อน"},
        "sv": {"": "Belopp på produkter", "amount": "Belopp", "how": "Hur ofta", "of": "På dessa rader",
               "max_units_per_article": "Högst antal per artikel", "max_units": "Högst antal totalt",
               "pick": "Enheter först"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="2.00 off every unit of tea.",
            given={"amount": "2.00", "of": {"articles": ["tea"]}},
            checkout={"currency": "USD", "lines": [{"article": "tea", "price": "9.99", "quantity": 3}]},
            gives={"lines": ["23.97"]},
        ),
        Example(
            says="15.00 over three lines, in proportion to their value.",
            given={"amount": "15.00", "how": "across"},
            checkout={
                "currency": "USD",
                "lines": [{"article": each, "price": each} for each in ("20.00", "30.00", "100.00")],
            },
            gives={"lines": ["18.00", "27.00", "90.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        amount = terms.amount(self.amount, "amount")
        of = self.of.compile(terms.under("of"))
        if self.how == "per_unit":
            manner = chooser_manner(of, self.max_units, self.max_units_per_article)
            return Proposal(self._per_unit(amount, of, terms), of.keys, manner)
        for field in ("max_units_per_article", "max_units"):
            if getattr(self, field) is not None:
                raise terms.refuse(field, "not_together", "only an amount per unit can be limited to some units")
        if self.how == "across":
            return Proposal(_across(amount, of), of.keys, of.manner(FALLS))
        return Proposal(_per_line(amount, of), of.keys, of.manner(Manner("even", rounds="line")))

    def _per_unit(self, amount: int, of: Selection, terms: Terms) -> Make:
        choose, rounding = chooser(self.pick, self.max_units_per_article, self.max_units), terms.rounding
        return lambda view: cuts_of(
            choose(of.discountable_rows(view), view.standing),
            view.standing,
            lambda row, left, units: amount_off_units(row, left, units, amount, rounding),
        )


def _per_line(amount: int, of: Selection) -> Make:
    def make(view: View) -> LineCuts | None:
        cuts = [LineCut(row.index, amount) for row in of.discountable_rows(view)]
        return LineCuts(cuts) if cuts else None

    return make


def _across(amount: int, of: Selection) -> Make:
    def make(view: View) -> LineCuts | None:
        standing, rows = view.standing, of.discountable_rows(view)
        shares = allocate(amount, [standing.left[row.index] for row in rows], [standing.room(row) for row in rows])
        cuts = [LineCut(row.index, share) for row, share in zip(rows, shares, strict=True)]
        return LineCuts(cuts) if cuts else None

    return make
