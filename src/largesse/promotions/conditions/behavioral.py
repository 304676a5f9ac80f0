"""A rule over what the customer has done so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from largesse.core.kinds import Example
from largesse.promotions.condition import View
from largesse.promotions.facts import amount_of
from largesse.promotions.field_condition import Field, FieldCondition, rule_labels

_TEA = {"currency": "THB", "lines": [{"article": "tea", "price": "350.00"}], "at": "2026-06-15T12:00:00Z"}
_REGULAR = {"behavior": {"orders": 7, "spent": "1850.00", "last_order_at": "2026-06-01T09:30:00Z"}}


def _attribute(view: View, name: str) -> Any:
    return (view.facts.behavior.attributes or {}).get(name)


def _amount(field: str) -> Callable[[View], int | None]:
    def minor(view: View) -> int | None:
        text = getattr(view.facts.behavior, field)
        return None if text is None else amount_of(text, view.basket.digits, f"behavior.{field}")

    return minor


class BehavioralRule(FieldCondition, frozen=True, tag="behavioral"):
    """A fact about the customer's past: orders, spending, visits, or any own count."""

    cost: ClassVar[int] = 0
    attributes: ClassVar = staticmethod(_attribute)
    fields: ClassVar[dict[str, Field]] = {
        "orders": Field("number", lambda view: view.facts.behavior.orders, "confirmed orders", "orders"),
        "spent": Field("amount", _amount("spent"), "paid for goods so far"),
        "average_order": Field("amount", _amount("average_order"), "average value of an order"),
        "first_order_at": Field("time", lambda view: view.facts.behavior.first_order_at, "first order"),
        "last_order_at": Field("time", lambda view: view.facts.behavior.last_order_at, "latest order"),
        "visits": Field("number", lambda view: view.facts.behavior.visits, "visits"),
        "last_visit_at": Field("time", lambda view: view.facts.behavior.last_visit_at, "latest visit"),
    }
    labels: ClassVar = rule_labels(
        en={
            "": "Customer's past",
            "field.orders": "Orders",
            "field.spent": "Spent so far",
            "field.average_order": "Average order",
            "field.first_order_at": "First order",
            "field.last_order_at": "Latest order",
            "field.visits": "Visits",
            "field.last_visit_at": "Latest visit",
        },
        zh={
            "": "顾客行为",
            "field.orders": "订单数",
            "field.spent": "累计消费",
            "field.average_order": "平均订单金额",
            "field.first_order_at": "首次下单时间",
            "field.last_order_at": "最近下单时间",
            "field.visits": "访问次数",
            "field.last_visit_at": "最近访问时间",
        },
        th={
            "": "พฤติกรรมลูกค้า",
            "field.orders": "จำนวนคำสั่งซื้อ",
            "field.spent": "ยอดใช้จ่ายสะสม",
            "field.average_order": "ยอดเฉลี่ยต่อคำสั่งซื้อ",
            "field.first_order_at": "คำสั่งซื้อแรก",
            "field.last_order_at": "คำสั่งซื้อล่าสุด",
            "field.visits": "จำนวนการเข้าชม",
            "field.last_visit_at": "การเข้าชมล่าสุด",
        },
        sv={
            "": "Kundens historik",
            "field.orders": "Order",
            "field.spent": "Handlat för hittills",
            "field.average_order": "Snittorder",
            "field.first_order_at": "Första ordern",
            "field.last_order_at": "Senaste ordern",
            "field.visits": "Besök",
            "field.last_visit_at": "Senaste besöket",
        },
    )
    examples: ClassVar = (
        Example(
            says="150.00 short of 2,000 baht spent so far.",
            given={"field": "spent", "operator": "at_least", "value": "2000.00"},
            checkout=_TEA,
            facts=_REGULAR,
            gives={"holds": False, "gap": "150.00"},
        ),
        Example(
            says="Ordered in the last 30 days.",
            given={"field": "last_order_at", "operator": "within_last", "value": "P30D"},
            checkout=_TEA,
            facts=_REGULAR,
            gives={"holds": True},
        ),
    )
