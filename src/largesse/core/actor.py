"""Who does something here."""

from __future__ import annotations

from typing import Literal

import msgspec


class Actor(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whoever asked for a change: an API key, somebody at the command line, or Largesse itself by its schedules."""

    kind: Literal["key", "command", "system"]
    id: str
    name: str = ""
    """As people call it; what the id stands for is told by it later, too, when the key is gone."""

    def is_same(self, other: Actor | None) -> bool:
        """Whether these are one: names may change and need not differ."""
        return other is not None and (self.kind, self.id) == (other.kind, other.id)

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.name})" if self.name else f"{self.kind} {self.id}"


ITSELF = Actor("system", "largesse")
"""Largesse, when nobody asked."""
