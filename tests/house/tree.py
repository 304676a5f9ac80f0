"""What the house tests look at: the files of the project, the rings of its rooms, its functions."""

import ast
import importlib
import pkgutil
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from largesse.core.kinds import Kind

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "largesse"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project: those that git tracks and those that it would track."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = (ROOT / name for name in sorted(set(listing.stdout.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def python(*folders: Path) -> Iterator[Path]:
    """The Python files below these folders; of the whole package when none is named."""
    wanted = folders or (PACKAGE,)
    return (path for path in files() if path.suffix == ".py" and any(path.is_relative_to(f) for f in wanted))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def place(path: Path, node: ast.stmt | ast.expr | None = None) -> str:
    """Where something was found, in the form that an editor opens."""
    name = str(path.relative_to(ROOT))
    return f"{name}:{node.lineno}" if node else name


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@cache
def contracts() -> tuple[dict[str, Any], ...]:
    return tuple(project()["tool"]["importlinter"]["contracts"])


@cache
def rings() -> tuple[tuple[str, ...], ...]:
    """The rooms of each ring, outermost first, as the import contracts name them."""
    layers = next(contract for contract in contracts() if contract["type"] == "layers")["layers"]
    return tuple(tuple(re.findall(r"\w+", layer)) for layer in layers)


def pure_rooms() -> tuple[str, ...]:
    """The rooms of app, the features and core that exist today."""
    return tuple(room for ring in rings()[-3:] for room in ring if (PACKAGE / room).is_dir())


def pure_files() -> Iterator[Path]:
    return python(*(PACKAGE / room for room in pure_rooms()))


@cache
def kinds() -> tuple[type[Kind], ...]:
    """Every kind of condition, benefit and so on: the leaves below `Kind` once all pure rooms are imported."""
    for room in pure_rooms():
        for module in pkgutil.walk_packages([str(PACKAGE / room)], f"largesse.{room}."):
            importlib.import_module(module.name)
    return tuple(kind for kind in _below(Kind) if not kind.__subclasses__() and kind.__module__.startswith("largesse."))


def _below(kind: type[Kind]) -> Iterator[type[Kind]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
