"""Orders over HTTP: look them up. They are made by confirming checkouts."""

from __future__ import annotations

from urllib.parse import quote

from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app import orders
from largesse.app.orders import OrderQuery
from largesse.app.page import Page
from largesse.app.ports.orders import Order, OrderSummary
from largesse.core.errors import NotFound

TAG = "Orders"
NAMES = {"order": "The order's id."}


async def list_orders(desk: Desk, call: Call[None, OrderQuery]) -> Page[OrderSummary]:
    """Lists orders: all, or those of a customer, a store, a campaign or a time."""
    return await orders.list_orders(desk.ports, call.company, call.query)


async def get_order(desk: Desk, call: Call[None, NoQuery]) -> Order:
    """Gives an order as it was placed, with the version and the part of each campaign that gave something."""
    return await orders.get_order(desk.ports, call.company, call.names["order"])


def place_of(order: Order) -> str:
    """Return the path of an order; a slash in its id is escaped."""
    return f"/v1/orders/{quote(order.id, safe='')}"


ROUTES = (
    Route(
        method="GET", path="/v1/orders", tag=TAG, says="List orders", handler=list_orders, query=OrderQuery,
        gives=Page[OrderSummary],
    ),
    Route(
        method="GET", path="/v1/orders/{order}", tag=TAG, says="Get an order", handler=get_order, names=NAMES,
        gives=Order, errors=(NotFound,),
    ),
)  # fmt: skip
