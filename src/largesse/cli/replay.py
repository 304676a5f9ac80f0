"""Evaluate a real retailer's year, basket by basket, and hold what the book gives beside what the receipts recorded."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import msgspec

from largesse.app.replay_report import ReplayReport
from largesse.cli.console import console
from largesse.cli.progress import progress_bar
from largesse.cli.replay_table import show
from largesse.cli.rooms import Rooms

HELP = "evaluate a real year's baskets and compare with its receipts"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the whole report to this file")
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write it as a page with plots")
    parser.add_argument(
        "--processes", type=_at_least_one, metavar="N", help="how many to run; as many as there are cores if left out"
    )
    parser.add_argument(
        "--held-out",
        action="store_true",
        help="learn the weekly prices from every second household alone, and judge them on the others",
    )


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes: 1 or more")
    return int(text)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Replay, print the report, and write it where asked."""
    began = time.monotonic()
    report = _replay(arguments, rooms)
    show(report, time.monotonic() - began, console())
    if arguments.html:
        from largesse.cli.replay_page import page  # matplotlib takes a second to load

        arguments.html.write_text(page(report))
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2))
    return 0


def _replay(arguments: argparse.Namespace, rooms: Rooms) -> ReplayReport:
    year = rooms.demo_data()
    split = year.BY_HOUSEHOLD if arguments.held_out else year.BY_WEEK
    with progress_bar() as progress:
        return year.replay_year(split, progress, arguments.processes)
