"""Every amount, percentage and selector of every kind: what is wrong with it is said of the very field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

import msgspec
import pytest

from largesse.core.kinds import Kind
from largesse.promotions import basket
from largesse.promotions.facts import NOTHING_KNOWN
from largesse.promotions.kinds import benefits_found, conditions_found
from largesse.promotions.selector import Selector
from largesse.promotions.settings import Settings
from largesse.promotions.wire import Amount, Percent
from tests.promotions.asking import Json, book, campaign, checkout, tea
from tests.reference.drawn import benefits, conditions

WRONG: dict[Any, tuple[str, str]] = {Amount: ("1.001", "bad_amount"), Percent: ("100.5", "bad_percent")}
NOWHERE = {"articles": ["nowhere"]}

Step = str | int
Spoiled = tuple[str, str, Json]
"""The path of the field, the code of what is wrong with it, the document."""


def spots(shape: Any, document: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """Every place below this one with an amount, a percentage or a selector, and its type."""
    if shape in WRONG or shape is Selector:
        yield path, shape
        return
    for step, part, inside in _parts(shape, document):
        yield from spots(part, inside, path if step is None else (*path, step))


def _parts(shape: Any, document: Any) -> Iterator[tuple[Step | None, Any, Any]]:
    """One step further down, where the document goes there; a selector that is not said is still a place."""
    origin = get_origin(shape)
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct) and isinstance(document, dict):
        for field in msgspec.structs.fields(shape):
            if field.encode_name in document or field.type is Selector:
                yield field.encode_name, field.type, document.get(field.encode_name)
    elif origin is list and isinstance(document, list):
        yield from ((place, get_args(shape)[0], each) for place, each in enumerate(document))
    elif origin is dict and isinstance(document, dict):
        yield from ((key, get_args(shape)[1], each) for key, each in document.items())
    elif origin not in (list, dict):
        yield from ((None, part, document) for part in get_args(shape))


def put(document: Any, path: tuple[Step, ...], value: Any) -> Any:
    if not path:
        return value
    step, *rest = path
    if isinstance(document, list):
        return [put(each, tuple(rest), value) if place == step else each for place, each in enumerate(document)]
    document = document or {}
    return {**document, step: put(document.get(step), tuple(rest), value)}


def written(path: tuple[Step, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def spoiled(kind: type[Kind], documents: list[Json]) -> Iterator[Spoiled]:
    """The first document that says a field, with that field made wrong."""
    done: set[str] = set()
    for document in documents:
        for path, shape in spots(kind, document):
            steps, (wrong, code) = (*path, "price_from") if shape is Selector else path, WRONG.get(shape, WRONG[Amount])
            name = written(steps)
            if name not in done:
                done.add(name)
                yield name, code, put(document, steps, wrong)


def named(kind: object) -> str:
    return kind.tag() if isinstance(kind, type) and issubclass(kind, Kind) else ""


def problems(given: Json) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in book(given).broken.get("c", ())]


@pytest.mark.parametrize("kind", benefits_found(), ids=named)
def test_what_is_wrong_with_a_benefit_is_said_of_the_field(kind: type[Kind]) -> None:
    for path, code, document in spoiled(kind, benefits()[kind.tag()]):
        assert problems(campaign("c", document)) == [(f"$.promotions[0].benefits[0]{path}", code)]


@pytest.mark.parametrize("kind", [each for each in conditions_found() if each.tag() in conditions()], ids=named)
def test_what_is_wrong_with_a_condition_is_said_of_the_field(kind: type[Kind]) -> None:
    for path, code, document in spoiled(kind, conditions()[kind.tag()]):
        given = campaign("c", {"type": "free_delivery"}, conditions=[document])
        assert problems(given) == [(f"$.promotions[0].conditions[0]{path}", code)]


def nowhere(kind: type[Kind], document: Json) -> Json:
    """The same about an article that nobody buys."""
    for path in [path for path, shape in spots(kind, document) if shape is Selector]:
        document = put(document, path, NOWHERE)
    return document


@pytest.mark.parametrize("kind", benefits_found(), ids=named)
def test_a_benefit_on_what_is_not_bought_is_passed_over(kind: type[Kind]) -> None:
    document = benefits()[kind.tag()][-1]
    elsewhere = nowhere(kind, document)
    if kind.tag() != "points" and elsewhere != document:
        found = basket.read(checkout(tea()), Settings())
        assert book(campaign("c", elsewhere)).candidates(found, NOTHING_KNOWN) == []
