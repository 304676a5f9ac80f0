"""Who is asking: the API key of a request, looked up once and remembered for some seconds."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from largesse.app.ports.companies import Grant
from largesse.core.errors import Forbidden, Unauthorized, Unavailable

SECONDS = 5.0
"""How long a key that was found is believed without asking again: a revoked key works no longer than this."""

HASTE_S = 1.0
"""How long a request waits to have a key confirmed that was good some seconds ago: the database may be away."""

GRACE_S = 3600.0
"""How long a key is believed while nobody can be asked."""

MOST = 10_000
"""Keys remembered at once."""


_OR_ELSE = {"launch": "write", "sell": "write"}
"""What will do instead; whether it really does is for the company's policy to say."""

_BEARER = re.compile(rb"(?i:bearer) +([A-Za-z0-9_.-]{8,200}) *")

FindKey = Callable[[str], Awaitable[Grant | None]]


@dataclass
class _Known:
    """A key that was good when it was last `confirmed`, and is believed `until` then. Both in ticks."""

    grant: Grant
    confirmed: float
    until: float


class Keyring:
    """Admits requests by their key. Keys are remembered by digest only."""

    def __init__(self, find: FindKey, ticks: Callable[[], float]) -> None:
        self._find = find
        self._ticks = ticks
        self._known: dict[bytes, _Known] = {}

    async def admit(self, headers: Iterable[tuple[bytes, bytes]], scope: str) -> Grant:
        """Return what the request's key stands for; raise Unauthorized or Forbidden."""
        grant = await self._grant(_token(headers))
        if scope not in grant.scopes and _OR_ELSE.get(scope) not in grant.scopes:
            raise Forbidden(f"this key does not allow {scope!r}")
        return grant

    async def _grant(self, token: bytes) -> Grant:
        digest = hashlib.sha256(token).digest()
        known = self._known.get(digest)
        if known is not None and known.until > self._ticks():
            return known.grant
        grant = await (self._find(token.decode("ascii")) if known is None else self._confirm(token, known))
        if grant is None:
            self._known.pop(digest, None)
            raise Unauthorized("this API key is unknown or was revoked")
        if known is None or known.grant is not grant:
            self._remember(digest, grant)
        return grant

    async def _confirm(self, token: bytes, known: _Known) -> Grant | None:
        """Ask again for a key that was good; while nobody answers, believe it. Meanwhile others go on with it."""
        now = self._ticks()
        known.until = now + HASTE_S
        try:
            async with asyncio.timeout(HASTE_S):
                return await self._find(token.decode("ascii"))
        except (Unavailable, TimeoutError):
            if now > known.confirmed + GRACE_S:
                raise Unavailable("the key cannot be checked now; try again in a moment") from None
            return known.grant

    def _remember(self, digest: bytes, grant: Grant) -> None:
        self._known.pop(digest, None)
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        now = self._ticks()
        self._known[digest] = _Known(grant, now, now + SECONDS)


def _token(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    for name, value in headers:
        if name == b"authorization":
            found = _BEARER.fullmatch(value)
            if found:
                return found[1]
            break
    raise Unauthorized("expected an API key: Authorization: Bearer lg_...")
