"""Prove that a company's uses of limits and budgets add up: ledger, balances, checkouts and orders say the same."""

from __future__ import annotations

import argparse

from largesse.app.usage import check_ledger
from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument

HELP = "prove that the ledger of limits and budgets agrees with what is taken of them"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("company", help="the company's id")
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Compare, and name the first difference; end with 1 if there is one."""
    difference = rooms.use(arguments.data, lambda ports: check_ledger(ports, arguments.company))
    if difference is None:
        print("ledger, balances, checkouts and orders agree")
        return 0
    print(f"they differ: {difference}")
    return 1
