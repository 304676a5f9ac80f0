"""The worst basket over HTTP: searched under the live book, kept, and read again."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app import worst_basket
from largesse.app.worst_basket import KeptSearch, WorstBasketSearch
from largesse.core.errors import NotFound

TAG = "Worst basket"


async def search_worst_basket(desk: Desk, call: Call[WorstBasketSearch, NoQuery]) -> KeptSearch:
    """Searches the live book for the basket that gives most away, out of what the catalogue has.

    At most so many baskets are priced as `tries` says, which takes some seconds. Every basket is priced as a checkout
    is, so what is found is true; that nothing is worse is not proved. The latest hundred searches are kept.
    """
    return await worst_basket.make_search(desk.ports, desk.books, call.company, call.body)


async def get_worst_basket(desk: Desk, call: Call[None, NoQuery]) -> KeptSearch:
    """Gives what a search has found: the basket, who may buy it, and its evaluation with an explanation."""
    return await worst_basket.get_search(desk.ports, call.company, call.names["search"])


def place_of(kept: KeptSearch) -> str:
    """Return the path of a search."""
    return f"/v1/worst-baskets/{kept.id}"


ROUTES = (
    Route(
        method="POST", path="/v1/worst-baskets", tag=TAG, says="Search the worst basket", handler=search_worst_basket,
        scope="write", takes=WorstBasketSearch, gives=KeptSearch, status=201, location=place_of,
        example={"measure": "share", "lines": 3, "units": 5, "tries": 5000},
    ),
    Route(
        method="GET", path="/v1/worst-baskets/{search}", tag=TAG, says="Get what a search has found",
        handler=get_worst_basket, names={"search": "The search's id."}, gives=KeptSearch, errors=(NotFound,),
    ),
)  # fmt: skip
