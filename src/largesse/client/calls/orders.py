"""Orders of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from datetime import datetime
from typing import Literal

from largesse.app.page import Page
from largesse.app.ports.orders import Order, OrderSummary
from largesse.client.request import Request, make


def list_orders(
    *,
    search: str | None = None,
    customer: str | None = None,
    store: str | None = None,
    campaign: str | None = None,
    from_: datetime | None = None,
    until: datetime | None = None,
    sort: Literal["-placed_at", "placed_at"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
) -> Request[Page[OrderSummary]]:
    """Lists orders: all, or those of a customer, a store, a campaign or a time."""
    return make(
        "GET", "/v1/orders", Page[OrderSummary],
        query={"search": search, "customer": customer, "store": store, "campaign": campaign, "from": from_, "until":
        until, "sort": sort, "cursor": cursor, "limit": limit},
    )


def get_order(order: str) -> Request[Order]:
    """Gives an order as it was placed, with the version and the part of each campaign that gave something."""
    return make(
        "GET", "/v1/orders/{order}", Order,
        names={"order": order},
    )
