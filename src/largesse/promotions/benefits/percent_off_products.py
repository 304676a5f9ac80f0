"""A percentage off products."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.offer import LineCut, LineCuts
from largesse.promotions.percent import Base, percent_off_units
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.wire import LaneName, Percent


class PercentOffProducts(Benefit, frozen=True, tag="percent_off_products"):
    """Takes a percentage off the price of the chosen lines."""

    percent: Percent
    of: Selector = EVERYTHING
    base: Base = "running"

    lane: ClassVar[LaneName | None] = "product"
    labels: ClassVar = {
        "en": {"": "Percent off products", "percent": "Percent", "of": "On these lines", "base": "Percentage of"},
    }
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
    )

    def compile(self, terms: Terms) -> Proposal:
        share = terms.percent(self.percent, "percent")
        of = self.of.compile(terms.under("of"))
        base = self.base

        def make(view: View) -> LineCuts | None:
            left = view.standing.left
            cuts = [
                LineCut(row.index, percent_off_units(row, left[row.index], None, share, base, terms), row.units)
                for row in of.discountable_rows(view)
            ]
            return LineCuts(cuts) if cuts else None

        return Proposal(make, of.keys)
