"""Run the scenarios that campaign files carry, and show where an answer differs from what was expected."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from largesse.cli.console import console
from largesse.cli.given_campaigns import by_id, files_argument, in_file, read_files
from largesse.cli.rooms import Rooms
from largesse.core.errors import Invalid
from largesse.promotions.check_scenarios import Tried, try_scenarios
from largesse.promotions.settings import Settings

HELP = "run the scenarios that campaign files carry"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    files_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Run them all and print what differs; the status is 1 when anything does."""
    files = read_files(arguments.files)
    everybody = by_id(files)
    tried: list[Tried] = []
    for path, file in files.items():
        others = everybody | {campaign.id: campaign for campaign in file.campaigns}
        try:
            for campaign in file.campaigns:
                tried += try_scenarios(campaign, file.settings or Settings(), others)
        except Invalid as error:
            raise in_file(error, path) from None
    show(tried, console())
    return int(any(each.differences for each in tried))


def show(tried: Sequence[Tried], screen: Console) -> None:
    """Print the differences of each scenario that has any, and how many hold."""
    failed = [each for each in tried if each.differences]
    for each in failed:
        screen.print(_differences(each))
    campaigns = len({each.campaign for each in tried})
    held = len(tried) - len(failed)
    screen.print(f"{_count(len(tried), 'scenario')} of {_count(campaigns, 'campaign')}: {held} as expected", end="")
    screen.print(f", {len(failed)} not" if failed else "")


def _differences(tried: Tried) -> Table:
    title = escape(f"{tried.campaign}: {tried.scenario}")
    table = Table(title=f"[bold red]{title}[/]", title_justify="left", box=SIMPLE)
    for column in ("What", "Expected", "Found", "Because"):
        table.add_column(column)
    for each in tried.differences:
        why = each.why.text if each.why else ""
        table.add_row(*map(escape, (each.what, each.expected, each.found, why)))
    return table


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
