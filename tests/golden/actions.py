"""Actions of golden cases, one struct each, in the project's words: a benefit in wire form."""

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
    if not any(digit in "123456789" for digit in str(value)):
        raise GivesNothing
    return str(value)


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
    reached: str | int = msgspec.field(name="from")
    value: Money | int


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
    | BuyXPayY
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
