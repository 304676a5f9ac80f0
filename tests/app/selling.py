"""Short ways to sell something."""

from typing import Any

from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.checkouts import (
    CheckoutDetails,
    Wish,
    put_checkout,
)
from largesse.app.orders import (
    Confirmation,
    confirm_checkout,
)
from largesse.app.ports import Ports
from largesse.app.ports.orders import Order
from largesse.app.usage import campaign_usage, check_ledger
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import COMPANY


async def go_live(ports: Ports, **fields: Any) -> None:
    await import_campaigns(ports, COMPANY, campaign_file(campaign(**fields)), activate=True)


async def put(ports: Ports, books: Books, id: str, *lines: dict[str, Any], hold: int = 900, **fields: Any) -> str:
    """Put a checkout of one article at 10.00, or these lines; return what it costs."""
    details = await put_details(ports, books, id, *lines, hold=hold, **fields)
    return details.evaluation.totals.total


async def put_details(
    ports: Ports, books: Books, id: str, *lines: dict[str, Any], hold: int = 900, **fields: Any
) -> CheckoutDetails:
    return await put_checkout(ports, books, COMPANY, id, checkout(*lines, **fields), Wish(hold))


async def confirm(ports: Ports, books: Books, id: str, **wanted: Any) -> Order:
    return await confirm_checkout(ports, books, COMPANY, id, Confirmation(**wanted))


async def usage(ports: Ports, id: str = "summer") -> dict[str, tuple[str, str, str]]:
    """Used, held and left, by counter."""
    found = await campaign_usage(ports, COMPANY, id)
    assert await check_ledger(ports, COMPANY) is None
    return {each.counter: (each.used, each.held, each.left) for each in found.counters}


ONE = [{"uses": 1}]
