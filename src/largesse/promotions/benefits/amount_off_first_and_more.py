"""One amount off the first unit, another off further ones."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import Manner
from largesse.promotions.offer import LineCut, LineCuts
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.wire import Amount, Count, LaneName


class AmountOffFirstAndMore(Benefit, frozen=True, tag="amount_off_first_and_more"):
    """Takes one amount off the first unit of a line and another off each further unit, in all never below zero."""

    first: Amount
    more: Amount
    of: Selector = EVERYTHING
    max_units_per_line: Count | None = None
    """Further units of the line give nothing."""

    lane: ClassVar[LaneName | None] = "product"
    labels: ClassVar = {
        "en": {"": "Amount off first and further units", "first": "Off the first unit", "more": "Off each further unit",
               "of": "On these lines", "max_units_per_line": "At most, of each line"},
        "zh": {"": "首件与后续件立减", "first": "首件减", "more": "后续每件减", "of": "适用商品行",
               "max_units_per_line": "每行最多件数"},
        "th": {"": "ส่วนลดชิ้นแรกและชิ้นถัดไป", "first": "ลดชิ้นแรก", "more": "ลดชิ้นถัดไปชิ้นละ", "of": "ใช้กับรายการเหล่านี้",
               "max_units_per_line": "จำนวนสูงสุดต่อรายการ"},
        "sv": {"": "Belopp på första och fler", "first": "På första enheten", "more": "På varje ytterligare",
               "of": "På dessa rader", "max_units_per_line": "Högst antal per rad"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="1.13 off the first unit and 2.11 off each of nine more.",
            given={"first": "1.13", "more": "2.11"},
            checkout={"currency": "USD", "lines": [{"article": "pen", "price": "5.00", "quantity": 10}]},
            gives={"lines": ["29.88"]},
        ),
        Example(
            says="Nothing off the first unit, and of the further ones only two.",
            given={"first": "0", "more": "1.00", "max_units_per_line": 3},
            checkout={"currency": "USD", "lines": [{"article": "pen", "price": "5.00", "quantity": 10}]},
            gives={"lines": ["48.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        first, more = terms.amount(self.first, "first"), terms.amount(self.more, "more")
        of, most = self.of.compile(terms.under("of")), self.max_units_per_line

        def make(view: View) -> LineCuts | None:
            rows = [row for row in of.discountable_rows(view) if row.units]
            units = [row.units if most is None else min(row.units, most) for row in rows]
            cuts = [LineCut(row.index, first + more * (n - 1), n) for row, n in zip(rows, units, strict=True)]
            return LineCuts(cuts) if cuts else None

        return Proposal(make, of.keys, of.manner(Manner("even", rounds="line")))
