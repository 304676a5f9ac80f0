"""The calls of the Python client as source text, written from the table of routes: a file for each of theirs.

`make client` writes them; whoever changes a route does so, and a test says it.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterable, Mapping
from inspect import cleandoc
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from largesse.api.conditions import guards_of
from largesse.api.route import Route
from largesse.api.routes import ROUTES

MADE = "# Made by `make client` from the table of routes; change it there."
_WIDTH = 120


def sources() -> dict[str, str]:
    """Return every file of the calls, by its name."""
    guarded = guards_of(ROUTES)
    files: dict[str, list[Route]] = {}
    for route in ROUTES:
        files.setdefault(_file_of(route), []).append(route)
    made = {f"{name}.py": _file(routes, set(guarded)) for name, routes in files.items()}
    return {**made, "__init__.py": _index(files)}


def _file_of(route: Route) -> str:
    """A file of calls is named as the one of the routes."""
    return route.handler.__module__.rpartition(".")[2]


def _index(files: dict[str, list[Route]]) -> str:
    parts = ['"""Every request that the API takes, as a function that makes it."""', "", MADE]
    for name in sorted(files):
        operations = sorted(route.operation for route in files[name])
        parts += [f"from largesse.client.calls.{name} import (", *(f"    {each}," for each in operations), ")"]
    listed = sorted(route.operation for routes in files.values() for route in routes)
    parts += ["", "__all__ = [", *(f'    "{each}",' for each in listed), "]"]
    return "\n".join(parts) + "\n"


def _file(routes: list[Route], guarded: set[str]) -> str:
    used = _Names()
    functions = [line for route in routes for line in _function(route, route.operation in guarded, used)]
    head = [f'"""{routes[0].tag} of the API: each function makes a request, for a client to send."""', "", MADE]
    head.append("# fmt: off")
    return "\n".join([*head, "from __future__ import annotations", "", *used.imports(), *functions]) + "\n"


class _Names:
    """Writes types down, and remembers from where they have to be imported."""

    def __init__(self) -> None:
        self._found: set[tuple[str, str]] = {
            ("largesse.client.request", "Request"), ("largesse.client.request", "make"),
        }  # fmt: skip

    def imports(self) -> list[str]:
        """Return the lines that import all that was written."""
        modules: dict[str, list[str]] = {}
        for module, name in sorted(self._found):
            modules.setdefault(module, []).append(name)
        lines = {module: _imported(module, names) for module, names in modules.items()}
        own = [line for module, line in lines.items() if module.startswith("largesse.")]
        foreign = [line for module, line in lines.items() if not module.startswith("largesse.")]
        return [*foreign, *([""] if foreign else []), *own]

    def write(self, kind: Any) -> str:
        """Return a type as source text, without the limits that it may have."""
        origin, args = get_origin(kind), get_args(kind)
        if kind is None or kind is type(None):
            return "None"
        if origin is Annotated:
            return self.write(args[0])
        if origin in (Union, types.UnionType):
            return " | ".join(dict.fromkeys(self.write(arg) for arg in args))
        if origin is Literal:
            return f"{self._name('typing', 'Literal')}[{', '.join(map(repr, args))}]".replace("'", '"')
        if origin is not None:
            return f"{self.write(origin)}[{', '.join(self.write(arg) for arg in args)}]"
        return kind.__name__ if kind.__module__ == "builtins" else self._name(kind.__module__, kind.__name__)

    def listed(self, what: str, kind: Any) -> str:
        """Return the source text of many of a type."""
        name = what if what == "list" else self._name("collections.abc", what)
        return f"{name}[{self.write(kind)}]"

    def _name(self, module: str, name: str) -> str:
        self._found.add((module, name))
        return name


def _imported(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    return (
        line
        if len(line) <= _WIDTH
        else "\n    ".join((f"from {module} import (", *(f"{name}," for name in names))) + "\n)"
    )


def _function(route: Route, guarded: bool, used: _Names) -> Iterable[str]:
    gives = used.listed("list", route.gives) if route.records else used.write(route.gives)
    yield ""
    yield ""
    yield from _head(route.operation, _parameters(route, guarded, used), gives)
    yield from _note(route)
    yield "    return make("
    yield f'        "{route.method}", "{route.path}", {used.write(route.gives)},'
    said = ", ".join(f"{name}={value}" for name, value in _arguments(route, guarded))
    yield from wrap(f"{said},", _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8) if said else ()
    yield "    )"


def _head(name: str, parameters: list[str], gives: str) -> list[str]:
    """Return a function's first line, broken as the formatter would."""
    said, end = ", ".join(parameters), f") -> Request[{gives}]:"
    if len(whole := f"def {name}({said}{end}") <= _WIDTH:
        return [whole]
    if len(said) + 4 <= _WIDTH:
        return [f"def {name}(", f"    {said}", end]
    return [f"def {name}(", *(f"    {each}," for each in parameters), end]


def _note(route: Route) -> list[str]:
    lines = cleandoc(route.details or f"{route.says}.").splitlines()
    quoted = [f"    {line}".rstrip() for line in lines]
    quoted[0] = f'    """{lines[0]}'
    return [f'{quoted[0]}"""'] if len(lines) == 1 else [*quoted, '    """']


def _parameters(route: Route, guarded: bool, used: _Names) -> list[str]:
    parameters = [f"{name}: str" for name in route.names]
    if route.takes is not None:
        taken = used.listed("Iterable", route.takes) if route.records else used.write(route.takes)
        parameters.append(f"body: {taken}")
    named = [f"{field.name}: {_optional(used.write(field.type))} = None" for field in _fields(route)]
    if route.writes:
        named.append("idempotency_key: str | None = None")
    if guarded:
        named.append("if_match: str | None = None")
    return [*parameters, *(["*"] if named else []), *named]


def _optional(written: str) -> str:
    return written if written.endswith("None") else f"{written} | None"


def _arguments(route: Route, guarded: bool) -> Iterable[tuple[str, str]]:
    if route.names:
        yield "names", _map({name: name for name in route.names})
    if fields := _fields(route):
        yield "query", _map({field.encode_name: field.name for field in fields})
    if route.takes is not None:
        yield ("records" if route.records else "body"), "body"
    if route.writes:
        yield "writes", "True"
        yield "idempotency_key", "idempotency_key"
    if guarded:
        yield "if_match", "if_match"


def _map(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": {value}' for name, value in values.items()) + "}"


def _fields(route: Route) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(route.query)


if __name__ == "__main__":
    for file, text in sources().items():
        (Path(sys.argv[1]) / file).write_text(text)
