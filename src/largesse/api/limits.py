"""What one request may cost, as the operator has set it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from largesse.api.errors import TookTooLong
from largesse.api.rates import Rates

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """Of every request, whatever its route allows beside."""

    seconds: float = 60.0
    """How long it may take to find the answer, once the body is there."""
    body: int = 256 * 2**20
    """Bytes that a body may have; most routes allow less."""
    rates: Rates | None = None
    """How often a key may ask; None for as often as it likes."""

    async def in_time(self, work: Awaitable[T]) -> T:
        """Do the work, and break it off when it takes too long. Raises TookTooLong; what it had stored is undone."""
        limit = asyncio.timeout(self.seconds)
        try:
            async with limit:
                return await work
        except TimeoutError:
            if not limit.expired():
                raise
            raise TookTooLong(f"this took longer than {self.seconds:g} seconds, and was broken off") from None


USUAL = Limits()
"""Where an operator has set none."""
