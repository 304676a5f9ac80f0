"""The look over all companies, as the role of the worker. Nothing that serves requests may have this."""

from collections.abc import Sequence
from datetime import datetime

from largesse.store.database import Database


class AcrossCompanies:
    """See the port `Across`. The database has to be one that sees every company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def companies_with_ended_campaigns(self, at: datetime) -> Sequence[str]:
        """Whose campaigns have come to their end."""
        async with self._database.transaction() as connection:
            cursor = await connection.execute(
                "select distinct company from campaign where status in ('live', 'paused') and ends_at <= %s", [at]
            )
            return [company for (company,) in await cursor.fetchall()]
