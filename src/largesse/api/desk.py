"""What a handler can reach: who may ask, and what the use cases need."""

from __future__ import annotations

from dataclasses import dataclass, replace

from largesse.api.keys import Keyring
from largesse.app.book import Books
from largesse.app.ports import Ports
from largesse.app.ports.audit import Origin


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the API was handed when it was made."""

    keyring: Keyring
    ports: Ports
    books: Books

    def on_behalf_of(self, origin: Origin) -> Desk:
        """Return the same desk for somebody: what is done at it is written down under their name."""
        return replace(self, ports=self.ports.on_behalf_of(origin))
