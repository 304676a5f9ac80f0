"""Evaluate a checkout against a file of campaigns, without a server, and show what each campaign took off."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

import msgspec

import largesse
from largesse.cli.console import console
from largesse.cli.evaluation_table import show
from largesse.cli.rooms import Rooms
from largesse.core.errors import Invalid
from largesse.promotions.batch import evaluate_batch
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
    parser.add_argument(
        "--hints", type=int, default=0, metavar="N", help="tell up to N promotions that are one step away"
    )
    parser.add_argument(
        "--batch", action="store_true", help="CHECKOUT.json holds one checkout a line (NDJSON); so does the answer"
    )
    parser.add_argument("--json", action="store_true", help="print the evaluation as JSON")


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Evaluate and print."""
    file = largesse.read_campaigns(_read(arguments.campaigns))
    book = largesse.compile_book(file)
    facts = largesse.read_facts(_read(arguments.facts)) if arguments.facts else NOTHING_KNOWN
    explain, hints = _mode(arguments.explain), max(arguments.hints, 0)
    if arguments.batch:
        with _records(arguments.checkout) as records:
            return _write(evaluate_batch(book, records, facts, explain=explain, hints=hints))
    checkout = largesse.read_checkout(_read(arguments.checkout))
    if checkout.at is None:
        raise Invalid.at("$.at", "required", 'say when: add "at": "2026-06-15T12:00:00Z" to the checkout')
    result = largesse.evaluate(book, checkout, facts, explain=explain, hints=hints)
    if arguments.json:
        print(msgspec.json.format(largesse.encode(result), indent=2).decode())
    else:
        show(result, file.campaigns, console())
    return 0


def _write(answers: Iterable[bytes]) -> int:
    """Print each answer as it comes; the status is 1 when any record was refused."""
    refused = False
    for answer in answers:
        refused |= answer.startswith(b'{"schema":"largesse.error/1"')
        sys.stdout.buffer.write(answer + b"\n")
    return int(refused)


def _records(path: Path) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb")


def _mode(text: str) -> Explain:
    if text == "applied" or text == "candidates" or text == "all":
        return text
    return [part.strip() for part in text.split(",") if part.strip()]


def _read(path: Path) -> bytes:
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
