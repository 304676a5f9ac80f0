"""What every action shares: it is said in the project's words as a benefit in wire form."""

from decimal import Decimal
from typing import Any, Literal

from tests.golden.case import Lane, Part, Percent

Pick = Literal["cheapest", "dearest"]
Benefit = dict[str, Any]


class GivesNothing(Exception):
    """The action can never give anything, such as nought percent; the project has no words for such a campaign."""


class Words(Part, frozen=True):
    """What the action's words are said under: its campaign's kind, and the base of percentages."""

    kind: Lane
    base: Literal["running", "original"]


class Action(Part, frozen=True, tag_field="type"):
    def translate(self, words: Words) -> Benefit:
        raise NotImplementedError


def percent(value: Percent) -> str:
    if is_nought(value):
        raise GivesNothing
    return str(value)


def is_nought(value: Percent) -> bool:
    return Decimal(value) == 0


def said(kind: str, **fields: Any) -> Benefit:
    return {"type": kind, **{name: value for name, value in fields.items() if value is not None}}
