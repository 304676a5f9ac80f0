"""Prices for product pages over HTTP."""

from __future__ import annotations

from largesse.api.accept import in_language
from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app import prices
from largesse.app.prices import PriceQuery, Prices

EXAMPLE = {
    "articles": ["7310865004703"],
    "currency": "USD",
    "at": "2026-07-01T12:00:00Z",
    "customer": {"id": "c-1001"},
    "store": "s-17",
    "channel": "web",
}


async def list_prices(desk: Desk, call: Call[PriceQuery, NoQuery]) -> Prices:
    """Gives the campaign price of one unit of up to 1,000 articles, as a cart with one unit would have it.

    With the promotions that make it, since when and until when it is valid, the campaign's page, and the lowest price
    of the 30 days before the reduction. An article without a price in the currency has none here.
    """
    return await prices.list_prices(desk.ports, desk.books, call.company, in_language(call.body, call.language))


ROUTES = (
    Route(
        method="POST", path="/v1/prices", tag="Evaluations", says="Price articles for product pages",
        handler=list_prices, scope="evaluate", takes=PriceQuery, gives=Prices, example=EXAMPLE,
    ),
)  # fmt: skip
