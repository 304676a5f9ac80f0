"""Checkouts of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from typing import Literal

from largesse.app.checkouts import CheckoutDetails
from largesse.app.orders import Confirmation
from largesse.app.ports.orders import Order
from largesse.client.request import Request, make
from largesse.promotions.checkout import Checkout


def put_checkout(
    checkout: str,
    body: Checkout,
    *,
    explain: Literal["applied", "candidates", "all"] | None = None,
    campaigns: str | None = None,
    hints: int | None = None,
    hold: int | None = None,
    idempotency_key: str | None = None,
    if_match: str | None = None,
) -> Request[CheckoutDetails]:
    """Prices a checkout, new or changed, and keeps what limited campaigns give it until it is confirmed.

    A change moves what is kept: a checkout never counts against itself. What a checkout leaves out comes from the
    catalogue and from the customer's profile. One with a `stacking` policy of its own needs a key that allows
    `override`.
    """
    return make(
        "PUT", "/v1/checkouts/{checkout}", CheckoutDetails,
        names={"checkout": checkout}, query={"explain": explain, "campaigns": campaigns, "hints": hints, "hold": hold},
        body=body, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def get_checkout(checkout: str) -> Request[CheckoutDetails]:
    """Gives a checkout as it was last priced."""
    return make(
        "GET", "/v1/checkouts/{checkout}", CheckoutDetails,
        names={"checkout": checkout},
    )


def confirm_checkout(
    checkout: str, body: Confirmation, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[Order]:
    """Makes the order. Asked again, it gives the same order.

    The checkout is priced once more. If that differs from what was answered last, this is refused with `price_moved`,
    which names each figure, and the checkout stays as it is: show it again by `PUT`, or accept the new price.
    """
    return make(
        "POST", "/v1/checkouts/{checkout}/confirm", Order,
        names={"checkout": checkout}, body=body, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def cancel_checkout(
    checkout: str, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CheckoutDetails]:
    """Gives back whatever is kept for the checkout, for good."""
    return make(
        "POST", "/v1/checkouts/{checkout}/cancel", CheckoutDetails,
        names={"checkout": checkout}, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )
