"""A rule over the customer's subscription."""

from __future__ import annotations

from typing import Any, ClassVar

from largesse.core.kinds import Example
from largesse.promotions.checkout import Subscription
from largesse.promotions.condition import View
from largesse.promotions.field_condition import Field, FieldCondition, rule_labels

_NO_SUBSCRIPTION = Subscription()
_ON_TRIAL = {
    "currency": "USD",
    "lines": [{"article": "plan-pro", "price": "12.00"}],
    "at": "2026-06-15T12:00:00Z",
    "subscription": {"plan": "pro", "trial": True, "started_at": "2026-05-20T08:00:00Z", "attributes": {"seats": 3}},
}


def _subscription(view: View) -> Subscription:
    return view.basket.checkout.subscription or _NO_SUBSCRIPTION


def _attribute(view: View, name: str) -> Any:
    return (_subscription(view).attributes or {}).get(name)


class SubscriptionRule(FieldCondition, frozen=True, tag="subscription"):
    """A fact about the customer's subscription; without one, every rule about it fails."""

    cost: ClassVar[int] = 0
    attributes: ClassVar = staticmethod(_attribute)
    fields: ClassVar[dict[str, Field]] = {
        "plan": Field("text", lambda view: _subscription(view).plan, "plan", need="customer"),
        "status": Field("text", lambda view: _subscription(view).status, "status", need="customer"),
        "trial": Field("flag", lambda view: _subscription(view).trial, "whether it is on trial"),
        "started_at": Field("time", lambda view: _subscription(view).started_at, "when it began"),
        "renews_at": Field("time", lambda view: _subscription(view).renews_at, "when it renews next"),
        "ends_at": Field("time", lambda view: _subscription(view).ends_at, "when it ends"),
    }
    labels: ClassVar = rule_labels(
        en={
            "": "Subscription",
            "field.plan": "Plan",
            "field.status": "Status",
            "field.trial": "On trial",
            "field.started_at": "Began at",
            "field.renews_at": "Renews at",
            "field.ends_at": "Ends at",
        },
        zh={
            "": "订阅",
            "field.plan": "套餐",
            "field.status": "状态",
            "field.trial": "试用中",
            "field.started_at": "开始时间",
            "field.renews_at": "续订时间",
            "field.ends_at": "结束时间",
        },
        th={
            "": "การสมัครสมาชิก",
            "field.plan": "แพ็กเกจ",
            "field.status": "สถานะ",
            "field.trial": "ทดลองใช้",
            "field.started_at": "เริ่มเมื่อ",
            "field.renews_at": "ต่ออายุเมื่อ",
            "field.ends_at": "สิ้นสุดเมื่อ",
        },
        sv={
            "": "Prenumeration",
            "field.plan": "Plan",
            "field.status": "Status",
            "field.trial": "På prov",
            "field.started_at": "Började",
            "field.renews_at": "Förnyas",
            "field.ends_at": "Slutar",
        },
    )
    examples: ClassVar = (
        Example(
            says="On trial.",
            given={"field": "trial", "operator": "equals", "value": True},
            checkout=_ON_TRIAL,
            gives={"holds": True},
        ),
        Example(
            says="Begun in the last two weeks.",
            given={"field": "started_at", "operator": "within_last", "value": "P14D"},
            checkout=_ON_TRIAL,
            gives={"holds": False},
        ),
    )
