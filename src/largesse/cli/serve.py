"""Serve the HTTP API, with an embedded database unless LARGESSE_DATABASE_URL names one."""

from __future__ import annotations

import argparse
from pathlib import Path

from largesse.cli.rooms import Rooms

HELP = "serve the HTTP API"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8080, help="the port to listen on; 0 takes a free one")
    data_argument(parser)


def data_argument(parser: argparse.ArgumentParser) -> None:
    """Declare the argument that names the data folder."""
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where the embedded database keeps its data")


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Serve until stopped."""
    return rooms.serve(arguments.data, arguments.host, arguments.port, _say)


def _say(address: str) -> None:
    print(f"Largesse serves {address}/v1, and its documentation {address}/docs", flush=True)
