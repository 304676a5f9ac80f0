"""A rule over the lines: any of them, or, negated, none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from largesse.core.kinds import Example
from largesse.promotions.basket import Row
from largesse.promotions.condition import Group, View
from largesse.promotions.counts import as_number
from largesse.promotions.field_condition import Field, FieldCondition, rule_labels

_TEA = {"article": "tea-250", "product": "tea", "price": "10.00", "quantity": 2, "attributes": {"brand": "Assam & Co"}}
_NUTS = {"article": "nuts", "price": "4.00", "categories": ["food", "snacks"]}


def _each(read: Callable[[Row], Any]) -> Callable[[View], list[Any] | None]:
    """Return the reader of all lines' values; None when no line has one."""
    return lambda view: [value for row in view.basket.rows if (value := read(row)) is not None] or None


def _attribute(view: View, name: str) -> Any:
    return _each(lambda row: row.attributes.get(name))(view)


class LineRule(FieldCondition, frozen=True, tag="line"):
    """Any line is so; negated, no line is so. Lines that state nothing for the field are passed over."""

    attributes: ClassVar = staticmethod(_attribute)
    any_of_several: ClassVar[bool] = True
    index: ClassVar[dict[str, Group]] = {
        "article": "article",
        "product": "product",
        "categories": "category",
        "sets": "set",
        "assortments": "assortment",
    }
    fields: ClassVar[dict[str, Field]] = {
        "article": Field("text", _each(lambda row: row.article), "article", need="goods"),
        "product": Field("text", _each(lambda row: row.product), "product of the article", need="goods"),
        "categories": Field(
            "texts", _each(lambda row: row.categories or None), "categories, those above included", need="goods"
        ),
        "sets": Field("texts", _each(lambda row: row.sets or None), "product sets", need="goods"),
        "assortments": Field("texts", _each(lambda row: row.assortments or None), "assortments", need="goods"),
        "price": Field("amount", _each(lambda row: row.price), "list price of one unit"),
        "quantity": Field("number", _each(lambda row: as_number(row.quantity)), "units of the line", "units", "units"),
    }
    labels: ClassVar = rule_labels(
        en={
            "": "Any line",
            "field.article": "Article",
            "field.product": "Product",
            "field.categories": "Categories",
            "field.sets": "Product sets",
            "field.assortments": "Assortments",
            "field.price": "List price",
            "field.quantity": "Units",
        },
        zh={
            "": "任一商品行",
            "field.article": "货号",
            "field.product": "商品",
            "field.categories": "类目",
            "field.sets": "商品集合",
            "field.assortments": "商品组合",
            "field.price": "标价",
            "field.quantity": "件数",
        },
        th={
            "": "รายการใดรายการหนึ่ง",
            "field.article": "รายการสินค้า",
            "field.product": "สินค้า",
            "field.categories": "หมวดหมู่",
            "field.sets": "ชุดสินค้า",
            "field.assortments": "กลุ่มสินค้า",
            "field.price": "ราคาตั้ง",
            "field.quantity": "จำนวนชิ้น",
        },
        sv={
            "": "Någon rad",
            "field.article": "Artikel",
            "field.product": "Produkt",
            "field.categories": "Kategorier",
            "field.sets": "Produktgrupper",
            "field.assortments": "Sortiment",
            "field.price": "Ordinarie pris",
            "field.quantity": "Antal",
        },
    )
    examples: ClassVar = (
        Example(
            says="Something of this brand.",
            given={"field": "attributes.brand", "operator": "starts_with", "value": "Assam"},
            checkout={"currency": "USD", "lines": [_NUTS, _TEA]},
            gives={"holds": True},
        ),
        Example(
            says="Nothing of the category may be there.",
            given={"field": "categories", "operator": "contains", "value": "snacks", "negate": True},
            checkout={"currency": "USD", "lines": [_NUTS, _TEA]},
            gives={"holds": False},
        ),
        Example(
            says="No line states a set, so no rule about sets holds.",
            given={"field": "sets", "operator": "contains", "value": "new", "negate": True},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"holds": False, "missing": True},
        ),
    )
