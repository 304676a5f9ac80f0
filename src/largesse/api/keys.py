"""Who is asking: the API key of a request, looked up once and remembered for some seconds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable

from largesse.app.ports.companies import Grant
from largesse.core.errors import Forbidden, Unauthorized

SECONDS = 5.0
"""How long a key that was found is believed without asking again: a revoked key works no longer than this."""

MOST = 10_000
"""Keys remembered at once."""


_BEARER = re.compile(rb"(?i:bearer) +([A-Za-z0-9_.-]{8,200}) *")

FindKey = Callable[[str], Awaitable[Grant | None]]


class Keyring:
    """Admits requests by their key. Keys are remembered by digest only."""

    def __init__(self, find: FindKey, ticks: Callable[[], float]) -> None:
        self._find = find
        self._ticks = ticks
        self._known: dict[bytes, tuple[float, Grant]] = {}

    async def admit(self, headers: Iterable[tuple[bytes, bytes]], scope: str) -> str:
        """Return the company of the request's key; raise Unauthorized or Forbidden."""
        grant = await self._grant(_token(headers))
        if scope not in grant.scopes:
            raise Forbidden(f"this key does not allow {scope!r}")
        return grant.company

    async def _grant(self, token: bytes) -> Grant:
        digest = hashlib.sha256(token).digest()
        until, grant = self._known.get(digest, (0.0, None))
        if grant is not None and until > self._ticks():
            return grant
        grant = await self._find(token.decode("ascii"))
        if grant is None:
            self._known.pop(digest, None)
            raise Unauthorized("this API key is unknown or was revoked")
        self._remember(digest, grant)
        return grant

    def _remember(self, digest: bytes, grant: Grant) -> None:
        self._known.pop(digest, None)
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[digest] = (self._ticks() + SECONDS, grant)


def _token(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    for name, value in headers:
        if name == b"authorization":
            found = _BEARER.fullmatch(value)
            if found:
                return found[1]
            break
    raise Unauthorized("expected an API key: Authorization: Bearer lg_...")
