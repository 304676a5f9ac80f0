"""A rule over the checkout as a whole."""

from __future__ import annotations

from typing import Any, ClassVar

from largesse.core.kinds import Example
from largesse.promotions.condition import View
from largesse.promotions.counts import as_number, products_in, quantity_of, weight_of
from largesse.promotions.field_condition import Field, FieldCondition, rule_labels

_TEA = {"article": "tea", "product": "tea", "price": "10.00", "quantity": 3, "weight": "0.25"}


def _attribute(view: View, name: str) -> Any:
    return (view.basket.checkout.attributes or {}).get(name)


def _methods(view: View) -> list[str] | None:
    return [each.method for each in view.basket.deliveries if each.method is not None] or None


def _weight(view: View) -> Any:
    weight = weight_of(view.basket.rows)
    return None if weight is None else as_number(weight)


class CartRule(FieldCondition, frozen=True, tag="cart"):
    """A fact about the checkout as a whole: how much is in it, how it is paid and delivered, any own attribute."""

    attributes: ClassVar = staticmethod(_attribute)
    fields: ClassVar[dict[str, Field]] = {
        "quantity": Field(
            "number", lambda view: as_number(quantity_of(view.basket.rows)), "units of all lines", "units", "units"
        ),
        "distinct_products": Field(
            "number", lambda view: products_in(view.basket.rows), "different products", "products", "units"
        ),
        "distinct_articles": Field(
            "number", lambda view: len({r.article for r in view.basket.rows}), "different articles"
        ),
        "total": Field("amount", lambda view: view.basket.value, "all lines at list price", need="amount"),
        "weight": Field("number", _weight, "kilograms; missing when no line states a weight", "kilograms", "units"),
        "payment_method": Field(
            "text", lambda view: view.basket.checkout.payment_method, "how it is paid", need="payment"
        ),
        "delivery_methods": Field("texts", _methods, "how it is delivered, by all shipments", need="delivery"),
        "channel": Field("text", lambda view: view.basket.checkout.channel, "sales channel"),
        "website": Field("text", lambda view: view.basket.checkout.website, "website"),
    }
    labels: ClassVar = rule_labels(
        en={
            "": "Checkout",
            "field.quantity": "Units",
            "field.distinct_products": "Different products",
            "field.distinct_articles": "Different articles",
            "field.total": "Total before discounts",
            "field.weight": "Weight in kg",
            "field.payment_method": "Payment method",
            "field.delivery_methods": "Delivery methods",
            "field.channel": "Sales channel",
            "field.website": "Website",
        },
        zh={
            "": "购物车",
            "field.quantity": "商品件数",
            "field.distinct_products": "不同商品数",
            "field.distinct_articles": "不同货号数",
            "field.total": "折前总额",
            "field.weight": "重量（公斤）",
            "field.payment_method": "支付方式",
            "field.delivery_methods": "配送方式",
            "field.channel": "销售渠道",
            "field.website": "网站",
        },
        th={
            "": "ตะกร้าสินค้า",
            "field.quantity": "จำนวนชิ้น",
            "field.distinct_products": "จำนวนสินค้าที่ต่างกัน",
            "field.distinct_articles": "จำนวนรายการสินค้าที่ต่างกัน",
            "field.total": "ยอดรวมก่อนส่วนลด",
            "field.weight": "น้ำหนัก (กก.)",
            "field.payment_method": "วิธีชำระเงิน",
            "field.delivery_methods": "วิธีจัดส่ง",
            "field.channel": "ช่องทางขาย",
            "field.website": "เว็บไซต์",
        },
        sv={
            "": "Varukorg",
            "field.quantity": "Antal",
            "field.distinct_products": "Olika produkter",
            "field.distinct_articles": "Olika artiklar",
            "field.total": "Summa före rabatt",
            "field.weight": "Vikt i kg",
            "field.payment_method": "Betalsätt",
            "field.delivery_methods": "Leveranssätt",
            "field.channel": "Säljkanal",
            "field.website": "Webbplats",
        },
    )
    examples: ClassVar = (
        Example(
            says="Three pieces of a quarter of a kilogram each.",
            given={"field": "weight", "operator": "at_most", "value": "0.75"},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"holds": True},
        ),
        Example(
            says="Two units short of five.",
            given={"field": "quantity", "operator": "at_least", "value": 5},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"holds": False, "gap": "2"},
        ),
    )
