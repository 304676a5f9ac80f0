"""What a language needs so that the engine can speak it. Each is one file in `languages`, found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Literal, cast

import msgspec

from largesse.core.rules import Operator
from largesse.promotions import languages
from largesse.promotions.evaluation import Cause
from largesse.promotions.reasons import Reason

FALLBACK = "en"
_GROUP = 3
"""So many digits stand together."""

Unit = Literal["units", "kilograms", "products", "orders", "days"]
Sentence = Literal[
    "applied", "given", "gap", "gap_among", "found", "found_negated", "missing", "met", "unmet", "rounded_up",
    "rounded_down", "worth", "and", "or", "and_more", "yes", "no",
]  # fmt: skip
"""The sentences that are not one reason's or one cause's own; what stands in braces is filled in."""


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """One language: how figures are written, and its sentences with gaps in braces."""

    thousands: str
    """What stands between groups of three digits."""
    point: str
    amount: str
    """How `{amount}` and its `{currency}` stand together."""
    units: Mapping[Unit, tuple[str, str]]
    """A `{count}` of something: of one, and of any other number."""
    operators: Mapping[Operator, str]
    """How an operator reads before its `{wanted}` value."""
    reasons: Mapping[Reason, str]
    """`{by}` is the campaign in the way; `{wanted}` and `{actual}` are the finding's."""
    causes: Mapping[Cause, str]
    """`{amount}` is what was taken away, `{by}` the campaign in whose favour."""
    sentences: Mapping[Sentence, str]

    def figure(self, text: str) -> str:
        """Return a plain decimal as this language writes it."""
        whole, point, part = text.partition(".")
        if len(whole) <= _GROUP:
            return f"{whole}{self.point}{part}" if point else whole
        sign = "-" if whole.startswith("-") else ""
        digits = whole.removeprefix("-")
        first = len(digits) % _GROUP
        groups = [digits[:first]] * bool(first) + [digits[i : i + _GROUP] for i in range(first, len(digits), _GROUP)]
        return f"{sign}{self.thousands.join(groups)}{self.point if point else ''}{part}"

    def money(self, amount: str, currency: str) -> str:
        """Return an amount in major units, with its currency."""
        return self.amount.format(amount=self.figure(amount), currency=currency)

    def counted(self, figure: str, unit: str) -> str:
        """Return a figure with what it counts, where that has a word."""
        words = self.units.get(cast("Unit", unit))
        return words[figure != "1"].format(count=self.figure(figure)) if words else self.figure(figure)


@cache
def spoken() -> dict[str, Vocabulary]:
    """Return every language that there is, by its tag."""
    names = [module.name for module in pkgutil.iter_modules(languages.__path__)]
    return {name: importlib.import_module(f"{languages.__name__}.{name}").VOCABULARY for name in names}


def vocabulary_of(language: str) -> Vocabulary:
    """Return the language asked for, or what its tag begins with (`zh-CN`: `zh`), or English."""
    known = spoken()
    return known.get(language) or known.get(language.partition("-")[0].lower()) or known[FALLBACK]


def in_language(texts: Mapping[str, str], language: str) -> str | None:
    """Return the text in the language asked for, or in what its tag begins with, or in English; None if in none."""
    for tag in (language, language.partition("-")[0], FALLBACK):
        if tag in texts:
            return texts[tag]
    return None
