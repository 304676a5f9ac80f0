"""Look at campaigns for what is hardly meant: what can never apply, gives too much, lacks a translation, ..."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from largesse.app.cautions import LintReport, Told, lint_company, lint_file
from largesse.cli.console import console
from largesse.cli.given_campaigns import instant, read_source, source_arguments
from largesse.cli.progress import progress_bar
from largesse.cli.rooms import Rooms
from largesse.core.errors import Invalid
from largesse.promotions.caution import Caution

HELP = "look for what is hardly meant in campaigns"
_SHOWN = 5
"""So many campaigns of one code are shown unless all are asked for."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    source_arguments(parser)
    parser.add_argument("--at", type=instant, metavar="INSTANT", help="as things are then; now when left out")
    parser.add_argument("--all", action="store_true", help=f"show every caution, not {_SHOWN} of a code")
    parser.add_argument("--json", action="store_true", help="print the cautions as JSON, with checkouts that show them")


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Look and print; the status is 1 when there is any caution."""
    at = arguments.at or datetime.now(UTC)
    with progress_bar() as progress:
        report = _look(arguments, rooms, at, lambda done, of: progress("looking at campaigns", done, of))
    if arguments.json:
        print(msgspec.json.format(msgspec.json.encode(report), indent=2).decode())
    else:
        show(report, console(), None if arguments.all else _SHOWN)
    return int(bool(report.cautions))


def _look(arguments: argparse.Namespace, rooms: Rooms, at: datetime, told: Told) -> LintReport:
    if arguments.company and not arguments.files:
        if arguments.catalogue:
            raise Invalid("a company has its own catalogue: leave --catalogue out")
        return rooms.use(arguments.data, lambda ports: lint_company(ports, arguments.company, at, told))
    file, goods = read_source(arguments, rooms)
    return lint_file(file, goods, at, told)


def show(report: LintReport, screen: Console, most: int | None) -> None:
    """Print the cautions by code, at most so many of each, and how many there are."""
    codes = sorted({caution.code for caution in report.cautions})
    for code in codes:
        _show_code([caution for caution in report.cautions if caution.code == code], screen, most)
    over = f" ({report.over} are over)" if report.over else ""
    cautioned = len({caution.campaign for caution in report.cautions})
    screen.print(f"{report.looked_at} campaigns looked at{over}: {len(report.cautions)} cautions about {cautioned}")


def _show_code(cautions: Sequence[Caution], screen: Console, most: int | None) -> None:
    table = Table(title=f"[bold]{cautions[0].code}[/] ({len(cautions)})", title_justify="left", box=SIMPLE)
    for column in ("Campaign", "Place", "What"):
        table.add_column(column)
    for caution in cautions[:most]:
        table.add_row(*map(escape, (caution.campaign, caution.path, caution.message)))
    screen.print(table)
    if most is not None and len(cautions) > most:
        screen.print(f"  and {len(cautions) - most} more; --all shows them\n")
