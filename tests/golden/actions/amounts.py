"""Actions of the order kind that look at amounts, gifts, and what is charged beside goods."""

from typing import Annotated

from msgspec import Meta

from tests.golden.actions.words import Action, Benefit, Words, percent, said
from tests.golden.case import Money, Percent, Positive
from tests.golden.selector import EVERYTHING, Selector


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
            exceeding_quantity=self.exceeding_qty,
            max_amount=self.cap,
        )


class OrderAmountOff(Action, frozen=True, tag="order_amount_off"):
    amount: Money
    target: Selector = EVERYTHING

    def translate(self, words: Words) -> Benefit:
        return said("amount_off_order", amount=self.amount, of=self.target.translate())


class OrderSetTotal(Action, frozen=True, tag="order_set_total"):
    price: Money

    def translate(self, words: Words) -> Benefit:
        return said("order_price", price=self.price)


class AddGift(Action, frozen=True, tag="add_gift"):
    sku: str
    qty: Positive
    unit_price: Money
    product: str | None = None

    def translate(self, words: Words) -> Benefit:
        gift = {"article": self.sku, "price": self.unit_price}
        product = {} if self.product is None else {"product": self.product}
        return said("free_gift", articles=[{**gift, **product}], quantity=self.qty)


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
