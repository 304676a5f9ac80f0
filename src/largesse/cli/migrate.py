"""Bring the database's schema up to date: LARGESSE_MIGRATION_URL, else LARGESSE_DATABASE_URL, else the embedded one."""

from __future__ import annotations

import argparse

from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument

HELP = "bring the database's schema up to date"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Migrate."""
    status = rooms.migrate(arguments.data)
    print("The database is up to date.")
    return status
