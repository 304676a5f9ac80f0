"""Send requests, again where that may help: one client that waits, and one that is awaited."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self, TypeVar

import httpx

from largesse.app.page import Page
from largesse.client.failures import NoAnswer, Refused, refusal
from largesse.client.request import Reply, Request
from largesse.client.retries import AGAIN, Retries, asked_wait

T = TypeVar("T")
SECONDS = 30.0
"""How long an answer may take, unless told otherwise."""


class Client:
    """Waits for answers. May be used by several threads."""

    def __init__(
        self,
        address: str,
        key: str,
        *,
        seconds: float = SECONDS,
        retries: Retries = Retries(),  # noqa: B008 - a frozen value
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._retries = retries
        self._http = httpx.Client(base_url=address, headers=_headers(key), timeout=seconds, transport=transport)

    def send(self, request: Request[T]) -> T:
        """Return what was asked for. Raises `Refused`, `NoAnswer`."""
        return self.ask(request).value

    def ask(self, request: Request[T]) -> Reply[T]:
        """Return what was asked for, and its ETag. Raises `Refused`, `NoAnswer`."""
        attempt = 0
        while True:
            attempt += 1
            answer = self._try(request)
            if isinstance(answer, Reply):
                return answer
            failure, asked = answer
            wait = self._retries.wait(attempt, asked)
            if wait is None or not _may_pass(failure):
                raise failure
            time.sleep(wait)

    def each(self, request: Request[Page[T]]) -> Iterator[T]:
        """Yield the items of a list, page after page."""
        page = self.send(request)
        yield from page.items
        while page.next is not None:
            page = self.send(request.following(page.next))
            yield from page.items

    def close(self) -> None:
        """Let go of all connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _try(self, request: Request[T]) -> Reply[T] | _Failed:
        try:
            return _reply(request, self._http.request(**_sent(request)))
        except httpx.TransportError as error:
            return NoAnswer(str(error) or type(error).__name__), None


class AsyncClient:
    """Is awaited. Belongs to one event loop."""

    def __init__(
        self,
        address: str,
        key: str,
        *,
        seconds: float = SECONDS,
        retries: Retries = Retries(),  # noqa: B008 - a frozen value
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._retries = retries
        self._http = httpx.AsyncClient(base_url=address, headers=_headers(key), timeout=seconds, transport=transport)

    async def send(self, request: Request[T]) -> T:
        """Return what was asked for. Raises `Refused`, `NoAnswer`."""
        return (await self.ask(request)).value

    async def ask(self, request: Request[T]) -> Reply[T]:
        """Return what was asked for, and its ETag. Raises `Refused`, `NoAnswer`."""
        attempt = 0
        while True:
            attempt += 1
            answer = await self._try(request)
            if isinstance(answer, Reply):
                return answer
            failure, asked = answer
            wait = self._retries.wait(attempt, asked)
            if wait is None or not _may_pass(failure):
                raise failure
            await asyncio.sleep(wait)

    async def each(self, request: Request[Page[T]]) -> AsyncIterator[T]:
        """Yield the items of a list, page after page."""
        page = await self.send(request)
        while True:
            for item in page.items:
                yield item
            if page.next is None:
                return
            page = await self.send(request.following(page.next))

    async def close(self) -> None:
        """Let go of all connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.close()

    async def _try(self, request: Request[T]) -> Reply[T] | _Failed:
        try:
            return _reply(request, await self._http.request(**_sent(request)))
        except httpx.TransportError as error:
            return NoAnswer(str(error) or type(error).__name__), None


_Failed = tuple[NoAnswer | Refused, float | None]
"""What went wrong, and how many seconds the server asked for."""


def _headers(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}", "accept": "application/json"}


def _sent(request: Request[Any]) -> dict[str, Any]:
    headers = dict(request.headers)
    if request.records:
        headers["accept"] = "*/*"
    return {
        "method": request.method,
        "url": request.path,
        "params": dict(request.query),
        "content": request.body,
        "headers": headers,
    }


def _reply(request: Request[T], answer: httpx.Response) -> Reply[T] | _Failed:
    if not answer.is_success:
        return refusal(answer.status_code, answer.content), asked_wait(answer.headers.get("retry-after"))
    replayed = answer.headers.get("idempotent-replayed") == "true"
    return Reply(request.read(answer.content), answer.status_code, answer.headers.get("etag"), replayed)


def _may_pass(failure: NoAnswer | Refused) -> bool:
    return isinstance(failure, NoAnswer) or failure.problem.status in AGAIN
