"""What a handler can reach: who may ask, and what the use cases need."""

from __future__ import annotations

from dataclasses import dataclass

from largesse.api.keys import Keyring
from largesse.app.book import Books
from largesse.app.ports import Ports


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the API was handed when it was made."""

    keyring: Keyring
    ports: Ports
    books: Books
