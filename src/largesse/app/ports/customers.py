"""Customers and the audiences they are in, as the store keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Protocol

import msgspec
from msgspec import Meta

from largesse.core.wire import Attributes, Language, Text, Token, Tokens, Wire


class CustomerProfile(Wire, frozen=True):
    """A customer as stored. A checkout that names the customer takes from here what it does not say itself."""

    id: Token
    groups: Tokens = []
    organizations: Tokens = []
    tags: Tokens = []
    tier: Token | None = None
    language: Language | None = None
    orders_before: Annotated[int, Meta(ge=0, le=10**9)] | None = None
    """Orders confirmed elsewhere before they were counted here."""
    attributes: Attributes = {}


class CustomerFacts(msgspec.Struct, frozen=True):
    """What evaluation wants to know of a customer: the profile if there is one, and the audiences."""

    profile: CustomerProfile | None
    audiences: frozenset[str]


class AudienceSummary(msgspec.Struct, frozen=True):
    """An audience and how many customers are in it."""

    id: str
    name: str
    customers: int


class Audience(Wire, frozen=True):
    """A named list of customers, as imported."""

    id: Token
    name: Text = ""
    customers: Annotated[list[Token], Meta(max_length=1_000_000)] = []


class NameFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which things a list shows, by id or by name; with `-`, the other way round."""

    limit: int
    sort: str = "id"
    after: tuple[Any, ...] | None = None
    """The key, in that order, at which the page before ended."""
    search: str | None = None


class CustomerFilter(NameFilter, frozen=True, kw_only=True):
    """Which customers a list shows; all that is said must hold."""

    group: str | None = None
    organization: str | None = None
    tag: str | None = None
    tier: str | None = None


class AudienceFilter(NameFilter, frozen=True, kw_only=True):
    """Which audiences a list shows."""

    customer: str | None = None
    """Who is in them."""


class Customers(Protocol):
    """The customers of one company, inside one transaction."""

    async def get(self, id: str) -> CustomerProfile | None:
        """One profile."""
        ...

    async def page(self, wanted: CustomerFilter) -> list[CustomerProfile]:
        """Profiles by id."""
        ...

    async def save(self, profiles: Sequence[CustomerProfile]) -> None:
        """Add or replace many."""
        ...

    async def remove(self, ids: Sequence[str]) -> list[str]:
        """Delete those that exist, and take them out of every audience; return whose profile was there, by id."""
        ...


class Audiences(Protocol):
    """The audiences of one company, inside one transaction."""

    async def get(self, id: str) -> AudienceSummary | None:
        """One audience."""
        ...

    async def page(self, wanted: AudienceFilter) -> list[AudienceSummary]:
        """Audiences by id."""
        ...

    async def members(self, id: str, wanted: NameFilter) -> list[str]:
        """Customers in it, by id."""
        ...

    async def save(self, audiences: Sequence[Audience]) -> None:
        """Add or replace many; who is not listed is in it no more."""
        ...

    async def change(self, id: str, add: Sequence[str], remove: Sequence[str]) -> None:
        """Put customers into one that exists, and take others out."""
        ...

    async def remove(self, id: str) -> bool:
        """Delete one; False when there is none."""
        ...
