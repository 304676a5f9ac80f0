"""Kinds are found by scanning a package and the entry points of others; two of one tag are refused."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import msgspec
import pytest

from largesse.core import kinds
from largesse.core.kinds import BrokenKind, Kind, scan

WORD = """
from tests.core.test_kinds import Colour
{extra}

class Paint(Colour, frozen=True, tag="{tag}"):
    shade: int = 0
"""


class Colour(Kind, frozen=True):
    """What the kinds of these tests have in common; it has no tag, so it is none itself."""


class Elsewhere(Colour, frozen=True, tag="elsewhere"):
    """A kind of another package."""

    labels: ClassVar = {"en": {"": "Elsewhere"}}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Makes a package of kinds, one module for each tag given."""

    def make(**modules: str) -> ModuleType:
        folder = tmp_path / f"paints{len(modules)}"
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        for name, text in modules.items():
            (folder / f"{name}.py").write_text(text)
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.setattr(kinds, "entry_points", lambda group: [])
        return __import__(folder.name)

    yield make
    for name in [name for name in sys.modules if name.startswith("paints")]:
        del sys.modules[name]


def tags(found: tuple[type[Colour], ...]) -> list[str]:
    return [kind.tag() for kind in found]


def test_every_module_of_the_package_is_looked_through_in_the_order_of_tags(package) -> None:
    here = package(a=WORD.format(tag="red", extra=""), b=WORD.format(tag="blue", extra=""))
    assert tags(scan(here, "some.group", Colour)) == ["blue", "red"]


def test_a_kind_that_a_module_only_imports_is_not_counted_again(package) -> None:
    here = package(
        a=WORD.format(tag="red", extra=""),
        b=WORD.format(tag="blue", extra="from paints3.a import Paint as Other"),
        c="",
    )
    assert tags(scan(here, "some.group", Colour)) == ["blue", "red"]


def test_two_kinds_of_one_tag_are_refused_by_name(package) -> None:
    here = package(a=WORD.format(tag="red", extra=""), b=WORD.format(tag="red", extra=""))
    with pytest.raises(BrokenKind, match=r"two kinds are called 'red': paints2\.a and paints2\.b"):
        scan(here, "some.group", Colour)


def test_other_packages_add_kinds_by_entry_points(package, monkeypatch: pytest.MonkeyPatch) -> None:
    here = package(a=WORD.format(tag="red", extra=""))
    point = EntryPoint("elsewhere", "tests.core.test_kinds:Elsewhere", "some.group")
    module = EntryPoint("module", "tests.core.test_kinds", "some.group")
    monkeypatch.setattr(kinds, "entry_points", lambda group: [point, module] if group == "some.group" else [])
    assert tags(scan(here, "some.group", Colour)) == ["elsewhere", "red"]


BROKEN = {
    "pathlib:Path": "neither a Colour with a tag nor a module of them",
    "tests.core.test_kinds:Colour": "neither a Colour with a tag nor a module of them",
    "pathlib": "neither a Colour with a tag nor a module of them",
    "no_such_package:Thing": "ModuleNotFoundError: No module named 'no_such_package'",
    "tests.core.broken_kinds:Silent": "Silent has no docstring",
    "tests.core.broken_kinds:Nameless": "Nameless has no English label for the kind itself, shade",
    "tests.core.broken_kinds:Strange": "TypeError",
}


@pytest.mark.parametrize(("value", "why"), BROKEN.items())
def test_an_entry_point_that_cannot_be_used_is_named_with_the_reason(
    package, monkeypatch: pytest.MonkeyPatch, value: str, why: str
) -> None:
    here = package(a=WORD.format(tag="red", extra=""))
    monkeypatch.setattr(kinds, "entry_points", lambda group: [EntryPoint("x", value, group)])
    with pytest.raises(BrokenKind, match=why) as refused:
        scan(here, "some.group", Colour)
    assert refused.value.message.startswith("a package adds 'x' to some.group, which cannot be used: ")


def test_a_kind_says_its_tag_and_refuses_unknown_fields() -> None:
    assert msgspec.json.encode(Elsewhere()) == b'{"type":"elsewhere"}'
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.json.decode(b'{"type": "elsewhere", "shade": 1}', type=Elsewhere)
