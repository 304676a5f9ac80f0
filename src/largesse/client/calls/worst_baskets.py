"""Worst basket of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from largesse.app.worst_basket import KeptSearch, WorstBasketSearch
from largesse.client.request import Request, make


def search_worst_basket(body: WorstBasketSearch, *, idempotency_key: str | None = None) -> Request[KeptSearch]:
    """Searches the live book for the basket that gives most away, out of what the catalogue has.

    At most so many baskets are priced as `tries` says, which takes some seconds. Every basket is priced as a checkout
    is, so what is found is true; that nothing is worse is not proved. The latest hundred searches are kept.
    """
    return make(
        "POST", "/v1/worst-baskets", KeptSearch,
        body=body, writes=True, idempotency_key=idempotency_key,
    )


def get_worst_basket(search: str) -> Request[KeptSearch]:
    """Gives what a search has found: the basket, who may buy it, and its evaluation with an explanation."""
    return make(
        "GET", "/v1/worst-baskets/{search}", KeptSearch,
        names={"search": search},
    )
