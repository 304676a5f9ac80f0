"""Checkouts over HTTP, from the first evaluation to the order: hold, change, confirm, cancel."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from largesse.api.accept import in_language
from largesse.api.desk import Desk
from largesse.api.evaluations import EXAMPLE as CHECKOUT
from largesse.api.evaluations import Explaining, check_override, explained, hints_wanted
from largesse.api.orders import place_of
from largesse.api.route import Call, NoQuery, Route
from largesse.app import checkouts, orders
from largesse.app.checkouts import HOLD_S, CheckoutDetails, Wish
from largesse.app.orders import Confirmation
from largesse.app.ports.orders import Order
from largesse.core.errors import Conflict, NotFound, Unavailable
from largesse.promotions.checkout import Checkout

TAG = "Checkouts"
NAMES = {"checkout": "The checkout's id, chosen by the caller."}


class Holding(Explaining, frozen=True, forbid_unknown_fields=True):
    """How long what the checkout gets is kept for it, and which verdicts are wanted."""

    hold: Annotated[int, Meta(ge=0, le=7 * 24 * 3600)] = HOLD_S
    """Seconds; 0 keeps nothing, and others may be faster."""


async def put_checkout(desk: Desk, call: Call[Checkout, Holding]) -> CheckoutDetails:
    """Prices a checkout, new or changed, and keeps what limited campaigns give it until it is confirmed.

    A change moves what is kept: a checkout never counts against itself. What a checkout leaves out comes from the
    catalogue and from the customer's profile. One with a `stacking` policy of its own needs a key that allows
    `override`.
    """
    query = call.query
    check_override(call, call.body)
    wish = Wish(query.hold, explained(query), hints_wanted(query))
    return await checkouts.put_checkout(
        desk.ports, desk.books, call.company, call.names["checkout"], in_language(call.body, call.language), wish
    )  # fmt: skip


async def get_checkout(desk: Desk, call: Call[None, NoQuery]) -> CheckoutDetails:
    """Gives a checkout as it was last priced."""
    return await checkouts.get_checkout(desk.ports, call.company, call.names["checkout"])


async def confirm_checkout(desk: Desk, call: Call[Confirmation, NoQuery]) -> Order:
    """Makes the order. Asked again, it gives the same order.

    The checkout is priced once more. If that differs from what was answered last, this is refused with `price_moved`,
    which names each figure, and the checkout stays as it is: show it again by `PUT`, or accept the new price.
    """
    return await orders.confirm_checkout(desk.ports, desk.books, call.company, call.names["checkout"], call.body)


async def cancel_checkout(desk: Desk, call: Call[None, NoQuery]) -> CheckoutDetails:
    """Gives back whatever is kept for the checkout, for good."""
    return await checkouts.cancel_checkout(desk.ports, call.company, call.names["checkout"])


ROUTES = (
    Route(
        method="PUT", path="/v1/checkouts/{checkout}", tag=TAG, says="Price and hold a checkout", handler=put_checkout,
        scope="sell", names=NAMES, query=Holding, takes=Checkout, gives=CheckoutDetails,
        errors=(NotFound, Conflict, Unavailable), example=CHECKOUT,
    ),
    Route(
        method="GET", path="/v1/checkouts/{checkout}", tag=TAG, says="Get a checkout", handler=get_checkout,
        names=NAMES, gives=CheckoutDetails, errors=(NotFound,),
    ),
    Route(
        method="POST", path="/v1/checkouts/{checkout}/confirm", tag=TAG, says="Make the order of a checkout",
        handler=confirm_checkout, scope="sell", names=NAMES, takes=Confirmation, gives=Order, location=place_of,
        errors=(NotFound, Conflict, Unavailable), example={"order": "web-2026-000123"},
    ),
    Route(
        method="POST", path="/v1/checkouts/{checkout}/cancel", tag=TAG, says="Cancel a checkout",
        handler=cancel_checkout, scope="sell", names=NAMES, gives=CheckoutDetails, errors=(NotFound, Conflict),
    ),
)  # fmt: skip
