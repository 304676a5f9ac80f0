"""Actions of the order kind that look at units: sets, packages, bundles, one for another."""

from typing import Annotated, Literal

from msgspec import Meta

from tests.golden.actions.words import Action, Benefit, GivesNothing, Pick, Words, percent, said
from tests.golden.case import Money, Part, Percent, Positive
from tests.golden.selector import EVERYTHING, Selector


class BuyXPayY(Action, frozen=True, tag="buy_x_pay_y"):
    buy: Positive
    pay: Annotated[int, Meta(ge=0)]
    target: Selector = EVERYTHING
    max_times: Positive | None = None

    def translate(self, words: Words) -> Benefit:
        if self.pay >= self.buy:
            raise GivesNothing
        return said("buy_x_pay_y", buy=self.buy, pay=self.pay, of=self.target.translate(), max_times=self.max_times)


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
