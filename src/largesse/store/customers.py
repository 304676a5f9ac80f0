"""Customers' profiles."""

from collections.abc import Sequence
from typing import Any, LiteralString

import msgspec

from largesse.app.ports.customers import CustomerFacts, CustomerFilter, CustomerProfile
from largesse.store.bulk import merge
from largesse.store.paging import BY_ID, keys, page
from largesse.store.rows import Rows, document_of, part_of, pattern_of

_decode = msgspec.json.Decoder(CustomerProfile).decode


class CustomerRows(Rows):
    """See the port `Customers`."""

    async def get(self, id: str) -> CustomerProfile | None:
        """One profile."""
        row = await self._one(
            "select document::text from customer where company = %(company)s and id = %(id)s", id=id
        )  # fmt: skip
        return _decode(row[0]) if row else None

    async def page(self, wanted: CustomerFilter) -> list[CustomerProfile]:
        """Profiles by id."""
        rows = await self._all(
            "select document::text from customer where company = %(company)s "
            "and (%(search)s::text is null or id ilike %(search)s) and document @> %(part)s "
            f"{page(BY_ID, wanted.sort, wanted.after)}",
            **keys(wanted.after),
            search=pattern_of(wanted.search),
            part=part_of(
                groups=[wanted.group], organizations=[wanted.organization], tags=[wanted.tag], tier=wanted.tier
            ),
            limit=wanted.limit,
        )
        return [_decode(document) for (document,) in rows]

    async def save(self, profiles: Sequence[CustomerProfile]) -> None:
        """Add or replace many."""
        rows = ((self._company, each.id, document_of(each)) for each in profiles)
        await merge(self._connection, "customer", ["company", "id"], ["document"], rows)

    async def remove(self, ids: Sequence[str]) -> list[str]:
        """Delete those that exist, in the order of their ids: two who delete many do not block each other."""
        which: LiteralString = "where company = %(company)s and id = any(%(ids)s)"
        await self._all(f"select from customer {which} order by id for update", ids=list(ids))
        await self._do(
            "delete from audience_member where company = %(company)s and customer = any(%(ids)s)", ids=list(ids)
        )
        rows = await self._all(f"delete from customer {which} returning id", ids=list(ids))
        return sorted(id for (id,) in rows)


def facts_of(row: tuple[Any, ...] | None) -> CustomerFacts:
    """What the database's function `customer_facts` returned: a document or nothing, and audiences."""
    assert row is not None
    document, audiences = row
    return CustomerFacts(_decode(document) if document else None, frozenset(audiences))
