"""Audiences and who is in them."""

from collections.abc import Mapping, Sequence

from largesse.app.ports.customers import Audience, AudienceFilter, AudienceSummary, NameFilter
from largesse.store.bulk import merge
from largesse.store.paging import BY_ID_OR_NAME, Order, keys, page
from largesse.store.rows import Rows, pattern_of

_MEMBERS: Mapping[str, Order] = {"id": Order(("customer",), "%(k0)s::text")}


class AudienceRows(Rows):
    """See the port `Audiences`."""

    async def get(self, id: str) -> AudienceSummary | None:
        """One audience with its size."""
        row = await self._one(
            "select id, name, (select count(*) from audience_member where company = %(company)s and audience = %(id)s) "
            "from audience where company = %(company)s and id = %(id)s",
            id=id,
        )
        return AudienceSummary(*row) if row else None

    async def page(self, wanted: AudienceFilter) -> list[AudienceSummary]:
        """Audiences with their sizes, by id."""
        rows = await self._all(
            "select id, name, (select count(*) from audience_member as member "
            "where member.company = %(company)s and member.audience = audience.id) "
            "from audience where company = %(company)s "
            "and (%(search)s::text is null or id ilike %(search)s or name ilike %(search)s) "
            "and (%(customer)s::text is null or exists (select from audience_member as one where "
            "  one.company = %(company)s and one.customer = %(customer)s and one.audience = audience.id)) "
            f"{page(BY_ID_OR_NAME, wanted.sort, wanted.after)}",
            **keys(wanted.after),
            customer=wanted.customer,
            search=pattern_of(wanted.search),
            limit=wanted.limit,
        )
        return [AudienceSummary(*row) for row in rows]

    async def members(self, id: str, wanted: NameFilter) -> list[str]:
        """Customers in it, by id."""
        rows = await self._all(
            "select customer from audience_member where company = %(company)s and audience = %(id)s "
            "and (%(search)s::text is null or customer ilike %(search)s) "
            f"{page(_MEMBERS, wanted.sort, wanted.after)}",
            id=id,
            **keys(wanted.after),
            search=pattern_of(wanted.search),
            limit=wanted.limit,
        )
        return [customer for (customer,) in rows]

    async def save(self, audiences: Sequence[Audience]) -> None:
        """Add or replace many with their members."""
        heads = ((self._company, each.id, each.name) for each in audiences)
        await merge(self._connection, "audience", ["company", "id"], ["name"], heads)
        await self._do(
            "delete from audience_member where company = %(company)s and audience = any(%(ids)s)",
            ids=[each.id for each in audiences],
        )
        members = ((self._company, each.id, one) for each in audiences for one in dict.fromkeys(each.customers))
        await merge(self._connection, "audience_member", ["company", "audience", "customer"], [], members)

    async def change(self, id: str, add: Sequence[str], remove: Sequence[str]) -> None:
        """Put customers into one that exists, and take others out."""
        await self._do(
            "delete from audience_member "
            "where company = %(company)s and audience = %(id)s and customer = any(%(them)s)",
            id=id,
            them=list(remove),
        )
        await self._do(
            "insert into audience_member (company, audience, customer) "
            "select %(company)s, %(id)s, one from unnest(%(them)s::text[]) as one order by one on conflict do nothing",
            id=id,
            them=list(add),
        )

    async def remove(self, id: str) -> bool:
        """Delete one with its members."""
        return await self._do("delete from audience where company = %(company)s and id = %(id)s", id=id) == 1
