"""One adapter between ASGI and use cases: check, read, decode, call, encode, in this order and in this place only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import msgspec
from starlette.types import Receive, Scope, Send

from largesse.api.accept import accepts_json, language_of
from largesse.api.body import check_headers, read_body
from largesse.api.conditions import check_match, etag_of, if_match, is_known, mark_of
from largesse.api.desk import Desk
from largesse.api.errors import MethodNotAllowed, NotAcceptable
from largesse.api.query import path_names, read_query
from largesse.api.records import Records
from largesse.api.route import Call, Handler, Route
from largesse.app.ports import Ports
from largesse.app.ports.audit import Origin
from largesse.app.ports.companies import Grant
from largesse.app.ports.replays import Answer
from largesse.app.writes import write
from largesse.core.actor import Actor
from largesse.core.decode import JsonDecoder
from largesse.core.errors import Malformed, Problem

_encode = msgspec.json.Encoder(order="deterministic").encode
_Headers = list[tuple[bytes, bytes]]


class Endpoint:
    """Serves one route. Raises the errors of `largesse.core.errors`; writing those down is `app.py`'s."""

    def __init__(self, route: Route, desk: Desk, guard: Route | None = None) -> None:
        """`guard` shows what a write changes: what `If-Match` is compared with."""
        self._route = route
        self._desk = desk
        self._guard = None if guard is None else Endpoint(guard, desk)
        self._is_tagged = _gives_document(route, guard)
        self._handle = cast("Handler", route.handler)
        self._decoder = JsonDecoder[Any](route.takes) if route.takes is not None else None
        self._no_query = route.query()  # what is asked when nothing is said: no parameter is required anywhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        route, headers = self._route, scope["headers"]
        grant = None if route.scope is None else await self._desk.admit(headers, route.scope)
        scope["largesse.company"] = company = "" if grant is None else grant.company
        if not accepts_json(headers):
            raise NotAcceptable("every answer is application/json; refusals are application/problem+json")
        names = path_names(scope)
        query = read_query(scope, route.query) if scope["query_string"] else self._no_query
        raw, body = await self._body(scope, receive)
        call = Call(company, names, query, body, () if grant is None else grant.scopes, language_of(headers))
        try:
            if route.writes and grant is not None:
                work = self._write(scope, self._desk.on_behalf_of(_origin(grant, scope)), call, raw)
            else:
                work = self.act(self._desk, call)
            answer = await self._desk.limits.in_time(work)
        except RecursionError:
            if body is None:
                raise
            raise _too_deep() from None
        await _send(send, _shortened(scope, answer))

    async def act(self, desk: Desk, call: Call[Any, Any]) -> Answer:
        """Do what was asked, and return the answer as it is sent."""
        result = await self._handle(desk, call)
        body = b"" if result is None else _encode(result)
        headers = {} if self._route.location is None else {"location": self._route.location(result)}
        if self._is_tagged:
            headers["etag"] = etag_of(body)
        return Answer(self._route.status, headers, body)

    async def _write(self, scope: Scope, desk: Desk, call: Call[Any, Any], raw: bytes) -> Answer:
        """Do what was asked in one transaction with what else was wanted of it: only once, only if nothing changed."""
        if self._route.scope == "sell":  # the book is got first: a transaction must not wait for another connection
            await desk.books.snapshot(call.company)
        mark, given = mark_of(scope, raw), if_match(scope)
        if mark is None and given is None:
            return await self.act(desk, call)

        async def act(ports: Ports) -> Answer:
            inside = replace(desk, ports=ports)
            if given is not None and self._guard is not None:
                check_match(given, (await self._guard.show(inside, call)).headers["etag"])
            return await self.act(inside, call)

        answer, again = await write(desk.ports, call.company, act, mark=mark, exact=given is not None)
        return (
            Answer(answer.status, {**answer.headers, "idempotent-replayed": "true"}, answer.body) if again else answer
        )

    async def show(self, desk: Desk, call: Call[Any, Any]) -> Answer:
        """Return the document that another call is about, as this route shows it."""
        return await self.act(desk, replace(call, query=self._no_query, body=None))

    async def _body(self, scope: Scope, receive: Receive) -> tuple[bytes, Any]:
        if self._decoder is None:
            return b"", None
        limit = min(self._route.limit, self._desk.limits.body)
        check_headers(scope, limit)
        raw = await read_body(receive, limit)
        return raw, self._decoder.decode(raw)


class Resource:
    """All methods of one path."""

    def __init__(self, path: str, routes: Sequence[Route], desk: Desk, guards: Mapping[str, Route] = {}) -> None:
        self.path = path
        self.methods: dict[str, Endpoint | Records] = {
            route.method: Records(route, desk) if route.records else Endpoint(route, desk, guards.get(route.operation))
            for route in routes
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


def _origin(grant: Grant, scope: Scope) -> Origin:
    actor = Actor("key", grant.key, grant.name)
    return Origin(actor, frozenset(grant.scopes), scope.get("largesse.request", ""))


def _gives_document(route: Route, guard: Route | None) -> bool:
    """Whether the answer is a document as it stands at a path: then it bears its `ETag`."""
    if route.method == "GET" or route.location is not None:
        return route.scope is not None
    return guard is not None and guard.gives == route.gives


def _shortened(scope: Scope, answer: Answer) -> Answer:
    """Return the answer without its body if the caller has that already."""
    etag = answer.headers.get("etag")
    if etag is None or scope["method"] not in ("GET", "HEAD") or not is_known(scope, etag):
        return answer
    return Answer(304, {"etag": etag}, b"")


async def _send(send: Send, answer: Answer) -> None:
    headers = [(name.encode("ascii"), value.encode("ascii")) for name, value in answer.headers.items()]
    if answer.body:
        headers += [(b"content-type", b"application/json"), (b"content-length", str(len(answer.body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def send_json(
    send: Send, status: int, value: object, headers: _Headers, media: bytes = b"application/json"
) -> None:
    """Send a value as JSON."""
    body = _encode(value)
    described = [(b"content-type", media), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*described, *headers]})
    await send({"type": "http.response.body", "body": body})


def _too_deep() -> Malformed:
    text = "nested deeper than can be worked with; expected a few dozen levels at most"
    return Malformed(text, (Problem("$", "too_deep", text),))
