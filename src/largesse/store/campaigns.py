"""Campaigns: one row each with its document, and every document that was ever saved."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg import sql

from largesse.app.ports.campaigns import CampaignFilter, CampaignSummary, StoredCampaign
from largesse.campaigns.lifecycle import Status
from largesse.promotions.definition import Campaign
from largesse.promotions.kinds import decode
from largesse.store.bulk import merge
from largesse.store.rows import Rows, document_of, pattern_of

_COLUMNS = (
    "status", "version", "name", "currency", "category", "priority", "position", "starts_at", "ends_at", "promotions",
    "document", "created_at", "updated_at",
)  # fmt: skip


class CampaignRows(Rows):
    """See the port `Campaigns`."""

    async def get(self, id: str) -> StoredCampaign | None:
        """One campaign."""
        row = await self._one(
            "select document::text, status, priority, created_at, updated_at from campaign "
            "where company = %(company)s and id = %(id)s",
            id=id,
        )
        return _stored(*row) if row else None

    async def hold(self, ids: Sequence[str]) -> dict[str, StoredCampaign]:
        """Those of these campaigns that exist, locked in the order of their ids: two who hold many do not block."""
        rows = await self._all(
            "select document::text, status, priority, created_at, updated_at from campaign "
            "where company = %(company)s and id = any(%(ids)s) order by id for update",
            ids=list(ids),
        )
        return {stored.campaign.id: stored for stored in (_stored(*row) for row in rows)}

    async def page(self, wanted: CampaignFilter) -> list[CampaignSummary]:
        """In order of effect."""
        priority, position, id = wanted.after or (None, None, None)
        rows = await self._all(
            "select * from (select id, name, "
            "  case when status <> 'live' then status when ends_at <= %(at)s then 'ended' "
            "    when starts_at > %(at)s then 'scheduled' else 'active' end as state, version, currency, category, "
            "  priority, position, starts_at, ends_at, promotions, created_at, updated_at "
            "  from campaign where company = %(company)s) as campaign "
            "where (%(state)s::text is null or state = %(state)s) "
            "and (%(search)s::text is null or id ilike %(search)s or name ilike %(search)s) "
            "and (%(after)s::text is null "
            "  or (-priority, position, id) > (-%(priority)s::int, %(position)s::int, %(after)s)) "
            "order by priority desc, position, id limit %(limit)s",
            at=wanted.at,
            state=wanted.state,
            search=pattern_of(wanted.search),
            priority=priority,
            position=position,
            after=id,
            limit=wanted.limit,
        )
        names = CampaignSummary.__struct_fields__
        return [CampaignSummary(**dict(zip(names, row, strict=True))) for row in rows]

    async def add(self, stored: StoredCampaign) -> bool:
        """Add one; False when its id is taken, also by somebody who adds it at this moment."""
        names = ("company", "id", *_COLUMNS)
        row = self._row(stored, document_of(stored.campaign))
        cursor = await self._connection.execute(
            sql.SQL("insert into campaign ({}) values ({}) on conflict do nothing").format(
                sql.SQL(", ").join(map(sql.Identifier, names)), sql.SQL(", ").join(sql.Placeholder() * len(names))
            ),
            row,
        )
        if cursor.rowcount == 0:
            return False
        await self._keep_versions([stored], [row])
        return True

    async def save(self, stored: Sequence[StoredCampaign]) -> None:
        """Add or replace many, and keep each document under its version."""
        rows = [self._row(each, document_of(each.campaign)) for each in stored]
        await merge(self._connection, "campaign", ["company", "id"], _COLUMNS, rows)
        await self._keep_versions(stored, rows)

    async def set_status(self, id: str, status: Status, at: datetime) -> None:
        """Note what was decided."""
        statement = (
            "update campaign set status = %(status)s, updated_at = %(at)s where company = %(company)s and id = %(id)s"
        )
        await self._do(statement, id=id, status=status, at=at)

    async def set_priorities(self, defaults: Mapping[str, int]) -> None:
        """Give campaigns that name no priority their category's, or 0."""
        await self._do(
            "update campaign set priority = wanted.priority from ("
            "  select each.id, coalesce(given.priority, 0) as priority from campaign as each"
            "  left join unnest(%(names)s::text[], %(priorities)s::int[]) as given (category, priority)"
            "    using (category)"
            "  where each.company = %(company)s and not each.document ? 'priority') as wanted "
            "where campaign.company = %(company)s and campaign.id = wanted.id and campaign.priority <> wanted.priority",
            names=list(defaults),
            priorities=list(defaults.values()),
        )

    async def remove(self, id: str) -> None:
        """Delete one with all its versions."""
        await self._do("delete from campaign where company = %(company)s and id = %(id)s", id=id)

    async def documents(self, status: Status | None, ids: Sequence[str] | None = None) -> list[tuple[str, bytes]]:
        """Id and document as JSON, in order of effect."""
        rows = await self._all(
            "select id, document::text from campaign where company = %(company)s "
            "and (%(status)s::text is null or status = %(status)s) and (%(ids)s::text[] is null or id = any(%(ids)s)) "
            "order by priority desc, position, id",
            status=status,
            ids=None if ids is None else list(ids),
        )
        return [(id, document.encode()) for id, document in rows]

    async def _keep_versions(self, stored: Sequence[StoredCampaign], rows: Sequence[tuple[Any, ...]]) -> None:
        document = 2 + _COLUMNS.index("document")
        versions = (
            (self._company, each.campaign.id, each.campaign.version, row[document], each.updated_at)
            for each, row in zip(stored, rows, strict=True)
        )
        key = ["company", "campaign", "version"]
        await merge(self._connection, "campaign_version", key, ["document", "saved_at"], versions)

    def _row(self, stored: StoredCampaign, document: str) -> tuple[Any, ...]:
        campaign = stored.campaign
        return (
            self._company, campaign.id, stored.status, campaign.version, campaign.name, campaign.currency,
            campaign.category, stored.priority, campaign.position, campaign.starts_at, campaign.ends_at,
            len(campaign.promotions), document, stored.created_at, stored.updated_at,
        )  # fmt: skip


def _stored(document: str, status: Status, priority: int, created_at: datetime, updated_at: datetime) -> StoredCampaign:
    return StoredCampaign(
        campaign=decode(Campaign, document),
        status=status,
        priority=priority,
        created_at=created_at,
        updated_at=updated_at,
    )
