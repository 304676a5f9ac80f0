"""Conditions of the one rule language: a table of fields, and a rule over one of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, ClassVar, cast

import msgspec
from msgspec import Meta

from largesse.core import rules
from largesse.core.money import format_amount, parse_amount
from largesse.core.rules import Operator
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition, Group, Holds, Key, Test, View
from largesse.promotions.evaluation import Finding, Need
from largesse.promotions.threshold import gap


class Field(msgspec.Struct, frozen=True):
    """A field that a rule can look at: its type, and how it is read (None when there is no value)."""

    type: rules.FieldType
    read: Callable[[View], Any]
    says: str
    unit: str = ""
    """What a number counts, in words: `units`, `kilograms`, `products`, `orders`."""
    need: Need | None = None
    """What somebody could add to fulfil a rule over it."""


Value = (
    Annotated[str, Meta(max_length=1000)]
    | Annotated[int, Meta(ge=-(10**15), le=10**15)]
    | bool
    | Annotated[
        list[Annotated[str, Meta(max_length=1000)] | Annotated[int, Meta(ge=-(10**15), le=10**15)] | bool],
        Meta(max_length=rules.LONGEST_LIST),
    ]
    | None
)


class FieldCondition(Condition, frozen=True):
    """A rule of the one rule language over the fields that the kind offers."""

    field: Annotated[str, Meta(min_length=1, max_length=200, extra_json_schema={"x-widget": "field"})]
    operator: Operator
    value: Value = None
    negate: bool = False

    fields: ClassVar[dict[str, Field]] = {}
    attributes: ClassVar[Callable[[View, str], Any] | None] = None
    """Reads an own attribute by name, for fields written `attributes.NAME`."""
    index: ClassVar[dict[str, Group]] = {}
    """Fields that the book's index knows, and the group of keys they ask for."""
    cost: ClassVar[int] = 1
    secret: ClassVar[frozenset[str]] = frozenset()
    """Fields whose wanted values are never told."""
    any_of_several: ClassVar[bool] = False
    """Fields are read as a list of values, one per line; the rule holds when one of them fulfils it, negated when
    none does."""

    @classmethod
    def need_of(cls, finding: Finding) -> Need | None:
        """Return what would fulfil it, where the field can be added to and the rule asks for something to be there."""
        field = cls.fields.get(finding.field)
        need = field.need if field is not None else None
        if finding.negate or finding.operator not in _ASKS_FOR:
            return None
        return need if finding.gap is not None or need not in ("amount", "units") else None

    def compile(self, terms: Terms) -> Test:
        field = self.known_field(terms)
        try:
            test = rules.test_for(field.type, self.operator, self.value, terms.digits)
        except ValueError as error:
            place = "value" if self.operator in rules.OPERATORS[field.type] else "operator"
            raise terms.refuse(place, f"bad_{place}", str(error)) from None
        if self.any_of_several and self.operator is not Operator.exists:
            test = _any_of(test)
        cost = 3 if self.operator is Operator.matches else self.cost
        return Test(_holds(self, field, test), self._finder(field), self._keys(field), cost)

    def known_field(self, terms: Terms) -> Field:
        """Return the field that the rule is about; raise `Invalid` when the kind has none of that name."""
        found = self.fields.get(self.field)
        if found is not None:
            return found
        reader = type(self).attributes
        name = self.field.removeprefix("attributes.")
        if reader is None or name == self.field or not name:
            known = ", ".join([*sorted(self.fields), *(["attributes.NAME"] if reader else [])])
            raise terms.refuse("field", "unknown_field", f"{self.tag()} has no field {self.field!r}; it has {known}")
        return Field("any", lambda view: reader(view, name), "an attribute")

    def _finder(self, field: Field) -> Callable[[View], Finding]:
        return lambda view: _finding(self, field, field.read(view), view.basket.digits)

    def _keys(self, field: Field) -> frozenset[Key] | None:
        group = self.index.get(self.field)
        if group is None or self.negate:
            return None
        one = Operator.contains if field.type == "texts" else Operator.equals
        some = Operator.contains_any if field.type == "texts" else Operator.in_
        if self.operator is one and isinstance(self.value, str):
            return frozenset({(group, self.value)})
        if self.operator is some and isinstance(self.value, list):
            return frozenset((group, str(value)) for value in self.value)
        return None


def _any_of(test: rules.Test) -> rules.Test:
    return lambda actual, at: any(test(each, at) for each in actual)


def _holds(rule: FieldCondition, field: Field, test: rules.Test) -> Holds:
    read, negate = field.read, rule.negate
    if rule.operator is Operator.exists:
        return lambda view: (read(view) is not None) != negate
    if negate:
        return lambda view: (actual := read(view)) is not None and not test(actual, view.basket.at)
    return lambda view: (actual := read(view)) is not None and test(actual, view.basket.at)


def _finding(rule: FieldCondition, field: Field, actual: Any, digits: int) -> Finding:
    return Finding(
        type=rule.tag(),
        field=rule.field,
        operator=rule.operator.value,
        wanted=None if rule.field in rule.secret else rule.value,
        actual=_as_written(field, actual, digits),
        missing=actual is None,
        negate=rule.negate,
        gap=None if rule.negate else _gap(rule, field, actual, digits),
        unit="amount" if field.type == "amount" else field.unit,
    )


def _as_written(field: Field, actual: Any, digits: int) -> Any:
    if field.type != "amount" or actual is None:
        return actual
    if isinstance(actual, list):
        return [format_amount(each, digits) for each in cast("list[int]", actual)]
    return format_amount(actual, digits)


def _gap(rule: FieldCondition, field: Field, actual: Any, digits: int) -> str | None:
    if not isinstance(actual, int | Decimal) or not isinstance(rule.value, str | int):
        return None
    if field.type == "amount":
        short = gap(rule.operator.value, actual, parse_amount(str(rule.value), digits))
        return None if short is None else format_amount(int(short), digits)
    bound = rules.number_of(rule.value) if field.type == "number" else None
    short = None if bound is None else gap(rule.operator.value, actual, bound)
    return None if short is None else f"{short:f}" if isinstance(short, Decimal) else str(short)


_ASKS_FOR = ("equals", "in", "contains", "contains_any", "contains_all", "greater_than", "at_least")
"""Operators that something more can fulfil."""

_RULE_WORDS = {
    "en": {"field": "Field", "operator": "is", "value": "Value", "negate": "Not"},
    "zh": {"field": "字段", "operator": "条件", "value": "值", "negate": "取反"},
    "th": {"field": "ฟิลด์", "operator": "เงื่อนไข", "value": "ค่า", "negate": "ไม่"},
    "sv": {"field": "Fält", "operator": "är", "value": "Värde", "negate": "Inte"},
}


def rule_labels(**words: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return a kind's labels by language: its own words, and those for the four parts that every rule has."""
    return {language: {**_RULE_WORDS[language], **own} for language, own in words.items()}
