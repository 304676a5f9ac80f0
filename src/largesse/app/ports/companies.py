"""Companies, their keys and their settings, as the store keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from largesse.promotions.settings import Settings

Mode = Literal["live", "test"]
"""A test key sees data of its own: nothing done with it touches what live keys see."""

Scope = Literal["evaluate", "override", "sell", "read", "write", "launch"]
"""What a key allows: price checkouts, under a stacking policy of their own too, make orders of them, look at what is
stored, change it, let customers be served from it."""


class Company(msgspec.Struct, frozen=True):
    """A retailer on this installation."""

    id: str
    name: str
    created_at: datetime


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """An API key without its secret: what may be shown of it."""

    id: str
    name: str
    prefix: str
    """The first letters of the key, to recognise it by."""
    mode: Mode
    scopes: list[Scope]
    created_at: datetime
    revoked_at: datetime | None = None


class Grant(msgspec.Struct, frozen=True):
    """What a key stands for: whose data, and what may be done with it."""

    company: str
    scopes: tuple[str, ...]
    mode: Mode
    key: str
    """The key's id."""
    name: str = ""


class Companies(Protocol):
    """The company of the transaction itself."""

    async def get(self) -> Company | None:
        """The company."""
        ...

    async def add(self, company: Company) -> bool:
        """Add it; False when it is there already."""
        ...


class Keys(Protocol):
    """The API keys of one company, inside one transaction."""

    async def all(self) -> Sequence[Key]:
        """Every key, the newest first, revoked ones included."""
        ...

    async def add(self, key: Key, digest: bytes) -> None:
        """Add one. Only the digest of its secret is kept."""
        ...

    async def revoke(self, id: str, at: datetime) -> bool:
        """Let it admit nobody any more; False when there is none of that id."""
        ...


class SettingsDesk(Protocol):
    """The settings of one company, inside one transaction."""

    async def get(self) -> Settings:
        """What was set, the defaults otherwise."""
        ...

    async def save(self, settings: Settings) -> None:
        """Replace them."""
        ...
