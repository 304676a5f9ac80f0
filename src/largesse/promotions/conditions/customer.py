"""A rule over the customer."""

from __future__ import annotations

from typing import Any, ClassVar

from largesse.core.kinds import Example
from largesse.promotions.condition import View
from largesse.promotions.field_condition import Field, FieldCondition, rule_labels

_LINES = [{"article": "tea", "price": "10.00"}]


def _attribute(view: View, name: str) -> Any:
    return (view.basket.customer.attributes or {}).get(name)


class CustomerRule(FieldCondition, frozen=True, tag="customer"):
    """A fact about the customer: who they are, what group they belong to, or any own attribute."""

    cost: ClassVar[int] = 0
    attributes: ClassVar = staticmethod(_attribute)
    fields: ClassVar[dict[str, Field]] = {
        "id": Field("text", lambda view: view.basket.customer.id, "the customer's id; missing for a guest"),
        "groups": Field("texts", lambda view: view.basket.customer.groups, "user groups", need="customer"),
        "organizations": Field(
            "texts", lambda view: view.basket.customer.organizations, "organizations", need="customer"
        ),
        "tags": Field("texts", lambda view: view.basket.customer.tags, "tags", need="customer"),
        "segments": Field(
            "texts", lambda view: view.basket.customer.segments, "segments of another system", need="customer"
        ),
        "tier": Field("text", lambda view: view.basket.customer.tier, "loyalty tier", need="customer"),
        "language": Field("text", lambda view: view.basket.customer.language, "preferred language"),
        "orders_before": Field(
            "number", lambda view: view.basket.customer.orders_before, "confirmed orders so far", "orders"
        ),
    }
    labels: ClassVar = rule_labels(
        en={
            "": "Customer",
            "field.id": "Customer's id",
            "field.groups": "User groups",
            "field.organizations": "Organizations",
            "field.tags": "Tags",
            "field.segments": "Segments",
            "field.tier": "Loyalty tier",
            "field.language": "Preferred language",
            "field.orders_before": "Orders so far",
        },
        zh={
            "": "顾客",
            "field.id": "顾客编号",
            "field.groups": "用户组",
            "field.organizations": "所属组织",
            "field.tags": "标签",
            "field.segments": "客群",
            "field.tier": "会员等级",
            "field.language": "首选语言",
            "field.orders_before": "历史订单数",
        },
        th={
            "": "ลูกค้า",
            "field.id": "รหัสลูกค้า",
            "field.groups": "กลุ่มผู้ใช้",
            "field.organizations": "องค์กร",
            "field.tags": "แท็ก",
            "field.segments": "เซกเมนต์",
            "field.tier": "ระดับสมาชิก",
            "field.language": "ภาษาที่ต้องการ",
            "field.orders_before": "จำนวนคำสั่งซื้อที่ผ่านมา",
        },
        sv={
            "": "Kund",
            "field.id": "Kundens id",
            "field.groups": "Användargrupper",
            "field.organizations": "Organisationer",
            "field.tags": "Taggar",
            "field.segments": "Segment",
            "field.tier": "Lojalitetsnivå",
            "field.language": "Önskat språk",
            "field.orders_before": "Tidigare order",
        },
    )
    phrases: ClassVar = {
        "en": {"tier.fails": "Only for {wanted} members: the customer's tier is {actual}",
               "tier.missing": "Only for {wanted} members: the customer has no tier"},
        "zh": {"tier.fails": "仅限{wanted}会员：当前等级为 {actual}",
               "tier.missing": "仅限{wanted}会员：顾客没有会员等级"},
        "th": {"tier.fails": "เฉพาะสมาชิกระดับ {wanted}: ลูกค้าอยู่ระดับ {actual}",
               "tier.missing": "เฉพาะสมาชิกระดับ {wanted}: ลูกค้ายังไม่มีระดับ"},
        "sv": {"tier.fails": "Bara för medlemmar på nivån {wanted}: kundens nivå är {actual}",
               "tier.missing": "Bara för medlemmar på nivån {wanted}: kunden har ingen nivå"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="A gold customer.",
            given={"field": "tier", "operator": "equals", "value": "gold"},
            checkout={"currency": "USD", "lines": _LINES, "customer": {"id": "c1", "tier": "gold"}},
            gives={"holds": True},
        ),
        Example(
            says="A guest has no tier: a missing value fails, also when it is negated.",
            given={"field": "tier", "operator": "equals", "value": "gold", "negate": True},
            checkout={"currency": "USD", "lines": _LINES},
            gives={"holds": False},
        ),
        Example(
            says="An own attribute.",
            given={"field": "attributes.kids", "operator": "at_least", "value": 2},
            checkout={"currency": "USD", "lines": _LINES, "customer": {"id": "c1", "attributes": {"kids": 3}}},
            gives={"holds": True},
        ),
    )
