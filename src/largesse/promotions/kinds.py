"""All kinds of conditions and benefits there are, and the decoders that know them."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, Union

from largesse.core import kinds as core_kinds
from largesse.core.decode import JsonDecoder
from largesse.promotions import benefits, conditions, definition, groups
from largesse.promotions.benefit import Benefit
from largesse.promotions.condition import Condition

T = TypeVar("T")


@cache
def conditions_found() -> tuple[type[Condition], ...]:
    """Return every kind of condition, groups included, sorted by tag."""
    leaves = core_kinds.scan(conditions, "largesse.conditions", Condition)
    return tuple(sorted((*leaves, groups.All, groups.AnyOf, groups.NoneOf), key=lambda kind: kind.tag()))


@cache
def condition_kinds() -> dict[str, type[Condition]]:
    """Return every kind of condition by its tag."""
    return {kind.tag(): kind for kind in conditions_found()}


@cache
def benefits_found() -> tuple[type[Benefit], ...]:
    """Return every kind of benefit, sorted by tag."""
    return core_kinds.scan(benefits, "largesse.benefits", Benefit)


@cache
def load() -> None:
    """Give the documents their unions of kinds. Every decoder and schema of theirs needs this first."""
    condition: Any = Union[conditions_found()]  # noqa: UP007 - made of a tuple
    benefit: Any = Union[benefits_found()]  # noqa: UP007
    for module, name, union in (
        (groups, "Condition", condition),
        (definition, "Condition", condition),
        (definition, "Benefit", benefit),
    ):
        setattr(module, name, union)


@cache
def decoder(shape: type[T]) -> JsonDecoder[T]:
    """Return the strict JSON decoder of a wire struct."""
    load()
    return JsonDecoder(shape)


def decode(shape: type[T], body: bytes | str) -> T:
    """Return the document in `body`; raise `Invalid` with the path of what does not fit."""
    return decoder(shape).decode(body.encode() if isinstance(body, str) else body)
