"""Documents that do not fit say where, and what could have stood there."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta

from largesse.core.decode import JsonDecoder
from largesse.core.errors import Invalid, Malformed


class Size(Enum):
    """An enumeration."""

    small = "small"
    large = "large"


class Leaf(msgspec.Struct, tag="leaf", forbid_unknown_fields=True):
    """A kind."""

    weight: Annotated[int, Meta(ge=1)]


class Branch(msgspec.Struct, tag="branch", forbid_unknown_fields=True):
    """A kind that holds kinds."""

    of: list[Leaf | Branch]


class Tree(msgspec.Struct, forbid_unknown_fields=True):
    """A document."""

    parts: list[Leaf | Branch] = []
    size: Size = Size.small
    season: Literal["wet", "dry"] | None = None
    marks: dict[str, int] = {}
    forks: dict[str, dict[str, Leaf]] = {}
    limited: dict[Annotated[str, Meta(max_length=3)], int] = {}


def refused(text: str) -> tuple[str, str, str]:
    with pytest.raises(Invalid) as error:
        JsonDecoder(Tree).decode(text.encode())
    (problem,) = error.value.problems
    return problem.path, problem.code, problem.message


UNKNOWN_DEEP_DOWN = '{"parts": [{"type": "branch", "of": [{"type": "leaf", "wait": 1}]}]}'
WRONG_IN_A_MAP_OF_MAPS = (
    '{"forks": {"a": {"b": {"type": "leaf", "weight": 1}}, "c": {"d": {"type": "leaf", "weight": 0}}}}'
)


@pytest.mark.parametrize(
    ("text", "path", "code", "part"),
    [
        ('{"parts": [{"type": "leaf"}]}', "$.parts[0].weight", "missing", "'weight'"),
        ('{"parts": [{"type": "twig"}]}', "$.parts[0].type", "unknown_value", "expected one of leaf, branch"),
        (UNKNOWN_DEEP_DOWN, "$.parts[0].of[0].wait", "unknown_field", "expected one of weight"),
        ('{"size": "huge"}', "$.size", "unknown_value", "expected one of small, large"),
        ('{"season": "cold"}', "$.season", "unknown_value", "expected one of dry, wet"),
        ('{"season": 1}', "$.season", "wrong_type", "expected str | null, got int"),
        ('{"marks": {"a": 1, "b c": "x"}}', "$.marks['b c']", "wrong_type", "expected int, got str"),
        (WRONG_IN_A_MAP_OF_MAPS, "$.forks.c.d.weight", "out_of_range", ">= 1"),
        ('{"limited": {"long": 1}}', "$.limited", "wrong_length", "as a key"),
        ('{"a-b": 1}', "$['a-b']", "unknown_field", "no such field"),
        ('{"size": "huge", "marks": 1e9999}', "$.size", "unknown_value", "invalid"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(text: str, path: str, code: str, part: str) -> None:
    found = refused(text)
    assert found[:2] == (path, code)
    assert part in found[2]


@pytest.mark.parametrize("text", ["", "{", '{"size": small}', "{} {}", '{"size": "\\ud800"}', '{"size": \x00}'])
def test_what_is_not_json_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        JsonDecoder(Tree).decode(text.encode())


def test_the_first_byte_that_is_not_utf_8_is_named() -> None:
    with pytest.raises(Malformed, match="byte 10"):
        JsonDecoder(Tree).decode(b'{"marks":{"\xff": 1}}'[:10] + b'\xff": 1}}')


def test_nul_is_refused_in_values_and_in_keys() -> None:
    assert refused('{"marks": {"a\\u0000b": 1}}')[:2] == ("$.marks", "nul_character")


def test_an_escaped_backslash_before_u0000_is_plain_text() -> None:
    assert JsonDecoder(Tree).decode(b'{"marks": {"a\\\\u0000b": 1}}').marks == {"a\\u0000b": 1}
