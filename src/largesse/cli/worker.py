"""Do jobs until stopped: campaigns that have ended are marked so, and whatever else is due at set times.

With an outside database, LARGESSE_WORKER_URL names a role that sees every company. `largesse serve` does the jobs of a
database of its own by itself.
"""

from __future__ import annotations

import argparse

from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument

HELP = "do jobs in the background"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Work until stopped."""
    rooms.work(arguments.data, lambda: print("Largesse does jobs; Control-C stops it.", flush=True))
    return 0
