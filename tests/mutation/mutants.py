"""The mutants of a file: mutmut says what to change; each is made by putting its code into the function that runs."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import libcst as cst  # pyright: ignore[reportMissingImports] - `make mutation` installs it
from mutmut.mutation.file_mutation import (  # pyright: ignore[reportMissingImports]
    Mutation,
    create_mutations,
    deep_replace,
)

from tests.house.tree import PACKAGE, ROOT

# mutmut leaves decorated functions alone, because it decorates them itself. Only the code inside is wanted here.
_DECORATED = re.compile(r"^([ ]*)@(property|cache|lru_cache\b.*)$", re.MULTILINE)

# Said to the type checker, or to whoever gets the lengths wrong: nothing that a change could do wrong.
_CAST, _STRICT = re.compile(r'\bcast\("[^"]*", '), re.compile(r", strict=True\b")


class Function(NamedTuple):
    """A function of the package: the file, relative to the project, and its name there (`Class.method`)."""

    path: str
    name: str


class Mutant:
    """One change to a function. What costs time is done when it is asked for: most mutants are never looked at."""

    def __init__(self, function: Function, module: cst.Module, mutation: Mutation) -> None:
        self.function = function
        self._module, self._mutation = module, mutation

    @cached_property
    def source(self) -> str:
        """The whole file with the change."""
        changed = deep_replace(self._module, self._mutation.original_node, self._mutation.mutated_node)
        assert isinstance(changed, cst.Module)
        return changed.code

    @cached_property
    def name(self) -> str:
        """What it is called in lists: file, function, the lines that were there and those that are there now."""
        return f"{self.function.path} {self.function.name}: {_change(self._module.code, self.source)}"


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of a file, each once, in the order of its lines."""
    module, mutations, _, _ = create_mutations(str(path), _bare(path.read_text()))
    relative = str(path.relative_to(ROOT))
    names = dict(_functions(module))
    found: dict[tuple[int, str], Mutant] = {}
    for mutation in mutations:
        function = mutation.contained_by_top_level_function
        if function is not None and function in names:
            key = id(mutation.original_node), module.code_for_node(mutation.mutated_node)
            found.setdefault(key, Mutant(Function(relative, names[function]), module, mutation))
    return list(found.values())


def _bare(text: str) -> str:
    return _STRICT.sub("", _CAST.sub("(", _DECORATED.sub(r"\1# \2", text)))


def _functions(module: cst.Module) -> Iterator[tuple[cst.CSTNode, str]]:
    for statement in module.body:
        if isinstance(statement, cst.FunctionDef):
            yield statement, statement.name.value
        elif isinstance(statement, cst.ClassDef):
            for member in statement.body.body:
                if isinstance(member, cst.FunctionDef):
                    yield member, f"{statement.name.value}.{member.name.value}"


def _change(before: str, after: str) -> str:
    found = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    old = " ".join(line[2:].strip() for line in found if line.startswith("- "))
    new = " ".join(line[2:].strip() for line in found if line.startswith("+ "))
    return f"{old} => {new}"


def put_in(mutant: Mutant) -> None:
    """Let the function run the mutant's code, in this process and for good: do it in a fork.

    Whoever holds the function already holds the mutant from now on; there is no detour that would cost time.
    """
    module = sys.modules[_module(mutant.function.path)]
    namespace: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(mutant.source, str(ROOT / mutant.function.path), "exec"), namespace)
    new, old = (_find(where, mutant.function.name) for where in (namespace, vars(module)))
    old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def _module(path: str) -> str:
    return path.removeprefix("src/").removesuffix(".py").replace("/", ".")


def _find(where: dict[str, Any], name: str) -> FunctionType:
    owner, _, rest = name.partition(".")
    found = vars(where[owner])[rest] if rest else where[owner]
    for inner in ("__wrapped__", "__func__", "fget"):  # what cache, classmethod and property are put around
        found = getattr(found, inner, found)
    assert isinstance(found, FunctionType)
    return found


def function_of(code: CodeType) -> Function | None:
    """The outermost function that this code belongs to, if it is one of the package."""
    if not code.co_filename.startswith(str(PACKAGE)):
        return None
    return Function(str(Path(code.co_filename).relative_to(ROOT)), code.co_qualname.split(".<locals>")[0])
