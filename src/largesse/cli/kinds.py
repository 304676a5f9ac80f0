"""List every condition and benefit there is, with its fields; with a name, all about that one."""

from __future__ import annotations

import argparse
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from largesse.cli.rooms import Rooms
from largesse.core.errors import NotFound
from largesse.core.kinds import Kind
from largesse.promotions import kinds

HELP = "list every condition and benefit with its fields"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("name", nargs="?", help="one kind, such as percent_off_products")
    parser.add_argument("--json", action="store_true", help="print JSON schemas")


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Print the list, or one kind."""
    kinds.load()
    found: list[tuple[str, type[Kind]]] = [("condition", kind) for kind in kinds.conditions_found()]
    found += [("benefit", kind) for kind in kinds.benefits_found()]
    chosen = [pair for pair in found if arguments.name in (None, pair[1].tag())]
    if not chosen:
        raise NotFound(f"no kind is called {arguments.name!r}; `largesse kinds` lists them all")
    if arguments.json:
        _print_json(chosen)
    elif arguments.name:
        for role, kind in chosen:
            _print_one(role, kind)
    else:
        _print_list(chosen)
    return 0


def _print_json(chosen: list[tuple[str, type[Kind]]]) -> None:
    schemas = [{"role": role, "type": kind.tag(), "schema": msgspec.json.schema(kind)} for role, kind in chosen]
    print(msgspec.json.format(msgspec.json.encode(schemas), indent=2).decode())


def _print_list(chosen: list[tuple[str, type[Kind]]]) -> None:
    table = Table()
    for column in ("Role", "Type", "What it does", "Fields"):
        table.add_column(column)
    for role, kind in chosen:
        fields = ", ".join(field.encode_name for field in msgspec.structs.fields(kind))
        table.add_row(role, kind.tag(), _first_line(kind), fields)
    Console().print(table)


def _print_one(role: str, kind: type[Kind]) -> None:
    console = Console()
    console.print(f"[bold]{kind.tag()}[/bold] ({role}): {_first_line(kind)}")
    properties: dict[str, Any] = msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"]
    labels = kind.labels.get("en", {})
    for field in msgspec.structs.fields(kind):
        need = "required" if field.required else f"default {_default(field)}"
        about = properties[field.encode_name].get("description", "")
        console.print(f"  {field.encode_name} ({need}): {labels.get(field.name, '')} {about}", highlight=False)
    for example in kind.examples:
        given = msgspec.json.encode({"type": kind.tag(), **example.given}).decode()
        console.print(f"  e.g. {example.says}\n       {given}", highlight=False, markup=False)


def _default(field: Any) -> str:
    return msgspec.json.encode(field.default).decode() if field.default is not msgspec.NODEFAULT else "empty"


def _first_line(kind: type[Kind]) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]
