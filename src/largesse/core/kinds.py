"""Find the kinds: every condition, benefit, step or channel is one file, and this is how it is found.

A package is scanned for modules, and entry points add those of other packages. Two kinds of one tag are refused,
since a stored campaign must mean one thing. What another package adds is looked at before it is taken, so that whoever
installed it reads what is wrong with it, and not where we stumbled over it.
"""

from __future__ import annotations

import importlib
import pkgutil
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, ClassVar, TypeVar

import msgspec

from largesse.core.errors import LargesseError


class BrokenKind(LargesseError):
    """A kind cannot be used as it is: it does not load, does not describe itself, or bears another one's name."""

    code = "broken_kind"


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
    """Return every kind below `base` in the package's modules and in the entry points of `group`, sorted by tag.

    Raises `BrokenKind` for an entry point that cannot be used, and for two kinds of one tag.
    """
    modules = [importlib.import_module(f"{package.__name__}.{m.name}") for m in pkgutil.iter_modules(package.__path__)]
    found = [kind for module in modules for kind in _kinds_in(module, base)]
    found += [kind for point in entry_points(group=group) for kind in _added_by(point, base)]
    by_tag: dict[str, type[K]] = {}
    for kind in found:
        other = by_tag.setdefault(kind.tag(), kind)
        if other is not kind:
            raise BrokenKind(f"two kinds are called {kind.tag()!r}: {other.__module__} and {kind.__module__}")
    return tuple(by_tag[tag] for tag in sorted(by_tag))


def _kinds_in(module: ModuleType, base: type[K]) -> list[type[K]]:
    here = [thing for thing in vars(module).values() if isinstance(thing, type) and issubclass(thing, base)]
    # a class that says no tag has its own name for one: it is what several kinds of a module have in common
    return [kind for kind in here if kind.__module__ == module.__name__ and kind.tag() != kind.__name__]


def _added_by(point: EntryPoint, base: type[K]) -> list[type[K]]:
    """Return the kinds that another package adds by this entry point, each found fit for use."""
    package = f"{point.dist.name} {point.dist.version}" if point.dist else "a package"
    try:
        kinds = _loaded(point.load(), base)
        for kind in kinds:
            _check(kind, base)
    except Exception as error:  # somebody else's code may fail in any way
        why = str(error) if isinstance(error, BrokenKind) else f"{type(error).__name__}: {error}"
        text = f"{package} adds {point.name!r} to {point.group}, which cannot be used: {why}; mend or uninstall it"
        raise BrokenKind(text) from error
    return kinds


def _loaded(thing: object, base: type[K]) -> list[type[K]]:
    if isinstance(thing, type) and issubclass(thing, base) and thing.tag() != thing.__name__:
        return [thing]
    kinds = _kinds_in(thing, base) if isinstance(thing, ModuleType) else []
    if not kinds:
        raise BrokenKind(f"{thing!r} is neither a {base.__name__} with a tag nor a module of them")
    return kinds


def _check(kind: type[Kind], base: type[Kind]) -> None:
    """Raise `BrokenKind` for a kind that does not say what it is or that the wire contract could not take in."""
    if not (kind.__doc__ or "").strip():
        raise BrokenKind(f"{kind.__name__} has no docstring to say what it is")
    wanted = ["", *(field.encode_name for field in msgspec.structs.fields(kind))]
    lacking = [name or "the kind itself" for name in wanted if not kind.labels.get("en", {}).get(name)]
    if lacking:
        raise BrokenKind(f"{kind.__name__} has no English label for {', '.join(lacking)}")
    if hasattr(base, "compile") and getattr(kind, "compile") is getattr(base, "compile"):  # noqa: B009 - not all have it
        raise BrokenKind(f"{kind.__name__} has no `compile` of its own")
    msgspec.json.schema(kind)
