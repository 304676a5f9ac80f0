"""What every condition is: a kind that compiles to a test with two questions, "does it hold" and "what was found"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta

from largesse.core import rules
from largesse.core.kinds import Kind
from largesse.core.terms import Terms
from largesse.promotions.basket import Basket
from largesse.promotions.evaluation import Finding
from largesse.promotions.facts import Facts
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import Standing

Group = Literal["code", "article", "product", "set", "category", "assortment", "audience", "store"]
Key = tuple[Group, str]
"""A thing that a checkout must show for a promotion to matter to it: the book's index is made of these."""


class View(msgspec.Struct):
    """What conditions and benefits look at: the checkout, what is left of it by now, and the facts."""

    basket: Basket
    standing: Standing
    facts: Facts
    explain: bool = False
    """Whether refusals carry what was found."""

    def on(self, standing: Standing) -> View:
        """Return the same view on another standing."""
        return View(self.basket, standing, self.facts, self.explain)


Holds = Callable[[View], bool]


class Test(msgspec.Struct, frozen=True):
    """A compiled condition. `holds` is the fast answer, `find` the explained one; both from the same values."""

    __test__: ClassVar[bool] = False

    holds: Holds
    find: Callable[[View], Finding]
    keys: frozenset[Key] | None = None
    """If set, one of these keys must be in the checkout for the test to hold."""
    cost: int = 1
    """Cheap tests go first: 0 reads a fact, 1 the checkout, 2 what is left of it, 3 a regular expression."""
    why: Callable[[View], Reason] | None = None
    """The reason code when it does not hold; `condition_failed` when left out."""


class Condition(Kind, frozen=True):
    """Something that must hold for a promotion to apply."""

    def compile(self, terms: Terms) -> Test:
        """Return the test; raise `Invalid` at the field that makes no sense under the terms."""
        raise NotImplementedError


class Field(msgspec.Struct, frozen=True):
    """A field that a rule can look at: its type, and how it is read (None when there is no value)."""

    type: rules.FieldType
    read: Callable[[View], Any]
    says: str


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
    operator: rules.Operator
    value: Value = None
    negate: bool = False

    fields: ClassVar[dict[str, Field]] = {}
    attributes: ClassVar[Callable[[View, str], Any] | None] = None
    """Reads an own attribute by name, for fields written `attributes.NAME`."""
    index: ClassVar[dict[str, Group]] = {}
    """Fields that the book's index knows, and the group of keys they ask for."""
    cost: ClassVar[int] = 1

    def compile(self, terms: Terms) -> Test:
        field = self._field(terms)
        try:
            test = rules.test_for(field.type, self.operator, self.value, terms.digits)
        except ValueError as error:
            raise terms.refuse("value", "bad_value", str(error)) from None
        cost = 3 if self.operator is rules.Operator.matches else self.cost
        return Test(_holds(self, field, test), self._finder(field), self._keys(), cost)

    def _field(self, terms: Terms) -> Field:
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
        return lambda view: finding_of(self, field.read(view))

    def _keys(self) -> frozenset[Key] | None:
        group = self.index.get(self.field)
        if group is None or self.negate:
            return None
        if self.operator in (rules.Operator.equals, rules.Operator.contains) and isinstance(self.value, str):
            return frozenset({(group, self.value)})
        if self.operator in (rules.Operator.in_, rules.Operator.contains_any) and isinstance(self.value, list):
            return frozenset((group, str(value)) for value in self.value)
        return None


def _holds(rule: FieldCondition, field: Field, test: rules.Test) -> Holds:
    read, negate = field.read, rule.negate
    if rule.operator is rules.Operator.exists:
        return lambda view: (read(view) is not None) != negate
    if negate:
        return lambda view: (actual := read(view)) is not None and not test(actual, view.basket.at)
    return lambda view: (actual := read(view)) is not None and test(actual, view.basket.at)


def finding_of(rule: FieldCondition, actual: Any) -> Finding:
    """Return what a rule wanted and what was there."""
    return Finding(
        type=rule.tag(),
        field=rule.field,
        operator=rule.operator.value,
        wanted=rule.value,
        actual=actual,
        missing=actual is None,
        negate=rule.negate,
    )


def any_key(of: Iterable[frozenset[Key] | None]) -> frozenset[Key] | None:
    """Return the keys of alternatives: their union, or None as soon as one of them asks for no key."""
    keys: set[Key] = set()
    for each in of:
        if each is None:
            return None
        keys |= each
    return frozenset(keys)
