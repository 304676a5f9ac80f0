"""Answers to writes, kept for a while so that a write that is sent again is answered and not done again."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import msgspec


class Answer(msgspec.Struct, frozen=True):
    """What a request is answered with, ready to be sent."""

    status: int
    headers: dict[str, str]
    body: bytes


class Kept(msgspec.Struct, frozen=True):
    """An earlier answer, and the digest of the request that it was given to."""

    digest: bytes
    answer: Answer


class Replays(Protocol):
    """The kept answers of one company, inside one transaction."""

    async def claim(self, key: str, digest: bytes, at: datetime, since: datetime) -> Kept | None:
        """Take the key for this transaction; what was kept under it `since` then is returned instead.

        Whoever else claims it at the same time waits until this transaction has ended.
        """
        ...

    async def keep(self, key: str, answer: Answer) -> None:
        """Keep the answer under a key that this transaction has claimed."""
        ...
