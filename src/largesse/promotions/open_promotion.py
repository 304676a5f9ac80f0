"""Find the circumstance in which a promotion's gates are open and its conditions hold, as far as lines do not decide.

The engine itself is the judge: the values that a condition mentions are tried in every place of a checkout, and what
makes the compiled condition hold is taken. So this knows no kind, and works for those of other packages too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, cast

import msgspec

from largesse.core.errors import Invalid
from largesse.core.rules import duration_of, instant_of, number_of
from largesse.promotions import basket
from largesse.promotions.checkout import Checkout, Line
from largesse.promotions.circumstance import (
    AUDIENCES,
    CODES,
    SLOTS,
    STORE,
    Circumstance,
    Shape,
    Slot,
    attribute_slots,
)
from largesse.promotions.condition import Condition, Test, View
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import Entry, terms_of
from largesse.promotions.groups import All, AnyOf
from largesse.promotions.scalars import scalars_in
from largesse.promotions.settings import Settings
from largesse.promotions.standing import Standing

Fill = tuple[Slot, Any]
Alternatives = list[tuple[Condition, Test]]

_KEYED = {"code": CODES, "audience": AUDIENCES, "store": STORE}
_ANOTHER = "another"
_MANY = 1_000_000
_NOT_VALUES = ("type", "operator", "negate")


class Opener:
    """Opens promotions, and remembers what fulfilled a condition so that it is not searched again.

    `sample` is a line to look at checkouts with, since a checkout without lines is none; `stores` are those that there
    are.
    """

    def __init__(self, settings: Settings, sample: Line, stores: Sequence[str] = ()) -> None:
        self._settings = settings
        self._sample = [msgspec.structs.replace(sample, quantity=1)]
        self._stores: list[Fill] = [(STORE, store) for store in stores]
        self._fills: dict[bytes, Fill | None] = {}
        self._needs: dict[int, list[Alternatives]] = {}

    def opened(self, entry: Entry, start: Circumstance) -> Circumstance | None:
        """Return `start` with what the promotion needs beside lines put into it; None when that does not go together.

        What nothing beside lines can fulfil is left as it is: lines may do it.
        """
        now = _through_the_gates(entry.campaign, start) if runs_at(entry, start.checkout.at) else None
        for alternatives in self._needs_of(entry):
            if now is None:
                return None
            now = self._fulfilled(alternatives, now)
        return now

    def _fulfilled(self, alternatives: Alternatives, start: Circumstance) -> Circumstance | None:
        view = self._view(start)
        if any(test.holds(view) for _, test in alternatives):
            return start
        hopeless = True
        for condition, test in alternatives:
            fill = self._fill(condition, test, start.checkout)
            if fill is not None:
                hopeless = False
                filled = start.filled(*fill)
                if filled is not None and test.holds(self._view(filled)):
                    return filled
        return start if hopeless else None

    def _fill(self, condition: Condition, test: Test, of: Checkout) -> Fill | None:
        """Return what fulfils the condition on a checkout that says nothing else; None when nothing is found."""
        key = msgspec.json.encode((condition, of.currency, of.at))
        if key not in self._fills:
            empty = Circumstance(Checkout(currency=of.currency, lines=[], at=of.at))
            tries = (*self._stores, *_tries(condition, test, of))
            self._fills[key] = next((fill for fill in tries if self._fits(test, empty, fill)), None)
        return self._fills[key]

    def _fits(self, test: Test, empty: Circumstance, fill: Fill) -> bool:
        try:
            filled = empty.filled(*fill)
            return filled is not None and test.holds(self._view(filled))
        except (Invalid, ValueError, TypeError):  # a value that this place cannot hold
            return False

    def _view(self, circumstance: Circumstance) -> View:
        read = basket.read(circumstance.with_lines(self._sample), self._settings)
        return View(read, Standing(read), circumstance.facts)

    def _needs_of(self, entry: Entry) -> list[Alternatives]:
        """Return the entry's conditions, each as the ways to fulfil it."""
        found = self._needs.get(id(entry))
        if found is None:
            terms = terms_of(entry.campaign, self._settings, "$")
            tests = {id(entry.promotion.conditions[place]): test for place, test in entry.tests}
            found = self._needs[id(entry)] = [
                [(each, tests.get(id(each)) or each.compile(terms)) for each in leaves]
                for condition in entry.promotion.conditions
                for leaves in _leaves(condition)
            ]
        return found


