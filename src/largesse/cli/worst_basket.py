"""Search the basket that costs the retailer most: the largest share given away, or the lowest margin; and say why."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
from rich.console import Console

from largesse.app.goods import Goods
from largesse.app.worst_basket import WorstBasketSearch, search_worst_basket
from largesse.cli.console import console
from largesse.cli.evaluation_table import show
from largesse.cli.given_campaigns import instant, read_source, source_arguments
from largesse.cli.progress import progress_bar
from largesse.cli.rooms import Rooms
from largesse.core.errors import Invalid
from largesse.promotions.book import Book, compile_book
from largesse.promotions.definition import CampaignFile
from largesse.promotions.worst_basket import WorstBasket

HELP = "search the basket that costs most, and say why"
_ANY = "any"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    source_arguments(parser)
    limits = WorstBasketSearch()
    parser.add_argument("--measure", choices=("share", "margin"), default=limits.measure, help="what is to be worst")
    parser.add_argument("--currency", help="that of most campaigns when left out")
    parser.add_argument(
        "--at", type=_moment, metavar="INSTANT", help="now when left out; any: whenever a campaign begins"
    )
    parser.add_argument("--lines", type=int, default=limits.lines, help="at most so many different articles")
    parser.add_argument("--units", type=int, default=limits.units, help="at most so many of each")
    parser.add_argument("--tries", type=int, default=limits.tries, help="at most so many baskets priced at one moment")
    parser.add_argument(
        "--campaign", action="append", default=[], metavar="ID", help="one that has to have a part in it"
    )
    parser.add_argument("--explain", action="store_true", help="also say why other promotions did not apply")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")


def _moment(text: str) -> datetime | str:
    return text if text == _ANY else instant(text)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Search and print; the status is 1 when nothing is given away."""
    file, goods = read_source(arguments, rooms)
    if goods is None:
        raise Invalid("name what is sold: --catalogue CATALOGUE.json")
    book = compile_book(file.campaigns, file.settings)
    with progress_bar() as progress:
        found = _worst(arguments, book, goods, lambda done, of: progress("searching", done, of))
    if found is None:
        print("nothing is given away")
    elif arguments.json:
        print(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        _show(found, file, console(), explain=arguments.explain)
    return int(found is None)


def _worst(
    arguments: argparse.Namespace, book: Book, goods: Goods, told: Callable[[int, int], None]
) -> WorstBasket | None:
    moments = _moments(arguments.at, book)
    worst: WorstBasket | None = None
    for done, moment in enumerate(moments):
        told(done, len(moments))
        found = search_worst_basket(book, goods, _search(arguments, moment))
        if found is not None and (worst is None or _badness(found) > _badness(worst)):
            worst = found
    return worst


def _moments(at: datetime | str | None, book: Book) -> list[datetime]:
    if isinstance(at, datetime):
        return [at]
    now = datetime.now(UTC)
    starts = {entry.start for entry in book.all_entries() if entry.start.year > 1} if at == _ANY else set[datetime]()
    return sorted(starts) or [now]


def _search(arguments: argparse.Namespace, at: datetime) -> WorstBasketSearch:
    asked = {
        "measure": arguments.measure,
        "currency": arguments.currency,
        "at": at,
        "lines": arguments.lines,
        "units": arguments.units,
        "tries": arguments.tries,
        "campaigns": arguments.campaign,
    }
    try:
        return msgspec.convert(asked, WorstBasketSearch)
    except msgspec.ValidationError as error:
        raise Invalid(str(error)) from None


def _badness(found: WorstBasket) -> Decimal:
    if found.percent is None:
        return Decimal("Infinity")
    return Decimal(found.percent) if found.measure == "share" else -Decimal(found.percent)


def _show(found: WorstBasket, file: CampaignFile, screen: Console, *, explain: bool) -> None:
    result = found.evaluation
    if not explain:
        result = msgspec.structs.replace(result, verdicts=[])
    screen.print(f"[bold]{_headline(found)}[/]")
    screen.print("; ".join(_circumstance(found)) or "open to everybody")
    show(result, file.campaigns, screen)
    ended = "more could have been priced" if found.cut_short else "no change of it is worse"
    screen.print(f"{found.tries} baskets priced; {ended}")


def _headline(found: WorstBasket) -> str:
    if found.measure == "share":
        return f"{found.percent} % given away"
    return "nothing is paid" if found.percent is None else f"a margin of {found.percent} %"


def _circumstance(found: WorstBasket) -> Iterator[str]:
    """Yield what a checkout has to be besides its lines."""
    skipped = ("schema", "currency", "lines", "at", "language")
    said = {name: each for name, each in msgspec.to_builtins(found.checkout).items() if name not in skipped}
    for name, each in (said | msgspec.to_builtins(found.facts)).items():
        yield f"{name.replace('_', ' ')}: {_plain(each)}"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return msgspec.json.encode(value).decode()
    return ", ".join(map(str, value)) if isinstance(value, list | set | frozenset) else str(value)
