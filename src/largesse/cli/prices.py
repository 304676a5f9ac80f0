"""Price articles as a product page shows them: what one unit costs now, why, how long, and the lowest price before."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

import msgspec
from rich.console import Console
from rich.table import Table

from largesse.app.book import Books
from largesse.app.ports import Ports
from largesse.app.prices import MOST, PriceQuery, Prices, checkout_of, list_prices, prices_of
from largesse.cli.console import console
from largesse.cli.given_campaigns import instant, read_source, source_arguments
from largesse.cli.rooms import Rooms
from largesse.core.errors import Invalid
from largesse.promotions.book import compile_book
from largesse.promotions.facts import NOTHING_KNOWN

HELP = "price articles as a product page shows them"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    source_arguments(parser)
    parser.add_argument(
        "--article", action="append", default=[], metavar="ID", help=f"may be given again; up to {MOST:,} articles"
    )
    parser.add_argument("--currency", required=True, help="in which prices are wanted: USD")
    parser.add_argument("--at", type=instant, metavar="INSTANT", help="now when left out")
    for place in ("store", "channel", "website"):
        parser.add_argument(f"--{place}", metavar="ID", help=f"as for a checkout of this {place}")
    parser.add_argument("--language", default="en", help="of the campaigns' names")
    parser.add_argument("--json", action="store_true", help="print the prices as JSON")


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Price and print; the status is 1 when some article has no price."""
    query = _query(arguments)
    found = _live(arguments, rooms, query) if arguments.company else _of_files(arguments, rooms, query)
    if arguments.json:
        print(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        _show(found, console())
    return int(any(each.price is None for each in found.prices))


def _query(arguments: argparse.Namespace) -> PriceQuery:
    if not arguments.article:
        raise Invalid("name what is to be priced: --article ID")
    asked = {name: getattr(arguments, name) for name in ("currency", "at", "store", "channel", "website", "language")}
    said = {name: value for name, value in asked.items() if value is not None}
    return msgspec.convert({"articles": arguments.article, **said}, PriceQuery)


def _live(arguments: argparse.Namespace, rooms: Rooms, query: PriceQuery) -> Prices:
    async def ask(ports: Ports) -> Prices:
        return await list_prices(ports, Books(ports), arguments.company, query)

    return rooms.use(arguments.data, ask)


def _of_files(arguments: argparse.Namespace, rooms: Rooms, query: PriceQuery) -> Prices:
    """Price by files: list prices are those of the catalogue, as though they had never changed."""
    file, goods = read_source(arguments, rooms)
    if goods is None:
        raise Invalid("name what is sold: --catalogue CATALOGUE.json")
    asked = checkout_of(query)
    known = goods.known
    lines = [known[each.article].fill(each, asked.currency) if each.article in known else each for each in asked.lines]
    filled = msgspec.structs.replace(asked, lines=lines, at=asked.at or datetime.now(UTC))
    return prices_of(compile_book(file.campaigns, file.settings), filled, NOTHING_KNOWN, {})


def _show(found: Prices, out: Console) -> None:
    table = Table("article", box=None, pad_edge=False)
    for title in ("list", "price", "lowest before", "since", "until"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("by")
    for each in found.prices:
        by = ", ".join(dict.fromkeys(reduction.name for reduction in each.reductions))
        figures = (each.list_price, each.price, each.lowest_price, _day(each.since), _day(each.until))
        table.add_row(each.article, *(figure or "-" for figure in figures), by)
    out.print(table)


def _day(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%d}" if moment else None