def runs_at(entry: Entry, at: datetime | None) -> bool:
    """Return whether the campaign runs at an instant."""
    return at is not None and entry.start <= at < entry.end and (entry.is_open is None or entry.is_open(at))


def _leaves(condition: Condition) -> Iterator[list[Condition]]:
    """Yield the needs of a condition, each as its alternatives: members of `all` one by one, of `any` together."""
    if isinstance(condition, All):
        for member in condition.of:
            yield from _leaves(member)
    elif isinstance(condition, AnyOf):
        yield list(condition.of)
    else:
        yield [condition]


def _through_the_gates(campaign: Campaign, start: Circumstance) -> Circumstance | None:
    checkout = start.checkout
    if campaign.currency != checkout.currency:
        return None
    wanted: list[tuple[str, list[str]]] = [
        ("website", [campaign.website] if campaign.website else []),
        ("channel", campaign.channels),
        ("store", campaign.stores),
    ]
    for name, allowed in wanted:
        present = getattr(checkout, name)
        if allowed and present is None:
            checkout = msgspec.structs.replace(checkout, **{name: allowed[0]})
        elif allowed and present not in allowed:
            return None
    facts = start.facts
    if campaign.audiences and facts.audiences.isdisjoint(campaign.audiences):
        facts = msgspec.structs.replace(facts, audiences=facts.audiences | {campaign.audiences[0]})
    return Circumstance(checkout, facts)


def _tries(condition: Condition, test: Test, of: Checkout) -> Iterator[Fill]:
    """Yield what may fulfil a condition: first what the index knows it by, then its values in likely places first."""
    for group, key in sorted(test.keys or ()):
        if group in _KEYED:
            yield _KEYED[group], key
    written = cast("dict[str, Any]", msgspec.to_builtins(condition))
    about = f"{condition.tag()} {' '.join(str(each) for each in written.values() if isinstance(each, str))}"
    words = list(dict.fromkeys(scalars_in({name: each for name, each in written.items() if name not in _NOT_VALUES})))
    names = [
        word.removeprefix("attributes.") for word in words if isinstance(word, str) and word.startswith("attributes.")
    ]
    slots = [slot for name in names for slot in attribute_slots(name)]
    slots += sorted(SLOTS, key=lambda slot: slot.name.rstrip("s") not in about)
    for slot in slots:
        for value in _VALUES[slot.shape](words, of.at):
            yield slot, value


def _texts(words: list[Any], at: datetime | None) -> Iterable[Any]:
    said = [word for word in words if isinstance(word, str)]
    return [*said, _ANOTHER]


def _several_texts(words: list[Any], at: datetime | None) -> Iterable[Any]:
    said = [word for word in words if isinstance(word, str)]
    return [*said, said, _ANOTHER]


def _numbers(words: list[Any], at: datetime | None) -> Iterable[Any]:
    said = [int(number) for word in words if (number := number_of(word)) is not None]
    return [*(near for each in said for near in (each, each + 1, each - 1) if near >= 0), 0, _MANY]


def _amounts(words: list[Any], at: datetime | None) -> Iterable[Any]:
    said = [number for word in words if (number := number_of(word)) is not None]
    near = [Decimal(each) + step for each in said for step in (0, 1, -1)]
    return [*(f"{each:f}" for each in near if each >= 0), "0", str(_MANY)]


def _instants(words: list[Any], at: datetime | None) -> Iterable[Any]:
    moment, minute = timedelta(0), timedelta(minutes=1)
    said = [instant for word in words if isinstance(word, str) and (instant := instant_of(word)) is not None]
    if at is not None:
        said += [at, *(at - duration for word in words if (duration := duration_of(word)) is not None)]
    return [each + step for each in said for step in (moment, minute, -minute)]


def _flags(words: list[Any], at: datetime | None) -> Iterable[Any]:
    return [True, False]


def _anything(words: list[Any], at: datetime | None) -> Iterable[Any]:
    several = [word for word in words if isinstance(word, str)]
    return [*words, several, *_numbers(words, at), *_amounts(words, at), *_flags(words, at), _ANOTHER]


_VALUES: dict[Shape, Callable[[list[Any], datetime | None], Iterable[Any]]] = {
    "text": _texts,
    "texts": _several_texts,
    "number": _numbers,
    "amount": _amounts,
    "flag": _flags,
    "time": _instants,
    "any": _anything,
}
"""What is worth trying in a place of each shape, from the values that a condition mentions."""
