"""Show the settings in effect and where each comes from, or check that they make sense. Secrets are not shown."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument
from largesse.config import shown, variable

HELP = "show or check the settings"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "action", choices=("show", "check"), help="check: say nothing but what is wrong, if anything is"
    )
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Show them; a fault in them is refused on the way, with exit status 2."""
    settled = rooms.settings({"data": arguments.data and str(arguments.data)})
    if arguments.action == "check":
        print(f"{len(settled.origins)} settings are set, and all of them fit.")
        return 0
    table = Table("setting", "in effect", "from", box=None, header_style="bold", pad_edge=False)
    for name, value in shown(settled.config):
        table.add_row(variable(name), value, settled.origins.get(name, "default"))
    Console(highlight=False).print(table)
    return 0
