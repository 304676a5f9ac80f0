"""A free gift."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.core.wire import Wire
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.condition import View
from largesse.promotions.manner import STILL
from largesse.promotions.offer import Gift
from largesse.promotions.wire import Amount, Count, LaneName, Token


class GiftArticle(Wire, frozen=True):
    """An article that may be given."""

    article: Token
    price: Amount
    """What one unit would cost: its worth, which counts against a budget."""
    product: Token | None = None


class FreeGift(Benefit, frozen=True, tag="free_gift"):
    """Adds units of an article to the checkout for nothing.

    Of several articles the customer has the choice (the checkout's `gifts`); without one it is the first that is in
    stock. Rules, selectors and spreads do not see the gift, and it bears no tax.
    """

    articles: Annotated[list[GiftArticle], Meta(min_length=1, max_length=100)]
    quantity: Count = 1

    lane: ClassVar[LaneName | None] = None
    labels: ClassVar = {
        "en": {"": "Free gift", "articles": "One of these articles", "quantity": "Units"},
        "zh": {"": "赠品", "articles": "任选其一", "quantity": "件数"},
        "th": {"": "ของแถม", "articles": "สินค้าหนึ่งในนี้", "quantity": "จำนวนชิ้น"},
        "sv": {"": "Gratis gåva", "articles": "En av dessa artiklar", "quantity": "Enheter"},
    }
    examples: ClassVar = (
        Example(
            says="A mug with every order.",
            given={"articles": [{"article": "mug", "price": "5.00"}]},
            checkout={"currency": "USD", "lines": [{"article": "tea", "price": "9.99"}]},
            gives={"gifts": [{"article": "mug", "quantity": 1}], "total": "9.99"},
        ),
        Example(
            says="The customer chose the cups rather than the mug.",
            given={
                "articles": [{"article": "mug", "price": "5.00"}, {"article": "cup", "price": "3.00"}],
                "quantity": 2,
            },
            checkout={"currency": "USD", "lines": [{"article": "tea", "price": "9.99"}], "gifts": ["cup"]},
            gives={"gifts": [{"article": "cup", "quantity": 2}]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        under = terms.under("articles")
        gifts = [
            Gift(each.article, self.quantity, under.under(i).amount(each.price, "price"), each.product)
            for i, each in enumerate(self.articles)
        ]

        def make(view: View) -> Gift | None:
            chosen = view.basket.checkout.gifts
            wanted = [gift for gift in gifts if gift.article in chosen] or gifts
            return next((gift for gift in wanted if _in_stock(gift, view)), None)

        return Proposal(make, manner=STILL)


def _in_stock(gift: Gift, view: View) -> bool:
    """Return whether there are units for it beyond those that the checkout itself holds."""
    stock = view.facts.stock.get(gift.article)
    if stock is None:
        return True
    return stock - sum([row.units for row in view.basket.rows if row.article == gift.article]) >= gift.quantity
