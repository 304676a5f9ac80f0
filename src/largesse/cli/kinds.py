"""List every condition and benefit there is, with its fields; with a name, all about that one."""

from __future__ import annotations

import argparse
from typing import Any

import msgspec
from rich.box import SIMPLE
from rich.table import Table

from largesse.cli.console import console
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
    console().print(table)


def _print_one(role: str, kind: type[Kind]) -> None:
    screen = console()
    screen.print(f"[bold]{kind.tag()}[/bold] ({role}): {_first_line(kind)}")
    table = Table(box=SIMPLE)
    for column in ("Field", "When left out", "What"):
        table.add_column(column)
    properties: dict[str, Any] = msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"]
    for field in msgspec.structs.fields(kind):
        about = _about(kind, field.name, properties[field.encode_name])
        table.add_row(field.encode_name, "required" if field.required else _default(field), about)
    screen.print(table)
    for example in kind.examples:
        given = msgspec.json.encode({"type": kind.tag(), **example.given}).decode()
        screen.print(f"  e.g. {example.says}\n       {given}", markup=False)


def _about(kind: type[Kind], name: str, schema: dict[str, Any]) -> str:
    choices = ", ".join(str(each) for each in schema.get("enum", []))
    label, says = kind.labels.get("en", {}).get(name, ""), " ".join(str(schema.get("description", "")).split())
    return "; ".join(part for part in (label, says, choices) if part)


def _default(field: Any) -> str:
    return msgspec.json.encode(field.default).decode() if field.default is not msgspec.NODEFAULT else "empty"


def _first_line(kind: type[Kind]) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]
