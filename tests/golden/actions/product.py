"""Actions of the product kind; tiers, which the order kind shares, are here too."""

from decimal import Decimal
from math import ceil
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tests.golden.actions.words import Action, Benefit, GivesNothing, Pick, Words, is_nought, percent, said
from tests.golden.case import CannotExpress, Money, Part, Percent, Positive
from tests.golden.selector import EVERYTHING, Selector


class PercentOff(Action, frozen=True, tag="percent_off"):
    percent: Percent
    target: Selector = EVERYTHING
    max_qty_per_line: Positive | None = None
    pick: Pick = "cheapest"
    max_units: Positive | None = None

    def translate(self, words: Words) -> Benefit:
        return said(
            "percent_off_products",
            percent=percent(self.percent),
            of=self.target.translate(),
            base=words.base,
            max_units_per_article=self.max_qty_per_line,
            max_units=self.max_units,
            pick=self.pick,
        )


class AmountOffEach(Action, frozen=True, tag="amount_off_each"):
    amount: Money
    target: Selector = EVERYTHING
    max_qty_per_line: Positive | None = None
    pick: Pick = "cheapest"
    max_units: Positive | None = None

    def translate(self, words: Words) -> Benefit:
        return said(
            "amount_off_products",
            amount=self.amount,
            of=self.target.translate(),
            how="per_unit",
            max_units_per_article=self.max_qty_per_line,
            max_units=self.max_units,
            pick=self.pick,
        )


class AmountOffLine(Action, frozen=True, tag="amount_off_line"):
    amount: Money
    target: Selector = EVERYTHING

    def translate(self, words: Words) -> Benefit:
        return said("amount_off_products", amount=self.amount, of=self.target.translate(), how="per_line")


class AmountOffAcross(Action, frozen=True, tag="amount_off_across"):
    amount: Money
    target: Selector = EVERYTHING

    def translate(self, words: Words) -> Benefit:
        return said("amount_off_products", amount=self.amount, of=self.target.translate(), how="across")


class AmountOffFirstAndMore(Action, frozen=True, tag="amount_off_first_and_more"):
    first: Money
    more: Money
    target: Selector = EVERYTHING
    max_units: Positive | None = None

    def translate(self, words: Words) -> Benefit:
        return said(
            "amount_off_first_and_more",
            first=self.first,
            more=self.more,
            of=self.target.translate(),
            max_units_per_line=self.max_units,
        )


class SetUnitPrice(Action, frozen=True, tag="set_unit_price"):
    price: Money
    target: Selector = EVERYTHING
    max_qty_per_line: Positive | None = None

    def translate(self, words: Words) -> Benefit:
        return said(
            "campaign_price",
            price=self.price,
            of=self.target.translate(),
            max_units_per_article=self.max_qty_per_line,
        )


class Each(Part, frozen=True):
    amount: Money | None = None
    percent: Percent | None = None


class FullGroups(Action, frozen=True, tag="full_groups"):
    group_size: Positive
    each: Each
    target: Selector = EVERYTHING

    def translate(self, words: Words) -> Benefit:
        return said(
            "full_groups",
            group_size=self.group_size,
            amount=self.each.amount,
            percent=None if self.each.percent is None else percent(self.each.percent),
            of=self.target.translate(),
            base=words.base,
        )


class Tier(Part, frozen=True):
    value: Percent
    reached: str | int = msgspec.field(name="from")


class Tiered(Action, frozen=True, tag="tiered"):
    by: Literal["quantity", "spend"]
    give: Literal["percent", "amount"]
    tiers: Annotated[list[Tier], Meta(min_length=1)]
    target: Selector = EVERYTHING

    def translate(self, words: Words) -> Benefit:
        given = [tier for tier in self.rising() if not is_nought(tier.value)]
        if not given:
            raise GivesNothing
        if self.give == "percent" and given != self.rising()[-len(given) :]:
            raise CannotExpress("a step of nought percent above others")
        steps = given if self.give == "percent" else self.rising()
        return said(
            f"{self.by}_tiers",
            tiers=[{"at_least": self.bound(tier), self.give: str(tier.value)} for tier in steps],
            of=self.target.translate(),
            lane=words.kind,
            base=words.base,
        )

    def rising(self) -> list[Tier]:
        return sorted(self.tiers, key=lambda tier: Decimal(tier.reached))

    def bound(self, tier: Tier) -> str | int:
        return str(tier.reached) if self.by == "spend" else ceil(Decimal(tier.reached))
