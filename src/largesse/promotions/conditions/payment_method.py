"""How the order must be paid."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import one_of
from largesse.promotions.wire import Token

_CART = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00"}], "payment_method": "invoice"}


class PaymentMethod(Condition, frozen=True, tag="payment_method"):
    """The order is paid by one of these methods."""

    methods: Annotated[list[Token], Meta(min_length=1, max_length=1000, extra_json_schema={"x-widget": "methods"})]

    needs: ClassVar[Need | None] = "payment"
    labels: ClassVar = {
        "en": {"": "Payment method", "methods": "One of these methods"},
        "zh": {"": "支付方式", "methods": "以下任一方式"},
        "th": {"": "วิธีชำระเงิน", "methods": "วิธีใดวิธีหนึ่งต่อไปนี้"},
        "sv": {"": "Betalsätt", "methods": "Ett av dessa sätt"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Only when paid by {wanted}"},
        "zh": {"fails": "仅限以 {wanted} 支付"},
        "th": {"fails": "เฉพาะเมื่อชำระด้วย {wanted}"},
        "sv": {"fails": "Bara vid betalning med {wanted}"},
    }
    examples: ClassVar = (
        Example(
            says="Paid by invoice.",
            given={"methods": ["invoice", "direct_debit"]},
            checkout=_CART,
            gives={"holds": True},
        ),
        Example(says="Not by card.", given={"methods": ["card"]}, checkout=_CART, gives={"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        return one_of(
            "payment_method",
            "methods",
            self.methods,
            lambda view: () if view.basket.checkout.payment_method is None else (view.basket.checkout.payment_method,),
        )
