"""Stores, where things are sold."""

from collections.abc import Sequence

import msgspec

from largesse.app.ports.stores import StoreFilter, StorePlace
from largesse.store.bulk import merge
from largesse.store.paging import BY_ID_OR_NAME, keys, page
from largesse.store.rows import Rows, document_of, part_of, pattern_of

_decode = msgspec.json.Decoder(StorePlace).decode


class StoreRows(Rows):
    """See the port `Stores`."""

    async def get(self, id: str) -> StorePlace | None:
        """One store."""
        row = await self._one("select document::text from store where company = %(company)s and id = %(id)s", id=id)
        return _decode(row[0]) if row else None

    async def page(self, wanted: StoreFilter) -> list[StorePlace]:
        """Stores by id."""
        rows = await self._all(
            "select document::text from store where company = %(company)s "
            "and (%(search)s::text is null or id ilike %(search)s or name ilike %(search)s) "
            f"and document @> %(part)s {page(BY_ID_OR_NAME, wanted.sort, wanted.after)}",
            **keys(wanted.after),
            search=pattern_of(wanted.search),
            part=part_of(
                website=wanted.website,
                channel=wanted.channel,
                country=wanted.country,
                region=wanted.region,
                city=wanted.city,
            ),
            limit=wanted.limit,
        )
        return [_decode(document) for (document,) in rows]

    async def save(self, stores: Sequence[StorePlace]) -> None:
        """Add or replace many."""
        rows = ((self._company, each.id, each.name, document_of(each)) for each in stores)
        await merge(self._connection, "store", ["company", "id"], ["name", "document"], rows)
