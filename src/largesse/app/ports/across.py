"""A look over all companies at once, for work that nobody asked for: which of them have something due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Across(Protocol):
    """It reads only; what it finds is changed in each company's own transaction. Each raises `Unavailable`."""

    async def companies_with_ended_campaigns(self, at: datetime) -> Sequence[str]:
        """Whose campaigns have come to their end by then and are not marked so."""
        ...

    async def companies_with_lapsed_checkouts(self, at: datetime) -> Sequence[str]:
        """Whose checkouts hold something longer than they may."""
        ...

    async def companies_with_counters(self) -> Sequence[str]:
        """Who has limits or budgets that were used."""
        ...
