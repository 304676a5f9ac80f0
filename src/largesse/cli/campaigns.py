"""Bring campaign files into a company, or write its campaigns to one: for git, or another installation."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec

import largesse
from largesse.app.campaign_files import import_campaigns
from largesse.app.campaigns import export_campaigns
from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument

HELP = "import or export campaigns as files"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("action", choices=("import", "export"))
    parser.add_argument("file", type=Path, nargs="?", default=Path("-"), help="the campaign file; - for standard input")
    parser.add_argument("--company", required=True, help="the company's id")
    parser.add_argument("--activate", action="store_true", help="import: let the drafts go live")
    parser.add_argument("--drafts", action="store_true", help="import: put documents beside what is live")
    parser.add_argument("--force", action="store_true", help="import: go live even though scenarios fail")
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Import or export."""
    return _import(arguments, rooms) if arguments.action == "import" else _export(arguments, rooms)


def _import(arguments: argparse.Namespace, rooms: Rooms) -> int:
    standard = str(arguments.file) == "-"
    file = largesse.read_campaigns(sys.stdin.buffer.read() if standard else arguments.file.read_bytes())
    how = {"activate": arguments.activate, "drafts": arguments.drafts, "force": arguments.force}
    done = rooms.use(arguments.data, lambda ports: import_campaigns(ports, arguments.company, file, **how))
    print(
        f"{done.created} created, {done.replaced} replaced, {done.drafted} beside what is live, "
        f"{done.unchanged} unchanged, {done.activated} activated"
    )
    return 0


def _export(arguments: argparse.Namespace, rooms: Rooms) -> int:
    campaigns = rooms.use(arguments.data, lambda ports: export_campaigns(ports, arguments.company))
    file = largesse.CampaignFile(campaigns=campaigns)
    body = msgspec.json.format(largesse.encode(file), indent=2) + b"\n"
    if str(arguments.file) == "-":
        sys.stdout.buffer.write(body)
    else:
        arguments.file.write_bytes(body)
        print(f"{len(file.campaigns)} campaigns written to {arguments.file}")
    return 0
