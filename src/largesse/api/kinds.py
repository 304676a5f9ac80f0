"""Every kind of condition and benefit over HTTP, with all that it takes to draw a form for it."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, Literal

import msgspec

from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.core.kinds import Example, Kind
from largesse.core.rules import OPERATORS
from largesse.promotions import kinds

REF = "/v1/openapi.json#/components/schemas/{name}"


class RuleField(msgspec.Struct, frozen=True):
    """A field that a rule can look at, and the operators that make sense for it."""

    name: str
    type: str
    operators: list[str]
    says: str


class KindDescription(msgspec.Struct, frozen=True, kw_only=True):
    """All that a form or a page needs to know of a kind."""

    type: str
    role: Literal["condition", "benefit"]
    says: str
    labels: dict[str, dict[str, str]]
    """By language, then by field; the empty field is the kind itself."""
    schema: dict[str, Any]
    """JSON schema of the kind; `x-` words are hints for a form."""
    fields: list[RuleField]
    """For a rule: what it can look at."""
    examples: list[Example]


class AllKinds(msgspec.Struct, frozen=True):
    """Every kind there is, own ones of this installation included."""

    conditions: list[KindDescription]
    benefits: list[KindDescription]


async def list_kinds(desk: Desk, call: Call[None, NoQuery]) -> AllKinds:
    """Lists every kind of condition and benefit, each sorted by type."""
    return AllKinds(
        [_describe(kind, "condition") for kind in kinds.conditions_found()],
        [_describe(kind, "benefit") for kind in kinds.benefits_found()],
    )


def _describe(kind: type[Kind], role: Literal["condition", "benefit"]) -> KindDescription:
    _, components = msgspec.json.schema_components([kind], ref_template=REF)
    return KindDescription(
        type=kind.tag(),
        role=role,
        says=cleandoc(kind.__doc__ or ""),
        labels=kind.labels,
        schema=components[kind.__name__],
        fields=_rule_fields(kind),
        examples=list(kind.examples),
    )


def _rule_fields(kind: type[Kind]) -> list[RuleField]:
    fields: dict[str, Any] = getattr(kind, "fields", {})
    return [
        RuleField(name, field.type, [operator.value for operator in OPERATORS[field.type]], field.says)
        for name, field in sorted(fields.items())
    ]


ROUTES = (
    Route(method="GET", path="/v1/kinds", tag="Kinds", says="List conditions and benefits", handler=list_kinds,
          gives=AllKinds),
)  # fmt: skip
