"""Evaluate a checkout against a file of campaigns, without a server, and show what each campaign took off."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec

import largesse
from largesse.cli.evaluation_table import show
from largesse.cli.rooms import Rooms
from largesse.core.errors import Invalid
from largesse.promotions.evaluate import Explain
from largesse.promotions.facts import NOTHING_KNOWN

HELP = "evaluate a checkout against a file of campaigns"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("campaigns", type=Path, metavar="CAMPAIGNS.json", help="a campaign file")
    parser.add_argument("checkout", type=Path, metavar="CHECKOUT.json", help="a checkout; - for standard input")
    parser.add_argument("--facts", type=Path, metavar="FACTS.json", help="audiences, uses, budgets")
    parser.add_argument(
        "--explain",
        nargs="?",
        const="all",
        default="applied",
        metavar="MODE",
        help="say why: all (when left out), candidates, or campaign ids separated by commas",
    )
    parser.add_argument("--json", action="store_true", help="print the evaluation as JSON")


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Evaluate and print."""
    file = largesse.read_campaigns(_read(arguments.campaigns))
    checkout = largesse.read_checkout(_read(arguments.checkout))
    facts = largesse.read_facts(_read(arguments.facts)) if arguments.facts else NOTHING_KNOWN
    if checkout.at is None:
        raise Invalid.at("$.at", "required", 'say when: add "at": "2026-06-15T12:00:00Z" to the checkout')
    result = largesse.evaluate(largesse.compile_book(file), checkout, facts, explain=_mode(arguments.explain))
    if arguments.json:
        print(msgspec.json.format(largesse.encode(result), indent=2).decode())
    else:
        show(result, file.campaigns)
    return 0


def _mode(text: str) -> Explain:
    if text == "applied" or text == "candidates" or text == "all":
        return text
    return [part.strip() for part in text.split(",") if part.strip()]


def _read(path: Path) -> bytes:
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
