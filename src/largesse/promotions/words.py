"""Say findings, verdicts, codes and hints in a language: the same words for the till, the API and every screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from string import Formatter
from typing import Any, cast

from largesse.core.rules import Operator
from largesse.promotions.evaluation import Finding, Shortfall
from largesse.promotions.kinds import condition_kinds
from largesse.promotions.reasons import Reason
from largesse.promotions.vocabulary import FALLBACK, Sentence, vocabulary_of

_MOST = 3
"""So many of a list are told, and how many more there are."""

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
_DAYS = re.compile(r"P([0-9]+)D")
_KEYS = ("missing", "fails")
_NOTHING: dict[str, str] = {}


class Speaker:
    """Speaks one language about checkouts of one currency. `name_of` gives a campaign's name for its id."""

    def __init__(self, language: str, currency: str, name_of: Callable[[str], str]) -> None:
        self._tags = (language, language.partition("-")[0])
        self._vocabulary = vocabulary_of(language)
        self._sentences = self._vocabulary.sentences
        self._currency = currency
        self._name_of = name_of

    def money(self, amount: str) -> str:
        """Return an amount in major units as this language writes it, with the currency."""
        return self._vocabulary.money(amount, self._currency)

    def applied(self, amount: str) -> str:
        """Say what a promotion took off, or that it gave something else."""
        return self._sentences["applied" if amount.strip("0.") else "given"].format(amount=self.money(amount))

    def refusal(self, reason: Reason, finding: Finding | None = None, by: str | None = None) -> str:
        """Say why a promotion did not apply or a code was rejected."""
        if reason is Reason.condition_failed and finding is not None:
            return self.finding(finding)
        sentence = self._vocabulary.reasons[reason]
        if by is not None:
            return sentence.format(by=self._name_of(by))
        return self._filled(sentence, finding) if finding is not None else sentence

    def shortfall(self, shortfall: Shortfall) -> str:
        """Say what took a part of a benefit away."""
        sentence = self._vocabulary.causes[shortfall.cause]
        return sentence.format(amount=self.money(shortfall.amount), by=self._name_of(shortfall.by or ""))

    def rounding(self, added: str) -> str:
        """Say what rounding did, from a signed amount."""
        sentence = self._sentences["rounded_down" if added.startswith("-") else "rounded_up"]
        return sentence.format(amount=self.money(added.removeprefix("-")))

    def hint(self, finding: Finding, reason: Reason, worth: str) -> str:
        """Say what is missing, and what it would be worth."""
        needed = self.refusal(reason, finding)
        return self._sentences["worth"].format(needed=needed, amount=self.money(worth)) if worth.strip("0.") else needed

    def finding(self, finding: Finding, *, holds: bool = False) -> str:
        """Say what a condition wanted and what was there."""
        if finding.of:
            glue = self._sentences["or" if finding.type == "any" else "and"]
            return glue.join(self.finding(each, holds=holds) for each in finding.of)
        own = None if holds else self._own_phrase(finding)
        return self._filled(own or self._sentences[_sentence(finding, holds)], finding)

    def _filled(self, sentence: str, finding: Finding) -> str:
        """Fill in what stands in braces."""
        return sentence.format(**{gap: self._gap(gap, finding) for gap in _gaps_of(sentence)})

    def _gap(self, name: str, finding: Finding) -> str:
        if name == "actual" or name == "wanted" or name == "gap":
            return self._value(getattr(finding, name), finding.unit)
        if name == "subject":
            return _label(finding.type, finding.field, self._tags)
        if name == "need":
            operator = self._vocabulary.operators.get(cast("Operator", finding.operator), "{wanted}")
            return operator.replace("{wanted}", self._value(finding.wanted, finding.unit))
        return self._list(finding.among)

    def _own_phrase(self, finding: Finding) -> str | None:
        """Return the kind's own phrase for what was found, where it has one in this language."""
        kind = condition_kinds().get(finding.type)
        if kind is None or not kind.phrases or finding.negate:
            return None
        phrases = _first(kind.phrases, self._tags)
        keys = [f"{finding.field}.{key}" for key in _KEYS] + list(_KEYS)
        wanted = keys if finding.missing else [key for key in keys if not key.endswith("missing")]
        return next((phrases[key] for key in wanted if key in phrases), None)

    def _value(self, value: Any, unit: str) -> str:
        if value is None:
            return ""
        if isinstance(value, list):
            return self._list([self._value(each, unit) for each in cast("list[Any]", value)])
        if isinstance(value, dict):
            return self._list(
                [f"{key}: {self._value(each, unit)}" for key, each in cast("dict[Any, Any]", value).items()]
            )
        if unit:
            return self.money(str(value)) if unit == "amount" else self._vocabulary.counted(str(value), unit)
        if isinstance(value, bool):
            return self._sentences["yes" if value else "no"]
        return self._text(str(value))

    def _text(self, text: str) -> str:
        """Return an instant or a number of days as people read them, any other text as it is."""
        if text[:1].isdigit() and (instant := _INSTANT.fullmatch(text)):
            return f"{instant[1]} {instant[2]}"
        days = _DAYS.fullmatch(text)
        return self._vocabulary.counted(days[1], "days") if days else text

    def _list(self, values: list[str]) -> str:
        """Return the first few of a list, and how many more there are."""
        some = ", ".join(values[:_MOST])
        more = len(values) - _MOST
        return some if more <= 0 else self._sentences["and_more"].format(some=some, count=more)


def _sentence(finding: Finding, holds: bool) -> Sentence:
    """Return which of the sentences about any condition fits."""
    if finding.gap is not None and not holds:
        return "gap_among" if finding.among else "gap"
    if not finding.operator:
        return "met" if holds else "unmet"
    if finding.missing:
        return "missing"
    return "found_negated" if finding.negate else "found"


@lru_cache(maxsize=4096)
def _gaps_of(sentence: str) -> tuple[str, ...]:
    """Return the names that stand in braces."""
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name)


@lru_cache(maxsize=4096)
def _label(type: str, field: str, tags: tuple[str, ...]) -> str:
    """Return what a condition looks at, by its label; an own attribute by its name."""
    name = field.removeprefix("attributes.")
    kind = condition_kinds().get(type)
    if kind is None or name != field:
        return name or type
    labels = _first(kind.labels, (*tags, FALLBACK))
    return labels.get(f"field.{name}") or labels.get("") or kind.tag()


def _first(texts: Mapping[str, dict[str, str]], tags: Iterable[str]) -> dict[str, str]:
    """Return the texts of the first of the languages that has any."""
    return next((texts[tag] for tag in tags if tag in texts), _NOTHING)
