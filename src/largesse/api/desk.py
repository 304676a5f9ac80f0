"""What a handler can reach: who may ask, and what the use cases need."""

from __future__ import annotations

from dataclasses import dataclass, replace

from largesse.api.keys import Keyring
from largesse.api.limits import USUAL, Limits
from largesse.app.book import Books
from largesse.app.ports import Ports
from largesse.app.ports.audit import Origin
from largesse.app.ports.companies import Grant
from largesse.app.ports.watch import Headers


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the API was handed when it was made."""

    keyring: Keyring
    ports: Ports
    books: Books
    limits: Limits = USUAL

    async def admit(self, headers: Headers, scope: str) -> Grant:
        """Return what a request's key stands for. Raises Unauthorized, Forbidden, TooManyRequests."""
        grant = await self.keyring.admit(headers, scope)
        if self.limits.rates is not None:
            self.limits.rates.count(grant.key)
        return grant

    def on_behalf_of(self, origin: Origin) -> Desk:
        """Return the same desk for somebody: what is done at it is written down under their name."""
        return replace(self, ports=self.ports.on_behalf_of(origin))
