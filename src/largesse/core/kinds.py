"""Find the kinds: every condition, benefit, step or channel is one file, and this is how it is found.

A package is scanned for modules, and entry points add those of other packages. Two kinds of one tag are refused,
since a stored campaign must mean one thing.
"""

from __future__ import annotations

import importlib
import pkgutil
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, ClassVar, TypeVar

import msgspec


class Example(msgspec.Struct, frozen=True):
    """A worked example of a kind, run as a test and shown on its reference page.

    `given` are the kind's own fields, `checkout` a checkout and `facts` the facts beside it, both in wire form,
    `gives` what must come out of it.
    """

    says: str
    given: dict[str, Any]
    checkout: dict[str, Any]
    gives: dict[str, Any]
    facts: dict[str, Any] = {}


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, tag_field="type"):
    """A kind describes itself: its tag, its fields with limits and hints, its labels, its examples and its logic."""

    labels: ClassVar[dict[str, dict[str, str]]] = {}
    """By language, then by field name; the empty field name is the kind itself."""
    examples: ClassVar[tuple[Example, ...]] = ()

    @classmethod
    def tag(cls) -> str:
        """Return the `type` that names this kind on the wire."""
        return str(cls.__struct_config__.tag)


K = TypeVar("K", bound=Kind)


def scan(package: ModuleType, group: str, base: type[K]) -> tuple[type[K], ...]:
    """Return every kind below `base` in the package's modules and in the entry points of `group`, sorted by tag."""
    modules = [importlib.import_module(f"{package.__name__}.{m.name}") for m in pkgutil.iter_modules(package.__path__)]
    found = [kind for module in modules for kind in _kinds_in(module, base)]
    found += [loaded for point in entry_points(group=group) for loaded in _loaded(point.load(), base)]
    by_tag: dict[str, type[K]] = {}
    for kind in found:
        other = by_tag.setdefault(kind.tag(), kind)
        if other is not kind:
            raise ValueError(f"two kinds are called {kind.tag()!r}: {other.__module__} and {kind.__module__}")
    return tuple(by_tag[tag] for tag in sorted(by_tag))


def _kinds_in(module: ModuleType, base: type[K]) -> list[type[K]]:
    here = [thing for thing in vars(module).values() if isinstance(thing, type) and issubclass(thing, base)]
    # a class that says no tag has its own name for one: it is what several kinds of a module have in common
    return [kind for kind in here if kind.__module__ == module.__name__ and kind.tag() != kind.__name__]


def _loaded(thing: object, base: type[K]) -> list[type[K]]:
    if isinstance(thing, ModuleType):
        return _kinds_in(thing, base)
    if isinstance(thing, type) and issubclass(thing, base):
        return [thing]
    raise TypeError(f"an entry point gave {thing!r}, which is neither a {base.__name__} nor a module of them")
