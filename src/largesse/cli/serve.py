"""Serve the HTTP API, with an embedded database unless LARGESSE_DATABASE_URL names one.

An option goes before the environment, and that before the file of settings; `largesse config show` lists them all.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from largesse.cli.rooms import Rooms

HELP = "serve the HTTP API"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    listen_arguments(parser)
    data_argument(parser)


def listen_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of everything that serves."""
    parser.add_argument("--host", help="the address to listen on; as set, else 127.0.0.1")
    parser.add_argument("--port", type=int, help="the port to listen on, 0 for a free one; as set, else 8080")
    jobs = {"action": argparse.BooleanOptionalAction, "default": None}
    parser.add_argument("--jobs", **jobs, help="do jobs as well; as set, else for a database of its own")
    parser.add_argument("--workers", type=int, metavar="N", help="how many processes serve; as set, else 1")


def data_argument(parser: argparse.ArgumentParser) -> None:
    """Declare the argument that names the data folder."""
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where the embedded database keeps its data")


def given(arguments: argparse.Namespace) -> dict[str, object]:
    """Return the settings that the command line gives, by their names."""
    return {
        "listen_host": arguments.host,
        "listen_port": arguments.port,
        "workers": arguments.workers,
        "jobs": arguments.jobs,
        "data": arguments.data and str(arguments.data),
    }


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Serve until stopped."""
    return rooms.serve(given(arguments), _say)


def _say(address: str) -> None:
    print(f"Largesse serves {address}/v1, and its documentation {address}/docs", flush=True)
