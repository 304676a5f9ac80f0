"""Actions of golden cases, one struct each, in the project's words: a benefit in wire form."""

from decimal import Decimal
from math import ceil
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from tests.golden.case import CannotExpress, Lane, Money, Part, Percent, Positive
from tests.golden.selector import EVERYTHING, Selector

Pick = Literal["cheapest", "dearest"]
Benefit = dict[str, Any]


class GivesNothing(Exception):
    """The action can never give anything, such as nought percent; the project has no words for such a campaign."""


class Words(Part, frozen=True):
    """What the action's words are said under: its campaign's kind, and the base of percentages."""

    kind: Lane
    base: Literal["running", "original"]


class Action(Part, frozen=True, tag_field="type"):
    def translate(self, words: Words) -> Benefit:
        raise NotImplementedError


def percent(value: Percent) -> str:
    if is_nought(value):
        raise GivesNothing
    return str(value)


def is_nought(value: Percent) -> bool:
    return Decimal(value) == 0


def said(kind: str, **fields: Any) -> Benefit:
    return {"type": kind, **{name: value for name, value in fields.items() if value is not None}}


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


class OrderPercentOff(Action, frozen=True, tag="order_percent_off"):
    percent: Percent
    cap: Money | None = None
    exceeding_amount: Money | None = None
    exceeding_qty: Annotated[int, Meta(ge=0)] | None = None
    target: Selector = EVERYTHING

    def translate(self, words: Words) -> Benefit:
        return said(
            "percent_off_order",
            percent=percent(self.percent),
            of=self.target.translate(),
            base=words.base,
            exceeding_amount=self.exceeding_amount,
            exceeding_quantity=self.exceeding_qty or None,
            max_amount=self.cap,
        )


class OrderAmountOff(Action, frozen=True, tag="order_amount_off"):
    amount: Money
    target: Selector = EVERYTHING

    def translate(self, words: Words) -> Benefit:
        return said("amount_off_order", amount=self.amount, of=self.target.translate())


class BuyXPayY(Action, frozen=True, tag="buy_x_pay_y"):
    buy: Positive
    pay: Annotated[int, Meta(ge=0)]
    target: Selector = EVERYTHING
    max_times: Positive | None = None

    def translate(self, words: Words) -> Benefit:
        if self.pay >= self.buy:
            raise GivesNothing
        return said("buy_x_pay_y", buy=self.buy, pay=self.pay, of=self.target.translate(), max_times=self.max_times)


class OrderSetTotal(Action, frozen=True, tag="order_set_total"):
    price: Money

    def translate(self, words: Words) -> Benefit:
        return said("order_price", price=self.price)


class CheapestDiscount(Action, frozen=True, tag="cheapest_discount"):
    every: Positive
    count: Positive
    percent: Percent
    grouping: Literal["cheapest_overall", "groups_ascending"]
    target: Selector = EVERYTHING
    max_times: Positive | None = None

    def translate(self, words: Words) -> Benefit:
        return said(
            "cheapest_discount",
            every=self.every,
            count=self.count,
            percent=percent(self.percent),
            of=self.target.translate(),
            grouping=self.grouping,
            max_times=self.max_times,
            base=words.base,
        )


class Bought(Part, frozen=True):
    qty: Positive
    of: Selector = EVERYTHING


class Got(Part, frozen=True):
    qty: Positive
    of: Selector = EVERYTHING
    pick: Pick = "cheapest"


class BuyGet(Action, frozen=True, tag="buy_get"):
    buy: Bought
    get: Got
    percent: Percent
    max_times: Positive | None = None

    def translate(self, words: Words) -> Benefit:
        return said(
            "buy_x_get_y",
            buy={"of": self.buy.of.translate(), "quantity": self.buy.qty},
            get={"of": self.get.of.translate(), "quantity": self.get.qty, "pick": self.get.pick},
            percent=percent(self.percent),
            max_times=self.max_times,
            base=words.base,
        )


class NForPrice(Action, frozen=True, tag="n_for_price"):
    n: Positive
    price: Money
    pick: Pick
    target: Selector = EVERYTHING
    max_times: Positive | None = None

    def translate(self, words: Words) -> Benefit:
        return said(
            "n_for_price",
            quantity=self.n,
            price=self.price,
            pick=self.pick,
            of=self.target.translate(),
            max_times=self.max_times,
        )


class Package(Action, frozen=True, tag="package"):
    n: Positive
    pick: Pick
    price: Money | None = None
    unit_price: Money | None = None
    amount: Money | None = None
    percent: Percent | None = None
    target: Selector = EVERYTHING

    def translate(self, words: Words) -> Benefit:
        return said(
            "package",
            quantity=self.n,
            pick=self.pick,
            price=self.price,
            unit_price=self.unit_price,
            amount=self.amount,
            percent=None if self.percent is None else percent(self.percent),
            of=self.target.translate(),
            base=words.base,
        )


class BundlePrice(Action, frozen=True, tag="bundle_price"):
    items: Annotated[list[Bought], Meta(min_length=1)]
    price: Money

    def translate(self, words: Words) -> Benefit:
        items = [{"of": item.of.translate(), "quantity": item.qty} for item in self.items]
        return said("bundle", items=items, price=self.price, pick="dearest")


class AddGift(Action, frozen=True, tag="add_gift"):
    sku: str
    qty: Positive
    unit_price: Money
    product: str | None = None

    def translate(self, words: Words) -> Benefit:
        raise CannotExpress("gifts")


class FeeFree(Action, frozen=True, tag="fee_free"):
    def translate(self, words: Words) -> Benefit:
        return said("free_fees")


class FeePercentOff(Action, frozen=True, tag="fee_percent_off"):
    percent: Percent

    def translate(self, words: Words) -> Benefit:
        return said("percent_off_fees", percent=percent(self.percent), base=words.base)


class ShippingFree(Action, frozen=True, tag="shipping_free"):
    def translate(self, words: Words) -> Benefit:
        return said("free_delivery")


class ShippingPercentOff(Action, frozen=True, tag="shipping_percent_off"):
    percent: Percent

    def translate(self, words: Words) -> Benefit:
        return said("percent_off_delivery", percent=percent(self.percent), base=words.base)


class ShippingAmountOff(Action, frozen=True, tag="shipping_amount_off"):
    amount: Money

    def translate(self, words: Words) -> Benefit:
        return said("amount_off_delivery", amount=self.amount)


class ShippingSet(Action, frozen=True, tag="shipping_set"):
    price: Money

    def translate(self, words: Words) -> Benefit:
        return said("delivery_price", price=self.price)


ACTIONS = (
    PercentOff
    | AmountOffEach
    | AmountOffLine
    | AmountOffAcross
    | AmountOffFirstAndMore
    | SetUnitPrice
    | FullGroups
    | OrderPercentOff
    | OrderAmountOff
    | OrderSetTotal
    | BuyXPayY
    | CheapestDiscount
    | BuyGet
    | NForPrice
    | Package
    | BundlePrice
    | AddGift
    | Tiered
    | FeeFree
    | FeePercentOff
    | ShippingFree
    | ShippingPercentOff
    | ShippingAmountOff
    | ShippingSet
)


def read(action: dict[str, Any]) -> Action:
    """The action; CannotExpress for one that is not in the README."""
    try:
        return msgspec.convert(action, ACTIONS)
    except msgspec.ValidationError as error:
        raise CannotExpress(f"action: {error}") from None
