"""The change counters of a company, and the notice that one moved."""

from largesse.app.ports import Versions
from largesse.store.rows import Rows

CHANNEL = "largesse_changes"
"""Where PostgreSQL tells every listening process, when the transaction commits, whose counter moved."""


class ChangeRows(Rows):
    """See the port `Changes`."""

    async def versions(self) -> Versions:
        """What they are now."""
        row = await self._one("select book, catalogue from book_version where company = %(company)s")
        return Versions(*row) if row else Versions()

    async def raise_book(self) -> int:
        """Count a change of campaigns or settings."""
        row = await self._one(
            "insert into book_version (company, book) values (%(company)s, 1) "
            "on conflict (company) do update set book = book_version.book + 1 returning book"
        )
        return await self._tell(row)

    async def raise_catalogue(self) -> int:
        """Count a change of the catalogue or the stores."""
        row = await self._one(
            "insert into book_version (company, catalogue) values (%(company)s, 1) "
            "on conflict (company) do update set catalogue = book_version.catalogue + 1 returning catalogue"
        )
        return await self._tell(row)

    async def _tell(self, row: tuple[int, ...] | None) -> int:
        assert row is not None
        await self._one("select pg_notify(%(channel)s, %(company)s)", channel=CHANNEL)
        return row[0]
