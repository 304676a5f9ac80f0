"""The ASGI application: routing, request ids, refusals and the access log around the endpoints."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from itertools import groupby
from time import perf_counter
from urllib.parse import quote

from starlette.routing import Route as Pattern
from starlette.routing import Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from largesse.api.access_log import log_request, request_id
from largesse.api.body import Gone
from largesse.api.conditions import guards_of
from largesse.api.desk import Desk
from largesse.api.docs_page import render
from largesse.api.endpoint import Resource, send_json
from largesse.api.errors import ServerFault, document_for
from largesse.api.keys import Keyring
from largesse.api.openapi import document, encode_document
from largesse.api.page import Page
from largesse.api.route import Route
from largesse.api.routes import ROUTES
from largesse.app.book import Books
from largesse.app.keys import find_grant
from largesse.app.ports import Ports
from largesse.core.errors import LargesseError, NotFound, Unauthorized
from largesse.promotions import kinds

log = logging.getLogger("largesse.api")

Lifespan = Callable[[object], AbstractAsyncContextManager[None]]


def create_app(ports: Ports, books: Books, *, lifespan: Lifespan | None = None) -> ASGIApp:
    """Return the ASGI application over the use cases.

    `lifespan` is entered when the server starts and left when it stops. Every kind is found here, if it was not
    before, and the OpenAPI document is written; a fault in either shows now and not at the first request.
    """
    kinds.load()
    keyring = Keyring(partial(find_grant, ports), ports.ticks)
    return assemble(Desk(keyring, ports, books), ROUTES, lifespan)


def assemble(desk: Desk, routes: Sequence[Route], lifespan: Lifespan | None = None) -> ASGIApp:
    """Return the ASGI application of these routes and their documents."""
    described = document(routes)
    pages = [
        Page("/v1/openapi.json", encode_document(described), b"application/json"),
        Page("/docs", render(described).encode(), b"text/html; charset=utf-8"),
    ]
    return Api([*_resources(routes, desk), *pages], lifespan)


def _resources(routes: Sequence[Route], desk: Desk) -> list[Resource]:
    by_path = groupby(sorted(routes, key=_path), key=_path)
    guards = guards_of(routes)
    return [Resource(path, list(group), desk, guards) for path, group in by_path]


def _path(route: Route) -> str:
    return route.path


class Api:
    """Finds the resource of a path, and answers whatever it refuses or fails at."""

    def __init__(self, resources: Sequence[Resource | Page], lifespan: Lifespan | None) -> None:
        patterns = [Pattern(each.path, each) for each in resources if "{" in each.path]
        self._fixed: dict[str, ASGIApp] = {each.path: each for each in resources if "{" not in each.path}
        self._router = Router(patterns, redirect_slashes=False, default=_nothing_here, lifespan=lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the server's start and stop."""
        if scope["type"] == "http":
            await self._serve(scope, receive, send)
        else:
            await self._router(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = perf_counter()
        outbox = Outbox(send, request_id(scope["headers"]))
        scope["largesse.request"] = outbox.request
        raw = scope.get("raw_path")
        # Ids may hold a slash, sent as %2F: paths are matched as they were sent, and decoded part by part.
        scope["path"] = raw.decode("latin-1") if raw is not None else quote(scope["path"])
        try:
            await self._fixed.get(scope["path"], self._router)(scope, receive, outbox)
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
            log_request(scope, outbox.request, outbox.status, perf_counter() - started)


class Outbox:
    """Sends an answer on, with the request's id on it, and remembers its status; 0 until one was sent."""

    __slots__ = ("_send", "request", "status")

    def __init__(self, send: Send, request: str) -> None:
        self._send = send
        self.request = request
        self.status = 0

    async def __call__(self, message: Message) -> None:
        """Send one message of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"].append((b"x-request-id", self.request.encode()))
        await self._send(message)


async def _refuse(scope: Scope, outbox: Outbox, error: LargesseError) -> None:
    if outbox.status:  # an answer has begun; all that is left is to break it off
        return
    refusal = document_for(error, outbox.request)
    headers = [(b"allow", scope["largesse.allow"].encode())] if "largesse.allow" in scope else []
    if isinstance(error, Unauthorized):
        headers.append((b"www-authenticate", b'Bearer realm="largesse"'))
    await send_json(outbox, refusal.status, refusal, headers, b"application/problem+json")


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})
        return
    raise NotFound(f"there is nothing at {scope['path']}; the paths are listed at /docs")
