"""A small API over the real adapter: enough to see what the adapter itself does, without a database."""

from __future__ import annotations

import time
from typing import Annotated, Any, cast
from urllib.parse import quote

import httpx
import msgspec
from msgspec import Meta

from largesse.api.app import assemble
from largesse.api.desk import Desk
from largesse.api.keys import Keyring
from largesse.api.limits import Limits
from largesse.api.route import Call, Route
from largesse.app.ports import Ports
from largesse.app.ports.companies import Grant
from largesse.core.errors import Conflict, Invalid, NotFound, Problem

READER = "lg_test_reader"
WRITER = "lg_test_writer"


class Colour(msgspec.Struct, tag="colour", frozen=True, forbid_unknown_fields=True):
    """A leaf."""

    name: Annotated[str, Meta(max_length=20)]


class Group(msgspec.Struct, tag="group", frozen=True, forbid_unknown_fields=True):
    """A group of leaves and groups."""

    of: list[Colour | Group]


class Toy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something to send."""

    id: str
    pieces: Annotated[int, Meta(ge=1, le=100)] = 1
    """How many pieces it has."""
    marks: list[Colour | Group] = []
    notes: dict[str, str | int] = {}


class Search(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to look."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 10
    search: str | None = None
    tidy: bool = False
    shelf: int | None = None


async def make_toy(desk: Any, call: Call[Toy, Any]) -> Toy:
    """Make a toy."""
    return call.body


async def list_toys(desk: Any, call: Call[None, Search]) -> Search:
    """List toys."""
    return call.query


async def get_toy(desk: Any, call: Call[None, Any]) -> dict[str, str]:
    """Get a toy, or one of the errors it is named after."""
    name = call.names["toy"]
    if name == "broken":
        raise RuntimeError("a secret of the inside")
    if name == "deep":
        return _deep(name)
    errors = {
        "missing": NotFound("no toy 'missing'"),
        "taken": Conflict("it is taken"),
        "bad": Invalid.of([Problem("$.a", "one", "first"), Problem("$.b", "two", "second")]),
    }
    if name in errors:
        raise errors[name]
    return {"id": name, "company": call.company}


def _deep(name: str) -> dict[str, str]:
    return _deep(name)


async def drop_toy(desk: Any, call: Call[None, Any]) -> None:
    """Drop a toy."""


ROUTES = (
    Route(
        method="POST",
        path="/v1/toys",
        tag="Toys",
        says="Make a toy",
        handler=make_toy,
        takes=Toy,
        gives=Toy,
        scope="write",
        status=201,
        location=lambda toy: f"/v1/toys/{quote(toy.id, safe='')}",
        limit=4096,
        example=Toy(id="bear"),
    ),
    Route(method="GET", path="/v1/toys", tag="Toys", says="List toys", handler=list_toys, query=Search, gives=Search),
    Route(
        method="GET",
        path="/v1/toys/{toy}",
        tag="Toys",
        says="Get a toy",
        handler=get_toy,
        gives=dict[str, str],
        names={"toy": "The toy's id"},
        errors=(NotFound, Conflict),
    ),
    Route(
        method="DELETE",
        path="/v1/toys/{toy}",
        tag="Toys",
        says="Drop a toy",
        handler=drop_toy,
        names={"toy": "The toy's id"},
        scope="write",
        status=204,
    ),
)


KEYS = {
    READER: Grant("acme", ("read",), "live", "key_reader"),
    WRITER: Grant("acme", ("read", "write"), "live", "key_writer"),
}


async def find_key(secret: str) -> Grant | None:
    return KEYS.get(secret)


def toy_desk(limits: Limits | None = None) -> Desk:
    nothing = cast("Any", None)
    ports = Ports(nothing, nothing, time.monotonic, nothing)
    return Desk(Keyring(find_key, time.monotonic), ports, nothing, limits or Limits())


def toy_app() -> Any:
    return assemble(toy_desk(), ROUTES)


def client(app: Any, key: str | None = WRITER) -> httpx.AsyncClient:
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    return httpx.AsyncClient(transport=transport, base_url="http://largesse.test", headers=headers)
