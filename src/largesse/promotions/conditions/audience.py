"""An audience that the customer must be in."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Test, View
from largesse.promotions.evaluation import Finding, Need
from largesse.promotions.reasons import Reason
from largesse.promotions.wire import Token

_TEA = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00"}], "customer": {"id": "c1"}}


class InAudience(Condition, frozen=True, tag="audience"):
    """The customer is in one of these audiences."""

    audiences: Annotated[list[Token], Meta(min_length=1, max_length=1000, extra_json_schema={"x-widget": "audiences"})]

    needs: ClassVar[Need | None] = "customer"
    labels: ClassVar = {
        "en": {"": "Audience", "audiences": "In one of these"},
        "zh": {"": "受众", "audiences": "属于以下任一受众"},
        "th": {"": "กลุ่มเป้าหมาย", "audiences": "อยู่ในกลุ่มใดกลุ่มหนึ่งต่อไปนี้"},
        "sv": {"": "Målgrupp", "audiences": "I en av dessa"},
    }
    phrases: ClassVar = {
        "en": {"fails": "Only for certain customers"},
        "zh": {"fails": "仅限特定顾客"},
        "th": {"fails": "เฉพาะลูกค้าบางกลุ่ม"},
        "sv": {"fails": "Gäller bara vissa kunder"},
    }
    examples: ClassVar = (
        Example(
            says="A lapsed customer, for whom the offer is meant.",
            given={"audiences": ["lapsed", "newcomers"]},
            checkout=_TEA,
            facts={"audiences": ["lapsed"]},
            gives={"holds": True},
        ),
        Example(
            says="Somebody whom no audience knows.",
            given={"audiences": ["lapsed"]},
            checkout=_TEA,
            gives={"holds": False, "reason": "not_in_audience"},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        wanted = frozenset(self.audiences)

        def find(view: View) -> Finding:
            actual = sorted(view.facts.audiences)
            return Finding(type="audience", operator="contains_any", wanted=self.audiences, actual=actual)

        return Test(
            lambda view: not wanted.isdisjoint(view.facts.audiences),
            find,
            frozenset(("audience", each) for each in wanted),
            0,
            lambda view: Reason.not_in_audience,
        )
