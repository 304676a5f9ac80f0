"""Campaign files named on the command line; a refusal says in which of them it is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

import largesse
from largesse.core.errors import Invalid, Problem
from largesse.promotions.definition import Campaign, CampaignFile


def files_argument(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Declare the argument that names campaign files."""
    text = "campaign files; - for standard input"
    parser.add_argument("files", type=Path, nargs="+" if required else "*", metavar="FILES", help=text)


def read_files(paths: Sequence[Path]) -> dict[Path, CampaignFile]:
    """Return the campaign files by path; raise `Invalid` with the file in each problem's path."""
    files: dict[Path, CampaignFile] = {}
    for path in paths:
        body = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        try:
            files[path] = largesse.read_campaigns(body)
        except Invalid as error:
            raise in_file(error, path) from None
    return files


def in_file(error: Invalid, path: Path) -> Invalid:
    """Return the same refusal with the file before each place."""
    problems = error.problems or (Problem("$", error.code, error.message),)
    return Invalid.of([msgspec.structs.replace(each, path=f"{path}: {each.path}") for each in problems])


def by_id(files: dict[Path, CampaignFile]) -> dict[str, Campaign]:
    """Return the campaigns of all files; of two with one id the later one."""
    return {campaign.id: campaign for file in files.values() for campaign in file.campaigns}
