"""Routes whose body and answer are NDJSON: one record in, one record out, in order, in bounded memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from starlette.types import Receive, Scope, Send

from largesse.api.accept import language_of
from largesse.api.body import Gone, too_large
from largesse.api.desk import Desk
from largesse.api.errors import SlowBody, UnsupportedMediaType
from largesse.api.query import path_names, read_query
from largesse.api.route import Call, Route
from largesse.core.errors import Problem
from largesse.promotions.batch import LONGEST

MEDIA = "application/x-ndjson"
IN_MEMORY = 2**20
"""Bytes of a body that are held in memory; what is above waits on disk."""

SILENCE_S = 30.0
"""How long a caller may send nothing while its body is not complete."""

_CHUNK = 2**16


class Records:
    """Serves one route. Its handler is given the whole call with a body of lines, and gives the lines of the answer.

    The body is taken in whole before anything is sent: a caller that sends everything before it reads would
    otherwise wait for us, and we for it.
    """

    def __init__(self, route: Route, desk: Desk) -> None:
        self._route = route
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        route = self._route
        grant = await self._desk.admit(scope["headers"], route.scope or "")
        scope["largesse.company"] = grant.company
        query = read_query(scope, route.query) if scope["query_string"] else route.query()
        _check_media(scope)
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            await _take_in(receive, body, min(route.limit, self._desk.limits.body))
            body.seek(0)
            call = Call(
                grant.company, path_names(scope), query, _lines(body), grant.scopes, language_of(scope["headers"])
            )
            lines: Any = route.handler(self._desk, call)
            await _send(send, route.status, lines)


def _check_media(scope: Scope) -> None:
    given = dict(scope["headers"]).get(b"content-type", b"").partition(b";")[0].strip().lower()
    if given != MEDIA.encode():
        text = f"expected Content-Type: {MEDIA}"
        raise UnsupportedMediaType(text, (Problem("header.Content-Type", "unsupported_media_type", text),))


async def _take_in(receive: Receive, body: IO[bytes], limit: int) -> None:
    size, more = 0, True
    while more:
        try:
            async with asyncio.timeout(SILENCE_S):
                message = await receive()
        except TimeoutError:
            raise SlowBody(f"nothing came for {SILENCE_S:g} seconds") from None
        if message["type"] == "http.disconnect":
            raise Gone
        size += len(message.get("body", b""))
        if size > limit:
            raise too_large(limit)
        body.write(message.get("body", b""))
        more = message.get("more_body", False)


def _lines(body: IO[bytes]) -> Any:
    """Give the body's lines, none longer than what refuses it anyway."""
    while line := body.readline(LONGEST + 2):
        whole = line
        while not whole.endswith(b"\n") and (whole := body.readline(LONGEST)):
            pass  # the rest of a line that is too long
        yield line


async def _send(send: Send, status: int, lines: AsyncIterator[bytes]) -> None:
    """Send lines in chunks as they are made; other requests have their turn between chunks."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", MEDIA.encode())]})
    chunk = bytearray()
    async for line in lines:
        chunk += line
        chunk += b"\n"
        if len(chunk) >= _CHUNK:
            await send({"type": "http.response.body", "body": bytes(chunk), "more_body": True})
            chunk.clear()
            await asyncio.sleep(0)
    await send({"type": "http.response.body", "body": bytes(chunk)})
