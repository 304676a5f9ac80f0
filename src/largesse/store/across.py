"""The look over all companies, as the role of the worker. Nothing that serves requests may have this."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString

from largesse.store.database import Database


class AcrossCompanies:
    """See the port `Across`. The database has to be one that sees every company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def companies_with_ended_campaigns(self, at: datetime) -> Sequence[str]:
        """Whose campaigns have come to their end."""
        return await self._companies(
            "select distinct company from campaign where status in ('live', 'paused') and ends_at <= %s", at
        )

    async def companies_with_lapsed_checkouts(self, at: datetime) -> Sequence[str]:
        """Whose checkouts hold something longer than they may."""
        return await self._companies(
            "select distinct company from checkout where state = 'open' and held_until <= %s", at
        )  # fmt: skip

    async def companies_with_counters(self) -> Sequence[str]:
        """Who has limits or budgets that were used."""
        return await self._companies("select distinct company from counter")

    async def _companies(self, statement: LiteralString, *values: object) -> Sequence[str]:
        async with self._database.transaction() as connection:
            cursor = await connection.execute(statement, values)
            return [company for (company,) in await cursor.fetchall()]
