"""A voucher code that the checkout must carry."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.condition import CodeUses, Condition, Key, Test, View
from largesse.promotions.evaluation import Finding, Need
from largesse.promotions.reasons import Reason
from largesse.promotions.wire import Code, Count

_TEA = {"currency": "USD", "lines": [{"article": "tea", "price": "10.00"}]}


class HasCode(Condition, frozen=True, tag="has_code"):
    """The checkout carries one of these voucher codes, and that code has not been used up.

    Capitals make no difference unless the company's settings say so. Several codes of one promotion give it once.
    """

    codes: Annotated[list[Code], Meta(min_length=1, max_length=100_000, extra_json_schema={"x-widget": "codes"})]
    uses_per_code: Count | None = None
    """How often each code may be used; a checkout that is paying with it right now counts. No limit when left out."""

    needs: ClassVar[Need | None] = "code"
    labels: ClassVar = {
        "en": {"": "Voucher code", "codes": "One of these codes", "uses_per_code": "Uses per code"},
        "zh": {"": "优惠码", "codes": "以下任一优惠码", "uses_per_code": "每个优惠码可用次数"},
        "th": {"": "รหัสคูปอง", "codes": "รหัสใดรหัสหนึ่งต่อไปนี้", "uses_per_code": "จำนวนครั้งที่ใช้ได้ต่อรหัส"},
        "sv": {"": "Rabattkod", "codes": "En av dessa koder", "uses_per_code": "Användningar per kod"},
    }
    phrases: ClassVar = {
        "en": {
            "codes.fails": "Needs a voucher code",
            "uses_per_code.fails": "This code has been used as often as it may be",
        },
        "zh": {"codes.fails": "需要优惠码", "uses_per_code.fails": "该优惠码的使用次数已达上限"},
        "th": {"codes.fails": "ต้องใช้รหัสคูปอง", "uses_per_code.fails": "รหัสนี้ถูกใช้ครบจำนวนครั้งแล้ว"},
        "sv": {
            "codes.fails": "Kräver en rabattkod",
            "uses_per_code.fails": "Koden har använts så många gånger som det går",
        },
    }
    examples: ClassVar = (
        Example(
            says="The code is there, in other capitals.",
            given={"codes": ["SAVE10"]},
            checkout={**_TEA, "codes": ["save10"]},
            gives={"holds": True},
        ),
        Example(
            says="No code, no discount; the answer does not tell the codes that would do.",
            given={"codes": ["SAVE10"]},
            checkout=_TEA,
            gives={"holds": False, "reason": "code_required"},
        ),
        Example(
            says="One use so far, and another checkout is paying with the same code: two of two are taken.",
            given={"codes": ["SAVE10"], "uses_per_code": 2},
            checkout={**_TEA, "id": "mine", "codes": ["SAVE10"]},
            facts={"code_uses": {"SAVE10": 1}, "code_holds": {"SAVE10": ["mine", "another"]}},
            gives={"holds": False, "reason": "code_used_up"},
        ),
    )

    @classmethod
    def need_of(cls, finding: Finding) -> Need | None:
        """Return that a code is needed, unless there is one that has been used up."""
        return None if finding.field == "uses_per_code" else "code"

    def compile(self, terms: Terms) -> Test:
        spelled = {terms.code(code): code for code in reversed(self.codes)}
        limit = self.uses_per_code

        def entered(view: View) -> list[str]:
            return [spelled[code] for code in view.basket.codes if code in spelled]

        def usable(view: View) -> list[str]:
            found = [code for code in view.basket.codes if code in spelled]
            return [code for code in found if limit is None or uses_of(view, spelled[code]) < limit]

        def holds(view: View) -> bool:
            return bool(usable(view))

        def find(view: View) -> Finding:
            found = entered(view)
            if not found:
                return Finding(type="has_code", field="codes", actual=list(view.basket.codes.values()), gap="1")
            if limit is None:
                return Finding(type="has_code", field="codes", actual=found)
            uses = {code: uses_of(view, code) for code in found}
            return Finding(type="has_code", field="uses_per_code", operator="less_than", wanted=limit, actual=uses)

        def why(view: View) -> Reason:
            return Reason.code_used_up if entered(view) else Reason.code_required

        limited = () if limit is None else (CodeUses(spelled, limit),)
        keys: frozenset[Key] = frozenset(("code", code) for code in spelled)
        return Test(holds, find, keys, 0, why, frozenset(spelled), usable, code_uses=limited)


def uses_of(view: View, code: str) -> int:
    """Return how often a code, as the campaign spells it, is taken: used so far, or held by another checkout."""
    facts, own = view.facts, view.basket.checkout.id
    return facts.code_uses.get(code, 0) + sum(holder != own for holder in set(facts.code_holds.get(code, ())))
