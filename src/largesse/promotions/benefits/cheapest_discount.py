"""Buy any X, discount on the cheapest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import UNKNOWN, picking
from largesse.promotions.offer import Spread
from largesse.promotions.percent import Base
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.sets import cut_into, limited, repeated
from largesse.promotions.shares import Shares, percent_of_unit
from largesse.promotions.units import Run, count, first, sorted_runs
from largesse.promotions.wire import Count, LaneName, Percent

Grouping = Annotated[
    Literal["cheapest_overall", "groups_ascending"],
    Meta(
        description="The cheapest units of all, as many as the full groups earn; or groups filled from the cheapest "
        "unit up, and the cheapest units of each group."
    ),
]
_SHIRTS = [{"article": str(i), "price": f"{5 * i}.00"} for i in range(1, 10)]


class CheapestDiscount(Benefit, frozen=True, tag="cheapest_discount"):
    """For every so many units bought, whatever they are, takes a percentage off the cheapest."""

    every: Count
    """Units in a group; only full groups earn something."""
    percent: Percent
    count: Count = 1
    """Units of each group that are discounted."""
    of: Selector = EVERYTHING
    grouping: Grouping = "cheapest_overall"
    max_times: Count | None = None
    """Groups in the order."""
    base: Base = "running"

    lane: ClassVar[LaneName | None] = "order"
    labels: ClassVar = {
        "en": {"": "Buy X, the cheapest discounted", "every": "For every", "percent": "Percent", "count": "Discounted",
               "of": "Of these lines", "grouping": "Which are the cheapest", "max_times": "At most, times",
               "base": "Percentage of"},
        "zh": {"": "任选 X 件，最低价优惠", "every": "每满件数", "count": "优惠件数", "percent": "百分比",
               "of": "适用商品行", "grouping": "最低价的选取方式", "max_times": "最多次数", "base": "百分比基数"},
        "th": {"": "ซื้อครบ X ลดชิ้นที่ถูกที่สุด", "every": "ทุก ๆ (ชิ้น)", "count": "ลด (ชิ้น)", "percent": "เปอร์เซ็นต์",
               "of": "จากรายการเหล่านี้", "grouping": "วิธีเลือกชิ้นที่ถูกที่สุด", "max_times": "ไม่เกิน (ครั้ง)",
               "base": "คิดเปอร์เซ็นต์จาก"},
        "sv": {"": "Köp X, rabatt på billigaste", "every": "För varje", "count": "Rabatterade", "percent": "Procent",
               "of": "Av dessa rader", "grouping": "Vilka som är billigast", "max_times": "Högst antal gånger",
               "base": "Procent av"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="Nine shirts from 5.00 to 45.00, one of every three free: the three cheapest of all.",
            given={"every": 3, "percent": "100"},
            checkout={"currency": "USD", "lines": _SHIRTS},
            gives={"total": "195.00"},
        ),
        Example(
            says="The same, with groups filled from the cheapest up: the cheapest of each group.",
            given={"every": 3, "percent": "100", "grouping": "groups_ascending"},
            checkout={"currency": "USD", "lines": _SHIRTS},
            gives={"total": "165.00"},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        if self.count > self.every:
            raise terms.refuse("count", "too_many", "no more units are discounted than are in a group")
        share = terms.percent(self.percent, "percent")
        of = self.of.compile(terms.under("of"))

        def make(view: View) -> Spread | None:
            shares = Shares()
            for run in self._discounted(sorted_runs(of.discountable_rows(view), view.standing, "cheapest")):
                shares.add(run, percent_of_unit(run, share, self.base))
            return shares.spread(terms.rounding)

        manner = UNKNOWN if self.base == "original" else picking(-(-share * self.count // self.every), share, terms)
        return Proposal(make, of.keys, of.manner(manner, picked=True))

    def _discounted(self, runs: list[Run]) -> Iterable[Run]:
        """Return the discounted ones of these units, cheapest in front."""
        if self.grouping == "cheapest_overall":
            groups = count(runs) // self.every
            return first(runs, self.count * (groups if self.max_times is None else min(groups, self.max_times)))
        groups = limited(cut_into(runs, self.every), self.max_times)
        return [run for group, times in groups for run in repeated(first(group, self.count), times)]
