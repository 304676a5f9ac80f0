"""A loyalty tier that the customer must have reached."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import one_of
from largesse.promotions.wire import Token

_CART = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00"}], "customer": {"tier": "gold"}}


class CustomerTier(Condition, frozen=True, tag="customer_tier"):
    """The customer's loyalty tier is one of these."""

    tiers: Annotated[list[Token], Meta(min_length=1, max_length=1000, extra_json_schema={"x-widget": "tiers"})]

    needs: ClassVar[Need | None] = "customer"
    labels: ClassVar = {
        "en": {"": "Loyalty tier", "tiers": "One of these tiers"},
        "zh": {"": "会员等级", "tiers": "以下任一等级"},
        "th": {"": "ระดับสมาชิก", "tiers": "ระดับใดระดับหนึ่งต่อไปนี้"},
        "sv": {"": "Lojalitetsnivå", "tiers": "En av dessa nivåer"},
    }
    phrases: ClassVar = {
        "en": {
            "fails": "Only for {wanted} members: the customer's tier is {actual}",
            "missing": "Only for {wanted} members: the customer has no tier",
        },
        "zh": {"fails": "仅限{wanted}会员：当前等级为 {actual}", "missing": "仅限{wanted}会员：顾客没有会员等级"},
        "th": {
            "fails": "เฉพาะสมาชิกระดับ {wanted}: ลูกค้าอยู่ระดับ {actual}",
            "missing": "เฉพาะสมาชิกระดับ {wanted}: ลูกค้ายังไม่มีระดับ",
        },
        "sv": {
            "fails": "Bara för medlemmar på nivån {wanted}: kundens nivå är {actual}",
            "missing": "Bara för medlemmar på nivån {wanted}: kunden har ingen nivå",
        },
    }
    examples: ClassVar = (
        Example(says="Gold or better.", given={"tiers": ["gold", "platinum"]}, checkout=_CART, gives={"holds": True}),
        Example(
            says="Gold is not platinum: each tier that counts is named.",
            given={"tiers": ["platinum"]},
            checkout=_CART,
            gives={"holds": False},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        return one_of(
            "customer_tier",
            "tiers",
            self.tiers,
            lambda view: () if view.basket.customer.tier is None else (view.basket.customer.tier,),
        )
