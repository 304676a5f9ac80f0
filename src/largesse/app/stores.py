"""Stores: bring them in, look them up."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from largesse.app.audit import record, summary
from largesse.app.customers import Imported, refuse_repeats
from largesse.app.named_list import NameQuery
from largesse.app.page import Page
from largesse.app.ports import Ports
from largesse.app.ports.audit import Deed
from largesse.app.ports.stores import StoreFilter, StorePlace
from largesse.core.errors import NotFound
from largesse.core.wire import Token, Wire


class StoreFile(Wire, frozen=True):
    """Stores to be imported. One of the id of a stored one replaces it; the rest is added."""

    stores: Annotated[list[StorePlace], Meta(max_length=50_000)]
    schema: Literal["largesse.stores/1"] = "largesse.stores/1"


class StoreQuery(NameQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which stores to list, by id; all that is said must hold."""

    website: Token | None = None
    channel: Token | None = None
    country: Token | None = None
    region: Token | None = None
    city: Token | None = None


async def import_stores(ports: Ports, company: str, file: StoreFile) -> Imported:
    """Add or replace stores, all or none. Raises `Invalid` for an id that is used twice."""
    refuse_repeats([each.id for each in file.stores], "stores")
    async with ports.store.transaction(company) as work:
        await work.stores.save(file.stores)
        brought = summary(file.stores, stores=len(file.stores))
        await record(ports, work, Deed("stores", company, "imported", after=brought))
        await work.changes.raise_catalogue()
    return Imported(len(file.stores))


async def get_store(ports: Ports, company: str, id: str) -> StorePlace:
    """Return a store. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        store = await work.stores.get(id)
    if store is None:
        raise NotFound(f"there is no store {id!r}")
    return store


async def list_stores(ports: Ports, company: str, query: StoreQuery) -> Page[StorePlace]:
    """Return a page of stores, by id."""
    async with ports.store.transaction(company) as work:
        rows = await work.stores.page(query.filter(StoreFilter))
    return query.page(rows)
