"""Evaluations of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from largesse.app.prices import PriceQuery, Prices
from largesse.client.request import Request, make


def list_prices(body: PriceQuery) -> Request[Prices]:
    """Gives the campaign price of one unit of up to 1,000 articles, as a cart with one unit would have it.

    With the promotions that make it, since when and until when it is valid, the campaign's page, and the lowest price
    of the 30 days before the reduction. An article without a price in the currency has none here.
    """
    return make(
        "POST", "/v1/prices", Prices,
        body=body,
    )
