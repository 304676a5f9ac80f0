"""Searches for the worst basket: the latest ones, each a document."""

from largesse.store.rows import Rows


class SearchRows(Rows):
    """See the port `Searches`."""

    async def add(self, id: str, document: bytes, most: int) -> None:
        """Keep one, and forget the oldest beyond so many."""
        await self._do(
            "insert into worst_basket (company, id, document) values (%(company)s, %(id)s, %(document)s)",
            id=id,
            document=document.decode(),
        )
        await self._do(
            "delete from worst_basket where company = %(company)s and number <= (select number from worst_basket "
            "  where company = %(company)s order by number desc offset %(most)s limit 1)",
            most=most,
        )

    async def get(self, id: str) -> bytes | None:
        """One search as JSON."""
        row = await self._one(
            "select document::text from worst_basket where company = %(company)s and id = %(id)s", id=id
        )
        return row[0].encode() if row else None
