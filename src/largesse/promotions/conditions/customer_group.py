"""A user group that the customer must belong to."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluation import Need
from largesse.promotions.membership import one_of
from largesse.promotions.wire import Token

_CART = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00"}], "customer": {"groups": ["staff"]}}


class CustomerGroup(Condition, frozen=True, tag="customer_group"):
    """The customer belongs to one of these user groups."""

    groups: Annotated[list[Token], Meta(min_length=1, max_length=1000, extra_json_schema={"x-widget": "groups"})]

    needs: ClassVar[Need | None] = "customer"
    labels: ClassVar = {
        "en": {"": "User group", "groups": "In one of these"},
        "zh": {"": "用户组", "groups": "属于以下任一用户组"},
        "th": {"": "กลุ่มผู้ใช้", "groups": "อยู่ในกลุ่มใดกลุ่มหนึ่งต่อไปนี้"},
        "sv": {"": "Användargrupp", "groups": "I en av dessa"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Only for customers of the group {wanted}"},
        "zh": {"fails": "仅限用户组 {wanted} 的顾客"},
        "th": {"fails": "เฉพาะลูกค้ากลุ่ม {wanted}"},
        "sv": {"fails": "Bara för kunder i gruppen {wanted}"},
    }
    examples: ClassVar = (
        Example(
            says="Somebody on the staff.", given={"groups": ["staff", "press"]}, checkout=_CART, gives={"holds": True}
        ),
        Example(says="Not of the press.", given={"groups": ["press"]}, checkout=_CART, gives={"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        return one_of("customer_group", "groups", self.groups, lambda view: view.basket.customer.groups or ())
