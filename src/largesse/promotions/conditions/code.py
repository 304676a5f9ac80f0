"""A rule over the codes that the checkout carries."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from largesse.core.kinds import Example
from largesse.core.rules import Operator
from largesse.core.terms import Terms
from largesse.promotions.condition import Group, Test
from largesse.promotions.field_condition import Field, FieldCondition, Value, rule_labels

_LINES = [{"article": "tea", "price": "10.00"}]


class CodeRule(FieldCondition, frozen=True, tag="code"):
    """A fact about the entered codes, whether or not any promotion knows them."""

    cost: ClassVar[int] = 0
    index: ClassVar[dict[str, Group]] = {"entered": "code"}
    secret: ClassVar[frozenset[str]] = frozenset({"entered"})
    fields: ClassVar[dict[str, Field]] = {
        "entered": Field("texts", lambda view: list(view.basket.codes), "the codes, as they are compared", need="code"),
        "count": Field("number", lambda view: len(view.basket.codes), "how many different codes there are"),
    }
    labels: ClassVar = rule_labels(
        en={
            "": "Entered codes",
            "field.entered": "Codes",
            "field.count": "Number of codes",
        },
        zh={
            "": "已输入的优惠码",
            "field.entered": "优惠码",
            "field.count": "优惠码数量",
        },
        th={
            "": "รหัสที่กรอก",
            "field.entered": "รหัส",
            "field.count": "จำนวนรหัส",
        },
        sv={
            "": "Angivna koder",
            "field.entered": "Koder",
            "field.count": "Antal koder",
        },
    )
    phrases: ClassVar = {
        "en": {"entered.fails": "Needs a voucher code"},
        "zh": {"entered.fails": "需要优惠码"},
        "th": {"entered.fails": "ต้องใช้รหัสคูปอง"},
        "sv": {"entered.fails": "Kräver en rabattkod"},
    }
    examples: ClassVar = (
        Example(
            says="One of two codes was entered, in other capitals.",
            given={"field": "entered", "operator": "contains_any", "value": ["SPRING", "AUTUMN"]},
            checkout={"currency": "USD", "lines": _LINES, "codes": ["Autumn"]},
            gives={"holds": True},
        ),
        Example(
            says="Only for those who come without a code.",
            given={"field": "count", "operator": "equals", "value": 0},
            checkout={"currency": "USD", "lines": _LINES, "codes": ["AUTUMN"]},
            gives={"holds": False},
        ),
    )

    def compile(self, terms: Terms) -> Test:
        """Return the test, with the wanted codes written as codes are compared. Those that it asks for speak for it."""
        rule = msgspec.structs.replace(self, value=_as_compared(self.value, terms))
        asked = self.field == "entered" and not self.negate and self.operator in _ASKS_FOR
        codes = rule.value if isinstance(rule.value, list) else [rule.value]
        test = FieldCondition.compile(rule, terms)
        return msgspec.structs.replace(test, codes=frozenset(str(code) for code in codes if asked))


_ASKS_FOR = (Operator.contains, Operator.contains_any, Operator.contains_all)


def _as_compared(value: Value, terms: Terms) -> Value:
    if isinstance(value, list):
        return [terms.code(each) if isinstance(each, str) else each for each in value]
    return terms.code(value) if isinstance(value, str) else value
