"""Write everything that the database keeps into one file, as it is at this moment; servers may go on meanwhile.

An outside database is read as LARGESSE_WORKER_URL, the role that sees every company. `largesse restore` puts it back.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from largesse.cli.progress import progress_bar
from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument

HELP = "write everything into one file"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("file", type=Path, help="the file to make, such as shop.largesse.zip; it must not be there yet")
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Write the backup."""
    with progress_bar() as move:
        made = rooms.back_up(arguments.data, arguments.file, move)
    print(f"{made.rows} rows written to {arguments.file}")
    return 0
