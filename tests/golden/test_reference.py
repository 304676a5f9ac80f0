"""The slow calculator agrees with the golden cases, which read the page alike, and with the engine."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import msgspec
import pytest

from tests.golden.actions.words import Action
from tests.golden.case import Budget, Cart, Line, Rules, State
from tests.golden.conditions import Leaf
from tests.golden.invent import invent
from tests.golden.reference.expectation import expectation
from tests.golden.run import CASES, cases, files, run

ALL = [raw for path in files([CASES]) for raw in cases(path)]


@pytest.mark.parametrize("raw", [raw for raw in ALL if not raw["expect"].get("any_order")], ids=lambda raw: raw["id"])
def test_the_calculator_finds_what_the_case_expects(raw: dict[str, Any]):
    found, expect = expectation(raw), raw["expect"]
    said = {name: value for name, value in expect.items() if name not in ("either", "applied", "not_applied")}
    if "usage_consumed" in said:
        found["usage_consumed"], said["usage_consumed"] = set(found["usage_consumed"]), set(said["usage_consumed"])
    assert {name: found[name] for name in said} == said
    assert set(expect["applied"]) <= set(found["applied"]) <= {*expect["applied"], *expect.get("either", [])}


@pytest.mark.parametrize("block", range(10))
def test_the_engine_finds_what_the_calculator_finds(block: int):
    for seed in range(block * 100, block * 100 + 100):
        raw = invent(seed)
        raw["expect"] = expectation(raw)
        result = run(raw)
        assert (result.id, result.outcome, result.says) == (raw["id"], "passed", [])


def test_invented_cases_use_every_action_so_that_it_gives_something():
    used: set[str] = set()
    for seed in range(1000):
        raw = invent(seed)
        applied = expectation(raw)["applied"]
        used |= {each["action"]["type"] for each in raw["campaigns"] if each["name"] in applied}
    assert used == {kind.__struct_config__.tag for kind in Action.__subclasses__()}


def spoken(value: Any, under: str = "") -> Iterator[str]:
    """Every key that a document says, under the type or the key that it stands in, and every word chosen."""
    if isinstance(value, dict):
        under = value.get("type", under)
        for key, each in value.items():
            yield f"{under}.{key}"
            yield from spoken(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from spoken(each, under)
    elif isinstance(value, str | bool):
        yield f"{under}={value}"


def test_invented_cases_use_the_whole_vocabulary():
    said = {word for seed in range(400) for word in spoken(invent(seed))}
    wanted = [
        *vocabulary(Rules, "rules"),
        *vocabulary(Budget, "budget"),
        *vocabulary(Line, "lines"),
        *vocabulary(Cart, "cart"),
        *vocabulary(State, "state"),
        *(word for action in Action.__subclasses__() for word in vocabulary(action, tag(action))),
        *(word for leaf in Leaf.__subclasses__() for word in vocabulary(leaf, tag(leaf))),
    ]
    assert sorted(set(wanted) - said) == []


def tag(shape: type[msgspec.Struct]) -> str:
    return str(shape.__struct_config__.tag)


def vocabulary(shape: type[msgspec.Struct], under: str) -> Iterator[str]:
    for field in msgspec.structs.fields(shape):
        yield f"{under}.{field.encode_name}"
        yield from (f"{field.encode_name}={word}" for word in words(field.type))


def words(type: Any) -> list[str]:
    if get_origin(type) is Literal:
        return [word for word in get_args(type) if isinstance(word, str)]
    return [word for part in get_args(type) if not isinstance(part, str) for word in words(part)]
