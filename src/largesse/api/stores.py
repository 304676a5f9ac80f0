"""Stores over HTTP: bring them in, look them up."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import BULK_LIMIT, Call, NoQuery, Route
from largesse.app import stores
from largesse.app.customers import Imported
from largesse.app.page import Page
from largesse.app.ports.stores import StorePlace
from largesse.app.stores import StoreFile, StoreQuery
from largesse.core.errors import NotFound

TAG = "Stores"

EXAMPLE = {
    "stores": [
        {
            "id": "s-17",
            "name": "Market Street",
            "time_zone": "America/New_York",
            "country": "US",
            "city": "Albany",
            "attributes": {"format": "express"},
        }
    ]
}


async def import_stores(desk: Desk, call: Call[StoreFile, NoQuery]) -> Imported:
    """Adds stores and replaces those of the same id, all of them or none."""
    return await stores.import_stores(desk.ports, call.company, call.body)


async def list_stores(desk: Desk, call: Call[None, StoreQuery]) -> Page[StorePlace]:
    """Lists stores by id: all, or those of a place, a channel or a website."""
    return await stores.list_stores(desk.ports, call.company, call.query)


async def get_store(desk: Desk, call: Call[None, NoQuery]) -> StorePlace:
    """Gives a store. A checkout that names the store takes its attributes from it unless it brings its own."""
    return await stores.get_store(desk.ports, call.company, call.names["store"])


ROUTES = (
    Route(
        method="POST", path="/v1/imports/stores", tag=TAG, says="Import stores", handler=import_stores,
        scope="write", takes=StoreFile, gives=Imported, limit=BULK_LIMIT, example=EXAMPLE, answer=Imported(1),
    ),
    Route(
        method="GET", path="/v1/stores", tag=TAG, says="List stores", handler=list_stores, query=StoreQuery,
        gives=Page[StorePlace],
    ),
    Route(
        method="GET", path="/v1/stores/{store}", tag=TAG, says="Get a store", handler=get_store,
        names={"store": "The store's id."}, gives=StorePlace, errors=(NotFound,),
    ),
)  # fmt: skip
