"""Stores, where things are sold, as the database keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Protocol

from msgspec import Meta

from largesse.app.ports.customers import NameFilter
from largesse.core.wire import Attributes, Text, Token, Wire


class StorePlace(Wire, frozen=True):
    """A store. A checkout that names it takes its attributes from here unless it brings its own."""

    id: Token
    name: Text = ""
    website: Token | None = None
    channel: Token | None = None
    time_zone: Annotated[str, Meta(max_length=64, description="IANA name", examples=["Asia/Bangkok"])] | None = None
    country: Token | None = None
    region: Token | None = None
    city: Token | None = None
    postal_code: Token | None = None
    attributes: Attributes = {}


class StoreFilter(NameFilter, frozen=True, kw_only=True):
    """Which stores a list shows; all that is said must hold."""

    website: str | None = None
    channel: str | None = None
    country: str | None = None
    region: str | None = None
    city: str | None = None


class Stores(Protocol):
    """The stores of one company, inside one transaction."""

    async def get(self, id: str) -> StorePlace | None:
        """One store."""
        ...

    async def page(self, wanted: StoreFilter) -> list[StorePlace]:
        """Stores by id."""
        ...

    async def save(self, stores: Sequence[StorePlace]) -> None:
        """Add or replace many."""
        ...
