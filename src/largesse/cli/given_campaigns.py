"""Campaigns named on the command line: files, or a company; a refusal says in which file it is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

import largesse
from largesse.app.goods import Goods, goods_in, load_goods
from largesse.app.live_file import live_file
from largesse.app.ports import Ports
from largesse.catalogue.article import CatalogueFile
from largesse.catalogue.check import check_file
from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument
from largesse.core.errors import Invalid, Problem
from largesse.promotions import kinds
from largesse.promotions.definition import Campaign, CampaignFile


def files_argument(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Declare the argument that names campaign files."""
    text = "campaign files; - for standard input"
    parser.add_argument("files", type=Path, nargs="+" if required else "*", metavar="FILES", help=text)


def source_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments that name campaigns and what is sold: files, or a company."""
    files_argument(parser, required=False)
    parser.add_argument("--company", help="a company's campaigns and catalogue, instead of files")
    parser.add_argument("--catalogue", type=Path, metavar="CATALOGUE.json", help="what is sold, as a catalogue file")
    data_argument(parser)


def instant(text: str) -> datetime:
    """Return an instant written as RFC 3339 with an offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no instant with an offset, such as 2026-06-15T12:00:00Z")
    return moment


def read_files(paths: Sequence[Path]) -> dict[Path, CampaignFile]:
    """Return the campaign files by path; raise `Invalid` with the file in each problem's path."""
    files: dict[Path, CampaignFile] = {}
    for path in paths:
        body = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        try:
            files[path] = largesse.read_campaigns(body)
            largesse.compile_book(files[path])
        except Invalid as error:
            raise in_file(error, path) from None
    return files


def read_source(arguments: argparse.Namespace, rooms: Rooms) -> tuple[CampaignFile, Goods | None]:
    """Return the campaigns that were named, as one file, and what is sold, where that is known."""
    if bool(arguments.files) == bool(arguments.company):
        raise Invalid("name campaign files or --company, one of both")
    if arguments.company:
        return rooms.use(arguments.data, lambda ports: _load(ports, arguments.company))
    return one_file(read_files(arguments.files)), _read_catalogue(arguments.catalogue)


def one_file(files: dict[Path, CampaignFile]) -> CampaignFile:
    """Return all files as one; raise `Invalid` where they do not go together."""
    settings = {msgspec.json.encode(file.settings): file.settings for file in files.values() if file.settings}
    if len(settings) > 1:
        raise Invalid("the files have settings that differ: name files that are meant for one company")
    campaigns = [campaign for file in files.values() for campaign in file.campaigns]
    if len({campaign.id for campaign in campaigns}) < len(campaigns):
        raise Invalid("the files have campaigns of the same id")
    return CampaignFile(campaigns=campaigns, settings=next(iter(settings.values()), None))


def in_file(error: Invalid, path: Path) -> Invalid:
    """Return the same refusal with the file before each place."""
    problems = error.problems or (Problem("$", error.code, error.message),)
    return Invalid.of([msgspec.structs.replace(each, path=f"{path}: {each.path}") for each in problems])


def by_id(files: dict[Path, CampaignFile]) -> dict[str, Campaign]:
    """Return the campaigns of all files; of two with one id the later one."""
    return {campaign.id: campaign for file in files.values() for campaign in file.campaigns}


async def _load(ports: Ports, company: str) -> tuple[CampaignFile, Goods]:
    async with ports.store.view(company) as work:
        return await live_file(work), await load_goods(work)


def _read_catalogue(path: Path | None) -> Goods | None:
    if path is None:
        return None
    try:
        file = kinds.decode(CatalogueFile, path.read_bytes())
        check_file(file)
    except Invalid as error:
        raise in_file(error, path) from None
    return goods_in(file)
