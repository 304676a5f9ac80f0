"""Put a backup back into an empty database: all of it, or nothing if anything goes wrong on the way.

Stop every server and worker first. An outside database is written as LARGESSE_MIGRATION_URL, the role that owns its
tables; they are made if there are none, and brought up to date afterwards.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from largesse.cli.progress import progress_bar
from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument

HELP = "put a backup back"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("file", type=Path, help="what `largesse backup` has written")
    parser.add_argument("--replace", action="store_true", help="do away with everything that is there")
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Restore the backup."""
    with progress_bar() as move:
        made = rooms.restore(arguments.data, arguments.file, arguments.replace, move)
    print(f"{made.rows} rows restored, as they were at {made.made_at:%Y-%m-%d %H:%M:%S} UTC")
    return 0
