"""Searches for the worst basket, as they are kept."""

from __future__ import annotations

from typing import Protocol


class Searches(Protocol):
    """The searches of one company, inside one transaction."""

    async def add(self, id: str, document: bytes, most: int) -> None:
        """Keep one, and forget the oldest beyond so many."""
        ...

    async def get(self, id: str) -> bytes | None:
        """One search as JSON."""
        ...
