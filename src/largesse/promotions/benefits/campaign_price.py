"""A campaign price."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal, exactly_one
from largesse.promotions.condition import Key, View
from largesse.promotions.offer import LineCuts
from largesse.promotions.reduction import down_to_price
from largesse.promotions.selector import EVERYTHING, Selection, Selector
from largesse.promotions.units import Pick, chooser, chooser_manner, cuts_of
from largesse.promotions.wire import Amount, Count, LaneName, Token

Prices = Annotated[dict[Token, Amount], Meta(min_length=1, max_length=50_000)]
Find = Callable[[View], dict[int, int]]
"""Finds the rows that have a campaign price, by index, and the price of one unit of each."""

_TEA = {"article": "tea", "price": "9.99", "quantity": 2}


class CampaignPrice(Benefit, frozen=True, tag="campaign_price"):
    """Sells a unit at a fixed price, one for all chosen lines or one for each article. It never raises a price."""

    price: Amount | None = None
    """Of one unit, for every chosen line."""
    prices: Prices | None = None
    """Of one unit, by article; chosen lines of other articles keep their price."""
    store_prices: Annotated[dict[Token, Prices], Meta(max_length=10_000)] = {}
    """By store: where a store's price of an article differs from `prices`, or only that store has one."""
    of: Selector = EVERYTHING
    max_units_per_article: Count | None = None
    """Further units of the article, over all its lines, keep their price."""
    pick: Pick = "cheapest"
    """Which units get the price first, where an article's lines differ and not all may get it."""

    lane: ClassVar[LaneName | None] = "product"
    labels: ClassVar = {
        "en": {"": "Campaign price", "price": "Price", "prices": "Price by article", "store_prices": "Prices of stores",
               "of": "On these lines", "max_units_per_article": "At most, of each article", "pick": "Units first"},
        "zh": {"": "活动价", "price": "价格", "prices": "按商品定价", "store_prices": "门店专属价格",
               "of": "适用商品行", "max_units_per_article": "每种商品最多件数", "pick": "优先选取"},
        "th": {"": "ราคาโปรโมชัน", "price": "ราคา", "prices": "ราคาตามสินค้า", "store_prices": "ราคาเฉพาะสาขา",
               "of": "ใช้กับรายการเหล่านี้", "max_units_per_article": "จำนวนสูงสุดต่อสินค้า", "pick": "เลือกชิ้นก่อน"},
        "sv": {"": "Kampanjpris", "price": "Pris", "prices": "Pris per artikel", "store_prices": "Butikers egna priser",
               "of": "På dessa rader", "max_units_per_article": "Högst antal per artikel", "pick": "Enheter först"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="Tea at 7.90 instead of 9.99; coffee has no campaign price.",
            given={"prices": {"tea": "7.90"}},
            checkout={"currency": "USD", "lines": [_TEA, {"article": "coffee", "price": "12.00"}]},
            gives={"lines": ["15.80", "12.00"]},
        ),
        Example(
            says="One store has its own price.",
            given={"prices": {"tea": "7.90"}, "store_prices": {"harbour": {"tea": "7.50"}}},
            checkout={"currency": "USD", "store": "harbour", "lines": [_TEA]},
            gives={"lines": ["15.00"]},
        ),
        Example(
            says="At most two units at the price, the third one at list price.",
            given={"price": "5.00", "of": {"articles": ["tea"]}, "max_units_per_article": 2},
            checkout={"currency": "USD", "lines": [{**_TEA, "quantity": 3}]},
            gives={"lines": ["19.99"]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        of = self.of.compile(terms.under("of"))
        if self.prices is None and not self.store_prices:
            exactly_one(self, terms, "price", "prices")
            return self._proposal(_same_for_all(terms.amount(self.price or "", "price"), of), of, of.keys, terms)
        if self.price is not None:
            raise terms.refuse("price", "not_together", "one price for all, or prices by article, not both")
        everywhere = terms.amounts(self.prices or {}, "prices")
        stores = terms.under("store_prices")
        by_store = {store: stores.amounts(prices, store) for store, prices in self.store_prices.items()}
        articles = everywhere.keys() | {article for prices in by_store.values() for article in prices}
        keys: frozenset[Key] = frozenset([("article", article) for article in articles])
        return self._proposal(_by_article(everywhere, by_store, of), of, keys, terms)

    def _proposal(self, find: Find, of: Selection, keys: frozenset[Key] | None, terms: Terms) -> Proposal:
        choose, rounding = chooser(self.pick, self.max_units_per_article, None), terms.rounding

        def make(view: View) -> LineCuts | None:
            standing, prices = view.standing, find(view)
            rows = [standing.rows[i] for i in prices]
            return cuts_of(
                choose(rows, standing),
                standing,
                lambda row, left, units: down_to_price(row, left, units, prices[row.index], rounding),
            )

        return Proposal(make, keys, chooser_manner(of, self.max_units_per_article))


def _same_for_all(price: int, of: Selection) -> Find:
    return lambda view: {row.index: price for row in of.discountable_rows(view)}


def _by_article(everywhere: dict[str, int], by_store: dict[str, dict[str, int]], of: Selection) -> Find:
    def find(view: View) -> dict[int, int]:
        standing, store = view.standing, view.basket.checkout.store
        here = by_store.get(store or "", everywhere)
        found: dict[int, int] = {}
        for row in standing.rows:
            price = here.get(row.article)
            if price is None:
                price = everywhere.get(row.article)
            if price is not None and of.may_discount(row, standing):
                found[row.index] = price
        return found

    return find
