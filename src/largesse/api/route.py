"""One route of the API as a value: what goes in, what comes out, who may ask. The document is written from these."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import msgspec

from largesse.core.errors import LargesseError

if TYPE_CHECKING:
    from largesse.api.desk import Desk

Body = TypeVar("Body")
Query = TypeVar("Query")

Scope = Literal["evaluate", "sell", "read", "write", "launch"]
"""What a key must allow: pricing checkouts, making orders of them, looking at what is stored, changing it, letting
customers be served.

A key that writes also sells and, unless the company's policy says otherwise, launches.
"""

DOCUMENT_LIMIT = 2**20
"""Bytes that the body of a single document may have."""

RECORDS_LIMIT = 256 * 2**20
"""Bytes that a body of records may have."""

BULK_LIMIT = 8 * 2**20
"""Bytes that the body of an import may have."""


class NoQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A route without query parameters."""


@dataclass(frozen=True, slots=True)
class Call(Generic[Body, Query]):
    """A request that was understood: whose company it is, what the path names, the decoded query and body."""

    company: str
    names: dict[str, str]
    query: Query
    body: Body
    scopes: tuple[str, ...] = ()
    """What the caller's key allows."""
    language: str | None = None
    """What the caller would rather read, as `Accept-Language` says."""


Handler = Callable[["Desk", Call[Any, Any]], Awaitable[object]]
RecordsHandler = Callable[["Desk", Call[Any, Any]], AsyncIterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method on one path.

    `takes` and `gives` are struct types, or None for nothing; `location` says where a created thing is, from the
    answer. Names in the path are ids, described by `names`. A `scope` of None is open to everybody.
    """

    method: str
    path: str
    tag: str
    says: str
    handler: Handler | RecordsHandler
    gives: Any = None
    takes: Any = None
    query: type[msgspec.Struct] = NoQuery
    names: dict[str, str] = field(default_factory=dict)
    scope: Scope | None = "read"
    status: int = 200
    location: Callable[[Any], str] | None = None
    limit: int = DOCUMENT_LIMIT
    records: bool = False
    """Body and answer are NDJSON, records of `takes` and `gives`; the handler is given lines and gives lines."""
    errors: tuple[type[LargesseError], ...] = ()
    example: object = None
    answer: object = None
    name: str = ""

    @property
    def operation(self) -> str:
        """Return the operation's id, which is the handler's name unless it has one of its own."""
        return self.name or self.handler.__name__

    @property
    def writes(self) -> bool:
        """Return whether it may change what is stored."""
        return self.scope not in (None, "read", "evaluate")

    @property
    def details(self) -> str:
        """Return the longer description, which is the handler's docstring."""
        return self.handler.__doc__ or ""
