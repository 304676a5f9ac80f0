"""One adapter between ASGI and use cases: check, read, decode, call, encode, in this order and in this place only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import msgspec
from starlette.types import Receive, Scope, Send

from largesse.api.accept import accepts_json
from largesse.api.body import check_headers, read_body
from largesse.api.desk import Desk
from largesse.api.errors import MethodNotAllowed, NotAcceptable
from largesse.api.query import path_names, read_query
from largesse.api.records import Records
from largesse.api.route import Call, Handler, Route
from largesse.core.decode import JsonDecoder
from largesse.core.errors import Malformed, Problem

_encode = msgspec.json.Encoder(order="deterministic").encode
_Headers = list[tuple[bytes, bytes]]


class Endpoint:
    """Serves one route. Raises the errors of `largesse.core.errors`; writing those down is `app.py`'s."""

    def __init__(self, route: Route, desk: Desk) -> None:
        self._route = route
        self._desk = desk
        self._handle = cast("Handler", route.handler)
        self._decoder = JsonDecoder[Any](route.takes) if route.takes is not None else None
        self._no_query = route.query()  # what is asked when nothing is said: no parameter is required anywhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        route, headers = self._route, scope["headers"]
        company = "" if route.scope is None else await self._desk.keyring.admit(headers, route.scope)
        scope["largesse.company"] = company
        if not accepts_json(headers):
            raise NotAcceptable("every answer is application/json; refusals are application/problem+json")
        names = path_names(scope)
        query = read_query(scope, route.query) if scope["query_string"] else self._no_query
        body = await self._body(scope, receive)
        try:
            result = await self._handle(self._desk, Call(company, names, query, body))
        except RecursionError:
            if body is None:
                raise
            raise _too_deep() from None
        await send_json(send, route.status, result, _location(route, result))

    async def _body(self, scope: Scope, receive: Receive) -> Any:
        if self._decoder is None:
            return None
        check_headers(scope, self._route.limit)
        return self._decoder.decode(await read_body(receive, self._route.limit))


class Resource:
    """All methods of one path."""

    def __init__(self, path: str, routes: Sequence[Route], desk: Desk) -> None:
        self.path = path
        self.methods: dict[str, Endpoint | Records] = {
            route.method: Records(route, desk) if route.records else Endpoint(route, desk) for route in routes
        }
        if "GET" in self.methods:
            self.methods["HEAD"] = self.methods["GET"]
        self.allow = ", ".join(sorted(self.methods))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to its method's endpoint; raise MethodNotAllowed when there is none."""
        endpoint = self.methods.get(scope["method"])
        if endpoint is None:
            scope["largesse.allow"] = self.allow
            raise MethodNotAllowed(f"{self.path} takes {self.allow}")
        await endpoint(scope, receive, send)


async def send_json(
    send: Send, status: int, value: object, headers: _Headers, media: bytes = b"application/json"
) -> None:
    """Send a value as JSON; None is an answer without a body."""
    body = b"" if value is None else _encode(value)
    described = [] if value is None else [(b"content-type", media), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*described, *headers]})
    await send({"type": "http.response.body", "body": body})


def _location(route: Route, result: object) -> _Headers:
    return [] if route.location is None else [(b"location", route.location(result).encode("ascii"))]


def _too_deep() -> Malformed:
    text = "nested deeper than can be worked with; expected a few dozen levels at most"
    return Malformed(text, (Problem("$", "too_deep", text),))
