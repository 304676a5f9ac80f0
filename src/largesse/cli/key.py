"""Make an API key for a company; it is shown this once."""

from __future__ import annotations

import argparse

from largesse.app.keys import EVERYTHING, create_key
from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument

HELP = "make an API key for a company"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("company", help="the company's id")
    parser.add_argument("--name", default="", help="what it is for")
    parser.add_argument("--mode", choices=("live", "test"), default="live", help="test keys see the trial data only")
    parser.add_argument("--scope", action="append", choices=EVERYTHING, help="what it allows; everything when left out")
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Make it and print it."""
    scopes = arguments.scope or EVERYTHING
    made = rooms.use(
        arguments.data,
        lambda ports: create_key(ports, arguments.company, name=arguments.name, mode=arguments.mode, scopes=scopes),
    )
    print(made.secret)
    return 0
