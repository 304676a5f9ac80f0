"""Loyalty cards of a partner, told by how their numbers begin."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test, View
from largesse.promotions.evaluation import Finding

Prefix = Annotated[str, Meta(min_length=1, max_length=19, pattern="^[0-9]+$")]

_CART = {
    "currency": "USD",
    "lines": [{"article": "tea", "price": "10.00"}],
    "customer": {"attributes": {"loyalty_card": "6211 0040 1234"}},
}


class LoyaltyCardPrefix(Condition, frozen=True, tag="loyalty_card_prefix"):
    """The customer's loyalty card is of a series whose numbers begin with one of these digits.

    The card's number is the customer's attribute `loyalty_card`; blanks in it do not count.
    """

    prefixes: Annotated[list[Prefix], Meta(min_length=1, max_length=100)]

    labels: ClassVar = {
        "en": {"": "Loyalty card series", "prefixes": "Number begins with"},
        "zh": {"": "会员卡号段", "prefixes": "卡号开头"},
        "th": {"": "ชุดบัตรสมาชิก", "prefixes": "หมายเลขขึ้นต้นด้วย"},
        "sv": {"": "Lojalitetskortserie", "prefixes": "Numret börjar med"},
    }
    examples: ClassVar = (
        Example(says="A partner's card.", given={"prefixes": ["6211"]}, checkout=_CART, gives={"holds": True}),
        Example(says="A card of our own.", given={"prefixes": ["70", "71"]}, checkout=_CART, gives={"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        prefixes = tuple(self.prefixes)

        def holds(view: View) -> bool:
            card = _card(view)
            return card is not None and card.startswith(prefixes)

        def find(view: View) -> Finding:
            card = _card(view)
            return Finding(
                type="loyalty_card_prefix",
                field="prefixes",
                operator="starts_with",
                wanted=self.prefixes,
                actual=card,
                missing=card is None,
            )

        return Test(holds, find)


def _card(view: View) -> str | None:
    card = (view.basket.customer.attributes or {}).get("loyalty_card")
    return None if card is None else str(card).replace(" ", "")
