"""Only units in full groups of n."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.basket import Row
from largesse.promotions.benefit import Benefit, Proposal, exactly_one
from largesse.promotions.condition import View
from largesse.promotions.manner import FALLS
from largesse.promotions.offer import LineCuts
from largesse.promotions.percent import Base, percent_manner
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.tiers import Give, taking
from largesse.promotions.units import cuts_of
from largesse.promotions.wire import Amount, Count, LaneName, Percent

_SOAP = {"article": "soap", "price": "10.00"}


class FullGroups(Benefit, frozen=True, tag="full_groups"):
    """Takes a percentage or an amount off every unit inside a full group; what is left over pays in full.

    Groups are filled in the checkout's order, across lines.
    """

    group_size: Count
    percent: Percent | None = None
    amount: Amount | None = None
    """Off each unit, never below zero."""
    of: Selector = EVERYTHING
    base: Base = "running"

    lane: ClassVar[LaneName | None] = "product"
    labels: ClassVar = {
        "en": {"": "Off units in full groups", "group_size": "Units in a group", "percent": "Percent",
               "amount": "Amount per unit", "of": "On these lines", "base": "Percentage of"},
        "zh": {"": "满组优惠", "group_size": "每组件数", "percent": "百分比", "amount": "每件立减", "of": "适用商品行",
               "base": "百分比基数"},
        "th": {"": "ลดเมื่อครบกลุ่ม", "group_size": "จำนวนชิ้นต่อกลุ่ม", "percent": "เปอร์เซ็นต์", "amount": "ลดชิ้นละ",
               "of": "ใช้กับรายการเหล่านี้", "base": "คิดเปอร์เซ็นต์จาก"},
        "sv": {"": "Rabatt på fulla grupper", "group_size": "Enheter i en grupp", "percent": "Procent",
               "amount": "Belopp per enhet", "of": "På dessa rader", "base": "Procent av"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="5.00 off each unit inside a full pair: of three units, two.",
            given={"group_size": 2, "amount": "5.00"},
            checkout={"currency": "USD", "lines": [{**_SOAP, "quantity": 3}]},
            gives={"lines": ["20.00"]},
        ),
        Example(
            says="10 % off a group of three that two lines fill together.",
            given={"group_size": 3, "percent": "10"},
            checkout={"currency": "USD", "lines": [{**_SOAP, "quantity": 2}, {**_SOAP, "article": "cream"}]},
            gives={"lines": ["18.00", "9.00"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        give: Give = exactly_one(self, terms, "percent", "amount")
        value = terms.percent(self.percent, "percent") if self.percent else terms.amount(self.amount or "", "amount")
        take = taking(give, value, self.base, terms)
        of, size = self.of.compile(terms.under("of")), self.group_size

        def make(view: View) -> LineCuts | None:
            rows = of.discountable_rows(view)
            grouped = sum([row.units for row in rows]) // size * size
            return cuts_of(_first(rows, grouped), view.standing, take)

        manner = percent_manner(value, self.base, terms, bounded=True) if give == "percent" else FALLS
        return Proposal(make, of.keys, of.manner(manner, picked=True))


def _first(rows: list[Row], units: int) -> list[tuple[Row, int]]:
    """Return the first so many units, in the checkout's order."""
    found: list[tuple[Row, int]] = []
    for row in rows:
        taken = min(row.units, units)
        units -= taken
        if taken:
            found.append((row, taken))
    return found
