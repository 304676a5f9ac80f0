"""Stores of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from typing import Literal

from largesse.app.customers import Imported
from largesse.app.page import Page
from largesse.app.ports.stores import StorePlace
from largesse.app.stores import StoreFile
from largesse.client.request import Request, make


def import_stores(body: StoreFile, *, idempotency_key: str | None = None) -> Request[Imported]:
    """Adds stores and replaces those of the same id, all of them or none."""
    return make(
        "POST", "/v1/imports/stores", Imported,
        body=body, writes=True, idempotency_key=idempotency_key,
    )


def list_stores(
    *,
    search: str | None = None,
    sort: Literal["id", "-id", "name", "-name"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
    website: str | None = None,
    channel: str | None = None,
    country: str | None = None,
    region: str | None = None,
    city: str | None = None,
) -> Request[Page[StorePlace]]:
    """Lists stores by id: all, or those of a place, a channel or a website."""
    return make(
        "GET", "/v1/stores", Page[StorePlace],
        query={"search": search, "sort": sort, "cursor": cursor, "limit": limit, "website": website, "channel": channel,
        "country": country, "region": region, "city": city},
    )


def get_store(store: str) -> Request[StorePlace]:
    """Gives a store. A checkout that names the store takes its attributes from it unless it brings its own."""
    return make(
        "GET", "/v1/stores/{store}", StorePlace,
        names={"store": store},
    )
