"""Make a company, with a first API key; the key is shown this once."""

from __future__ import annotations

import argparse

from largesse.app.companies import create_company
from largesse.app.keys import NewKey, create_key
from largesse.app.ports import Ports
from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument

HELP = "make a company, with a first API key"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("id", help="letters, digits, _ or -")
    parser.add_argument("--name", help="as people call it; the id when left out")
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Make it and print its key."""

    async def make(ports: Ports) -> NewKey:
        await create_company(ports, arguments.id, arguments.name or arguments.id)
        return await create_key(ports, arguments.id, name="first key")

    print(rooms.use(arguments.data, make).secret)
    return 0
