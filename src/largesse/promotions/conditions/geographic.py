"""A rule over the place that the order goes to."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.promotions.checkout import Address
from largesse.promotions.condition import View
from largesse.promotions.field_condition import Field, FieldCondition, rule_labels

_NOWHERE = Address()
_TO_CHIANG_MAI = {
    "currency": "THB",
    "lines": [{"article": "tea", "price": "350.00"}],
    "address": {"country": "TH", "city": "Chiang Mai", "postal_code": "50200"},
}


def _address(view: View) -> Address:
    return view.basket.checkout.address or _NOWHERE


class GeographicRule(FieldCondition, frozen=True, tag="geographic"):
    """A fact about the address that the order goes to."""

    cost: ClassVar[int] = 0
    fields: ClassVar[dict[str, Field]] = {
        "country": Field("text", lambda view: _address(view).country, "country"),
        "region": Field("text", lambda view: _address(view).region, "region, state or province"),
        "city": Field("text", lambda view: _address(view).city, "city"),
        "postal_code": Field("text", lambda view: _address(view).postal_code, "postal code"),
    }
    labels: ClassVar = rule_labels(
        en={
            "": "Delivery address",
            "field.country": "Country",
            "field.region": "Region",
            "field.city": "City",
            "field.postal_code": "Postal code",
        },
        zh={
            "": "收货地址",
            "field.country": "国家",
            "field.region": "省份",
            "field.city": "城市",
            "field.postal_code": "邮政编码",
        },
        th={
            "": "ที่อยู่จัดส่ง",
            "field.country": "ประเทศ",
            "field.region": "จังหวัดหรือภูมิภาค",
            "field.city": "เมือง",
            "field.postal_code": "รหัสไปรษณีย์",
        },
        sv={
            "": "Leveransadress",
            "field.country": "Land",
            "field.region": "Region",
            "field.city": "Ort",
            "field.postal_code": "Postnummer",
        },
    )
    examples: ClassVar = (
        Example(
            says="Postal codes of a province by their first digits.",
            given={"field": "postal_code", "operator": "starts_with", "value": "50"},
            checkout=_TO_CHIANG_MAI,
            gives={"holds": True},
        ),
        Example(
            says="An address without a region is not known to be outside of it.",
            given={"field": "region", "operator": "not_in", "value": ["Phuket"]},
            checkout=_TO_CHIANG_MAI,
            gives={"holds": False, "missing": True},
        ),
    )
