"""Kinds are found by scanning a package and the entry points of others; two of one tag are refused."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from largesse.core import kinds
from largesse.core.kinds import Kind, scan

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
    with pytest.raises(ValueError, match=r"two kinds are called 'red': paints2\.a and paints2\.b"):
        scan(here, "some.group", Colour)


def test_other_packages_add_kinds_by_entry_points(package, monkeypatch: pytest.MonkeyPatch) -> None:
    here = package(a=WORD.format(tag="red", extra=""))
    point = EntryPoint("elsewhere", "tests.core.test_kinds:Elsewhere", "some.group")
    module = EntryPoint("module", "tests.core.test_kinds", "some.group")
    monkeypatch.setattr(kinds, "entry_points", lambda group: [point, module] if group == "some.group" else [])
    assert tags(scan(here, "some.group", Colour)) == ["elsewhere", "red"]


def test_an_entry_point_that_is_no_kind_is_refused(package, monkeypatch: pytest.MonkeyPatch) -> None:
    here = package(a=WORD.format(tag="red", extra=""))
    monkeypatch.setattr(kinds, "entry_points", lambda group: [EntryPoint("x", "pathlib:Path", group)])
    with pytest.raises(TypeError, match="neither a Colour nor a module of them"):
        scan(here, "some.group", Colour)


def test_a_kind_says_its_tag_and_refuses_unknown_fields() -> None:
    assert msgspec.json.encode(Elsewhere()) == b'{"type":"elsewhere"}'
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.json.decode(b'{"type": "elsewhere", "shade": 1}', type=Elsewhere)
