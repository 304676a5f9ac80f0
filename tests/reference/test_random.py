"""What is drawn by chance leaves nothing out: a kind, a field or a choice that is never drawn is never compared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

import msgspec
import pytest

from largesse.core.kinds import Kind
from largesse.promotions.checkout import Address, Checkout, Customer, Subscription
from largesse.promotions.facts import Behavior, Facts
from largesse.promotions.field_condition import FieldCondition
from largesse.promotions.kinds import benefits_found, conditions_found
from largesse.promotions.settings import RoundingContract, Settings, StackingPolicy, TaxSettings
from tests.reference import strategies
from tests.reference.drawn import CONDITIONS, benefits, conditions, drawn
from tests.reference.random_settings import settings_of

Json = dict[str, Any]

GROUPS = {"all", "any", "none"}


def named(kind: object) -> str:
    return kind.tag() if isinstance(kind, type) and issubclass(kind, Kind) else ""


def lacking(shape: type[msgspec.Struct], said: Iterable[Json], without: Iterable[str] = ()) -> set[str]:
    """Fields of the shape, and words that they choose from, that none of these documents says."""
    fields = {field.encode_name: words(field.type) for field in msgspec.structs.fields(shape)}
    wanted = {*fields, *(f"{name}: {word}" for name, choices in fields.items() for word in choices)}
    default = {f"{f.encode_name}: {f.default}" for f in msgspec.structs.fields(shape)}
    present = {text for each in said for name, value in each.items() for text in (name, *_words(name, value))}
    return wanted - present - default - set(without)


def _words(name: str, value: Any) -> list[str]:
    return [f"{name}: {each}" for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def words(type: Any) -> set[str]:
    if get_origin(type) is Literal:
        return {word for word in get_args(type) if isinstance(word, str)}
    return set().union(*[words(part) for part in get_args(type) if not isinstance(part, str)])


def test_every_kind_of_benefit_is_drawn() -> None:
    assert {*benefits()} == {kind.tag() for kind in benefits_found()}


@pytest.mark.parametrize("kind", benefits_found(), ids=named)
def test_a_benefit_is_drawn_with_every_field_and_every_choice(kind: type[Kind]) -> None:
    assert lacking(kind, benefits()[kind.tag()]) == set()


def test_every_kind_of_condition_is_drawn() -> None:
    assert {*CONDITIONS, *GROUPS} == {kind.tag() for kind in conditions_found()}


@pytest.mark.parametrize("kind", [each for each in conditions_found() if each.tag() not in GROUPS], ids=named)
def test_a_condition_is_drawn_with_every_field_and_every_choice(kind: type[Kind]) -> None:
    said = conditions()[kind.tag()]
    weekdays = {f"weekdays: {day}" for day in ("tuesday", "wednesday", "thursday", "friday", "saturday")}
    assert lacking(kind, said, weekdays) == set()
    if issubclass(kind, FieldCondition):
        assert {each["field"] for each in said if "." not in each["field"]} == {*kind.fields}


def test_everything_of_a_checkout_that_rules_look_at_is_drawn() -> None:
    said = drawn(strategies.checkouts("USD"), 150)
    known = {"schema", "at", "language"}  # texts are not compared, and the moment is always the same
    assert lacking(Checkout, said, known) == set()
    for shape, name in ((Customer, "customer"), (Subscription, "subscription"), (Address, "address")):
        assert lacking(shape, [each[name] for each in said if name in each]) == set()


def test_every_fact_is_drawn() -> None:
    said = drawn(strategies.facts("USD", ["c0", "c1"]), 100)
    assert lacking(Facts, said) == set()
    assert lacking(Behavior, [each["behavior"] for each in said if "behavior" in each]) == set()


def test_every_setting_is_drawn() -> None:
    said = drawn(settings_of("USD"), 240)
    assert lacking(Settings, said, {"cautions", "steps", "time_limit_ms"}) == set()
    for shape, name in ((RoundingContract, "rounding"), (TaxSettings, "tax")):
        assert lacking(shape, [each[name] for each in said]) == set()
    modes = {"exclusive_means: exclusive_stops", "scope: order"}
    assert lacking(StackingPolicy, [each["stacking"] for each in said], modes) == set()
    assert all(mode in json.dumps(said) for mode in ('"exclusive_stops"', '"scope": "order"'))
