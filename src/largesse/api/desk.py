"""What the HTTP shell was handed: who may ask, and what the use cases need."""

from __future__ import annotations

from dataclasses import dataclass

from largesse.api.keys import Keyring


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a handler can reach."""

    keyring: Keyring
