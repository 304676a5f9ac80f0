"""`all`, `any` and `none`: conditions made of conditions, nested as deep as the wire contract allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import Condition as AnyCondition
from largesse.promotions.condition import Holds, Test, View, any_key, codes_of
from largesse.promotions.evaluation import Finding

if TYPE_CHECKING:
    Condition = AnyCondition
else:
    Condition = None  # the union of all kinds found; `kinds.load` fills it in

DEEPEST = 10

_TEA_FOR_GOLD = {
    "currency": "USD",
    "lines": [{"article": "tea", "price": "10.00"}],
    "customer": {"id": "c1", "tier": "gold", "groups": ["staff"]},
}
_GOLD = {"type": "customer", "field": "tier", "operator": "equals", "value": "gold"}
_STAFF = {"type": "customer", "field": "groups", "operator": "contains", "value": "staff"}
_SILVER = {**_GOLD, "value": "silver"}


class Group(AnyCondition, frozen=True):
    """What the three groups share: their members, compiled in place."""

    of: Annotated[list[Condition], Meta(min_length=1, max_length=100)]

    def members(self, terms: Terms) -> list[Test]:
        """Return the compiled members."""
        if terms.path.count(".of[") >= DEEPEST:
            raise terms.refuse("of", "too_deep", f"groups nest at most {DEEPEST} deep")
        under = terms.under("of")
        return [member.compile(under.under(i)) for i, member in enumerate(self.of)]


class All(Group, frozen=True, tag="all"):
    """Every member must hold."""

    labels: ClassVar = {
        "en": {"": "All of these", "of": "Conditions"},
        "zh": {"": "满足全部", "of": "条件"},
        "th": {"": "ครบทุกข้อ", "of": "เงื่อนไข"},
        "sv": {"": "Alla dessa", "of": "Villkor"},
    }
    examples: ClassVar = (
        Example("Gold, and on the staff.", {"of": [_GOLD, _STAFF]}, _TEA_FOR_GOLD, {"holds": True}),
        Example("Gold and silver at once is nobody.", {"of": [_GOLD, _SILVER]}, _TEA_FOR_GOLD, {"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        tests = self.members(terms)
        holds = [test.holds for test in sorted(tests, key=lambda test: test.cost)]
        keyed = [test.keys for test in tests if test.keys is not None]
        return Test(
            lambda view: _every(holds, view),
            lambda view: Finding(type="all", of=[t.find(view) for t in tests if not t.holds(view)]),
            min(keyed, key=len) if keyed else None,
            max(test.cost for test in tests),
            None,
            *codes_of(tests),
            least=max(test.least for test in tests),
            code_uses=tuple(each for test in tests for each in test.code_uses),
        )


class AnyOf(Group, frozen=True, tag="any"):
    """At least one member must hold."""

    labels: ClassVar = {
        "en": {"": "Any of these", "of": "Conditions"},
        "zh": {"": "满足任一", "of": "条件"},
        "th": {"": "ข้อใดข้อหนึ่ง", "of": "เงื่อนไข"},
        "sv": {"": "Något av dessa", "of": "Villkor"},
    }
    examples: ClassVar = (
        Example("Silver or on the staff.", {"of": [_SILVER, _STAFF]}, _TEA_FOR_GOLD, {"holds": True}),
        Example("Nobody of tier silver here.", {"of": [_SILVER]}, _TEA_FOR_GOLD, {"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        tests = self.members(terms)
        holds = [test.holds for test in sorted(tests, key=lambda test: test.cost)]
        return Test(
            lambda view: _some(holds, view),
            lambda view: Finding(type="any", of=[test.find(view) for test in tests]),
            any_key(test.keys for test in tests),
            max(test.cost for test in tests),
            None,
            *codes_of(tests),
            code_uses=tuple(each for test in tests for each in test.code_uses),
        )


class NoneOf(Group, frozen=True, tag="none"):
    """No member may hold."""

    labels: ClassVar = {
        "en": {"": "None of these", "of": "Conditions"},
        "zh": {"": "全都不满足", "of": "条件"},
        "th": {"": "ไม่เข้าข้อใดเลย", "of": "เงื่อนไข"},
        "sv": {"": "Inget av dessa", "of": "Villkor"},
    }
    examples: ClassVar = (
        Example("Not silver.", {"of": [_SILVER]}, _TEA_FOR_GOLD, {"holds": True}),
        Example("Gold, but not on the staff.", {"of": [_SILVER, _STAFF]}, _TEA_FOR_GOLD, {"holds": False}),
    )

    def compile(self, terms: Terms) -> Test:
        tests = self.members(terms)
        holds = [test.holds for test in sorted(tests, key=lambda test: test.cost)]
        return Test(
            lambda view: not _some(holds, view),
            lambda view: Finding(type="none", of=[test.find(view) for test in tests if test.holds(view)]),
            None,
            max(test.cost for test in tests),
        )


def _every(holds: list[Holds], view: View) -> bool:
    return all(each(view) for each in holds)


def _some(holds: list[Holds], view: View) -> bool:
    return any(each(view) for each in holds)
