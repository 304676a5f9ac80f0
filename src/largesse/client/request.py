"""A request as a value, and what it was answered with. Nothing here speaks to a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from secrets import token_hex
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import msgspec

from largesse.promotions import kinds

T = TypeVar("T")
_encode = msgspec.json.Encoder(order="deterministic").encode


@dataclass(frozen=True, slots=True)
class Request(Generic[T]):
    """Something to ask, which is answered with a `T`. Send it as often as you like: a write is done once."""

    method: str
    path: str
    gives: Any
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    records: bool = False

    def read(self, body: bytes) -> T:
        """Return what an answer's body says."""
        if self.gives is None:
            return None  # pyright: ignore[reportReturnType]
        decode = _decoder(self.gives).decode
        return [decode(line) for line in body.splitlines()] if self.records else decode(body)  # pyright: ignore[reportReturnType]

    def following(self, cursor: str) -> Request[T]:
        """Return the request for the page that begins there."""
        return replace(self, query={**self.query, "cursor": cursor})


@dataclass(frozen=True, slots=True)
class Reply(Generic[T]):
    """An answer with what stood beside it."""

    value: T
    status: int
    etag: str | None
    """For `if_match`, so that a write is done only if this is still what is stored."""
    replayed: bool
    """Whether an earlier request under the same key was answered so."""


def make(
    method: str,
    path: str,
    gives: Any,
    *,
    names: Mapping[str, str] = {},
    query: Mapping[str, object] = {},
    body: object = None,
    records: Iterable[object] | None = None,
    writes: bool = False,
    idempotency_key: str | None = None,
    if_match: str | None = None,
) -> Request[Any]:
    """Return a request; a write that has no key of the caller's is given one."""
    headers: dict[str, str] = {}
    if writes:
        headers["idempotency-key"] = idempotency_key or token_hex(16)
    if if_match is not None:
        headers["if-match"] = if_match
    data = None if body is None else _encode(body)
    if records is not None:
        data = b"".join(_encode(each) + b"\n" for each in records)
    if data is not None:
        headers["content-type"] = "application/json" if records is None else "application/x-ndjson"
    asked = {name: _written(value) for name, value in query.items() if value is not None}
    place = path.format(**{name: quote(id, safe="") for name, id in names.items()})
    return Request(method, place, gives, asked, data, headers, records is not None)


def _written(value: object) -> str:
    """How a value is written in a query."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)


@lru_cache(maxsize=256)
def _decoder(gives: Any) -> msgspec.json.Decoder[Any]:
    kinds.load()
    return msgspec.json.Decoder(gives)
