"""The ASGI application: routing, request ids, refusals and the access log around the endpoints."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from itertools import groupby
from time import perf_counter
from typing import Protocol
from urllib.parse import quote

from starlette.routing import Route as Pattern
from starlette.routing import Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from largesse.api.access_log import REQUEST, log_request, request_id
from largesse.api.body import Gone
from largesse.api.conditions import guards_of
from largesse.api.desk import Desk
from largesse.api.docs_page import render
from largesse.api.endpoint import Resource, send_json
from largesse.api.errors import ServerFault, TooManyRequests, document_for
from largesse.api.keys import Keyring
from largesse.api.limits import USUAL, Limits
from largesse.api.openapi import document, encode_document
from largesse.api.page import Page
from largesse.api.route import Route
from largesse.api.routes import ROUTES
from largesse.app.book import Books
from largesse.app.keys import find_grant
from largesse.app.ports import Ports
from largesse.app.ports.watch import Answered, Watch
from largesse.core.errors import LargesseError, NotFound, Unauthorized
from largesse.promotions import kinds

log = logging.getLogger("largesse.api")

Lifespan = Callable[[object], AbstractAsyncContextManager[None]]


class Place(Protocol):
    """Whatever answers at one path: a resource of the API, or a page beside it."""

    path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


def create_app(
    ports: Ports,
    books: Books,
    *,
    limits: Limits = USUAL,
    lifespan: Lifespan | None = None,
    others: Sequence[Place] = (),
) -> ASGIApp:
    """Return the ASGI application over the use cases.

    `lifespan` is entered when the server starts and left when it stops. Every kind is found here, if it was not
    before, and the OpenAPI document is written; a fault in either shows now and not at the first request.
    """
    kinds.load()
    keyring = Keyring(partial(find_grant, ports), ports.ticks)
    return assemble(Desk(keyring, ports, books, limits), ROUTES, lifespan, others)


def assemble(
    desk: Desk, routes: Sequence[Route], lifespan: Lifespan | None = None, others: Sequence[Place] = ()
) -> ASGIApp:
    """Return the ASGI application of these routes, their documents, and other places."""
    described = document(routes)
    pages = [
        Page("/v1/openapi.json", encode_document(described), b"application/json"),
        Page("/docs", render(described).encode(), b"text/html; charset=utf-8"),
    ]
    return Api([*_resources(routes, desk), *pages, *others], desk.ports.watch, lifespan)


def _resources(routes: Sequence[Route], desk: Desk) -> list[Resource]:
    by_path = groupby(sorted(routes, key=_path), key=_path)
    guards = guards_of(routes)
    return [Resource(path, list(group), desk, guards) for path, group in by_path]


def _path(route: Route) -> str:
    return route.path


class Api:
    """Finds the resource of a path, and answers whatever it refuses or fails at."""

    def __init__(self, places: Sequence[Place], watch: Watch, lifespan: Lifespan | None) -> None:
        self._watch = watch
        patterns = [Pattern(each.path, each) for each in places if "{" in each.path]
        self._fixed = {each.path: each for each in places if "{" not in each.path}
        self._router = Router(patterns, redirect_slashes=False, default=_nothing_here, lifespan=lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the server's start and stop."""
        if scope["type"] != "http":
            await self._router(scope, receive, send)
            return
        outbox = Outbox(send, request_id(scope["headers"]))
        mark = REQUEST.set(outbox.request)
        with self._watch.request(scope["method"], scope["headers"]):
            await self._serve(scope, receive, outbox)
        REQUEST.reset(mark)

    async def _serve(self, scope: Scope, receive: Receive, outbox: Outbox) -> None:
        started = perf_counter()
        scope["largesse.request"] = outbox.request
        raw = scope.get("raw_path")
        # Ids may hold a slash, sent as %2F: paths are matched as they were sent, and decoded part by part.
        scope["path"] = raw.decode("latin-1") if raw is not None else quote(scope["path"])
        try:
            await self._find(scope)(scope, receive, outbox)
        except LargesseError as error:
            await _refuse(scope, outbox, error)
        except Gone:
            outbox.status = 499
        except Exception:
            log.exception("request %s failed", outbox.request)
            await _refuse(
                scope, outbox, ServerFault("something went wrong here; the log has it under the request's id")
            )
        finally:
            answered = outbox.answered(scope, perf_counter() - started)
            self._watch.answered(answered)
            log_request(scope, answered)

    def _find(self, scope: Scope) -> ASGIApp:
        """Return what answers; the scope names it as its `endpoint`, here as the router does."""
        place = self._fixed.get(scope["path"])
        if place is None:
            return self._router
        scope["endpoint"] = place
        return place


class Outbox:
    """Sends an answer on, with the request's id on it, and remembers its status; 0 until one was sent."""

    __slots__ = ("_send", "code", "request", "status")

    def __init__(self, send: Send, request: str) -> None:
        self._send = send
        self.request = request
        self.status = 0
        self.code = ""

    async def __call__(self, message: Message) -> None:
        """Send one message of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"].append((b"x-request-id", self.request.encode()))
        await self._send(message)

    def answered(self, scope: Scope, seconds: float) -> Answered:
        """Return what became of the request."""
        route = getattr(scope.get("endpoint"), "path", "")
        company = scope.get("largesse.company", "")
        return Answered(scope["method"], route, self.status, self.code, seconds, company, self.request)


async def _refuse(scope: Scope, outbox: Outbox, error: LargesseError) -> None:
    if outbox.status:  # an answer has begun; all that is left is to break it off
        return
    outbox.code = error.code
    refusal = document_for(error, outbox.request)
    headers = [(b"allow", scope["largesse.allow"].encode())] if "largesse.allow" in scope else []
    if isinstance(error, TooManyRequests):
        headers.append((b"retry-after", str(error.wait_s).encode()))
    if isinstance(error, Unauthorized):
        headers.append((b"www-authenticate", b'Bearer realm="largesse"'))
    await send_json(outbox, refusal.status, refusal, headers, b"application/problem+json")


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})
        return
    raise NotFound(f"there is nothing at {scope['path']}; the paths are listed at /docs")
