"""An organization that the customer must belong to."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import one_of
from largesse.promotions.wire import Token

_CART = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00"}], "customer": {"organizations": ["acme"]}}


class CustomerOrganization(Condition, frozen=True, tag="customer_organization"):
    """The customer buys for one of these organizations."""

    organizations: Annotated[
        list[Token], Meta(min_length=1, max_length=1000, extra_json_schema={"x-widget": "organizations"})
    ]

    needs: ClassVar[Need | None] = "customer"
    labels: ClassVar = {
        "en": {"": "Organization", "organizations": "In one of these"},
        "zh": {"": "所属组织", "organizations": "属于以下任一组织"},
        "th": {"": "องค์กร", "organizations": "อยู่ในองค์กรใดองค์กรหนึ่งต่อไปนี้"},
        "sv": {"": "Organisation", "organizations": "I en av dessa"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Only for customers of the organization {wanted}"},
        "zh": {"fails": "仅限组织 {wanted} 的顾客"},
        "th": {"fails": "เฉพาะลูกค้าขององค์กร {wanted}"},
        "sv": {"fails": "Bara för kunder i organisationen {wanted}"},
    }
    examples: ClassVar = (
        Example(
            says="Somebody who buys for Acme.", given={"organizations": ["acme"]}, checkout=_CART, gives={"holds": True}
        ),
        Example(
            says="Not for the other one.", given={"organizations": ["other"]}, checkout=_CART, gives={"holds": False}
        ),
    )

    def compile(self, terms: Terms) -> Test:
        return one_of(
            "customer_organization",
            "organizations",
            self.organizations,
            lambda view: view.basket.customer.organizations or (),
        )
