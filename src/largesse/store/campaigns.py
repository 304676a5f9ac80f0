"""Campaigns: one row each with its document, and every document that was ever saved."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString

import msgspec
from psycopg import sql

from largesse.app.ports.campaigns import (
    BookPage,
    CampaignFilter,
    CampaignPlace,
    CampaignSummary,
    Moment,
    StoredCampaign,
    VersionFilter,
    VersionSummary,
)
from largesse.core.actor import Actor
from largesse.promotions.definition import Campaign
from largesse.promotions.kinds import decode
from largesse.store.bulk import append, merge
from largesse.store.campaign_list import list_campaigns
from largesse.store.campaign_row import COLUMNS, STORED, life_of, life_values, row_of, stored_of
from largesse.store.paging import Order, keys, page
from largesse.store.rows import Rows, document_of

_actor = msgspec.json.Decoder(Actor)

_PART = 250
"""So many campaigns of a book are read at a time."""

_VERSIONS: Mapping[str, Order] = {"version": Order(("version",), "%(k0)s::int")}


class CampaignRows(Rows):
    """See the port `Campaigns`."""

    async def get(self, id: str) -> StoredCampaign | None:
        """One campaign."""
        return next(iter(await self._stored("and id = %(id)s", id=id)), None)

    async def hold(self, ids: Sequence[str]) -> dict[str, StoredCampaign]:
        """Those of these campaigns that exist, locked in the order of their ids: two who hold many do not block."""
        found = await self._stored("and id = any(%(ids)s) order by id for update", ids=list(ids))
        return {stored.campaign.id: stored for stored in found}

    async def hold_halted(self) -> list[StoredCampaign]:
        """Those that were paused together with all others."""
        return await self._stored("and status = 'paused' and emergency order by id for update")

    async def hold_due(self, at: datetime) -> list[StoredCampaign]:
        """Those whose end has come and is not marked yet."""
        due: LiteralString = "and status in ('live', 'paused') and ends_at <= %(at)s order by id for update"
        return await self._stored(due, at=at)

    async def hold_group(self, id: str, beside: str, most: int | None) -> list[CampaignPlace]:
        """A campaign, and those around another one, in order of effect. Who moves one waits for who does."""
        await self._one("select pg_advisory_xact_lock(hashtextextended('campaign order of ' || %(company)s, 0))")
        rows = await self._all(
            "with beside as (select priority, position, id from campaign where company = %(company)s"
            "    and id = %(beside)s),"
            "  first as (select position, id from (select each.position, each.id from campaign as each, beside"
            "      where each.company = %(company)s and each.priority = beside.priority"
            "      and (each.position, each.id) <= (beside.position, beside.id)"
            "      order by each.position desc, each.id desc limit 3) as near order by position, id limit 1),"
            "  around as (select id from campaign where company = %(company)s"
            "      and priority = (select priority from beside) and (position, id) >= (select position, id from first)"
            "      order by position, id limit %(most)s) "
            "select id, priority, position from campaign where company = %(company)s"
            "  and id = any(array(select id from around) || %(id)s::text) order by id for update",
            id=id,
            beside=beside,
            most=most,
        )
        places = [CampaignPlace(*row) for row in rows]
        return sorted(places, key=lambda each: (-each.priority, each.position, each.id))

    async def page(self, wanted: CampaignFilter) -> list[CampaignSummary]:
        """A page of the list."""
        return await list_campaigns(self._connection, self._company, wanted)

    async def add(self, stored: StoredCampaign) -> bool:
        """Add one; False when its id is taken, also by somebody who adds it at this moment."""
        names = ("company", "id", *COLUMNS)
        row = row_of(self._company, stored)
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
        rows = [row_of(self._company, each) for each in stored]
        await merge(self._connection, "campaign", ["company", "id"], COLUMNS, rows)
        await self._keep_versions(stored, rows)

    async def note(self, stored: Sequence[StoredCampaign]) -> None:
        """Save all of these campaigns but their documents."""
        await self._connection.cursor().executemany(
            "update campaign set status = %(status)s, activated_at = %(activated_at)s, paused_at = %(paused_at)s, "
            "emergency = %(emergency)s, ended_at = %(ended_at)s, author = %(author)s, draft = %(draft)s, "
            "revision = %(revision)s, updated_at = %(updated_at)s where company = %(company)s and id = %(id)s",
            [{"company": self._company, **life_values(each)} for each in stored],
        )

    async def halt(self, at: datetime) -> list[str]:
        """Pause whatever is scheduled or active."""
        rows = await self._all(
            "update campaign set status = 'paused', paused_at = %(at)s, emergency = true, revision = revision + 1, "
            "updated_at = %(at)s where company = %(company)s and id in ("
            "  select id from campaign where company = %(company)s and status = 'live'"
            "  and (ends_at is null or ends_at > %(at)s) order by id for update) returning id",
            at=at,
        )
        return sorted(id for (id,) in rows)

    async def set_positions(self, positions: Mapping[str, int]) -> None:
        """Move campaigns within their priority."""
        await self._do(
            "update campaign set position = wanted.position, "
            "document = jsonb_set(document, '{position}', to_jsonb(wanted.position)) "
            "from unnest(%(ids)s::text[], %(positions)s::int[]) as wanted (id, position) "
            "where company = %(company)s and campaign.id = wanted.id",
            ids=list(positions),
            positions=list(positions.values()),
        )

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

    async def documents(self, ids: Sequence[str] | None = None) -> list[tuple[str, bytes]]:
        """Id and document as JSON, in order of effect."""
        rows = await self._all(
            "select id, document::text from campaign where company = %(company)s "
            "and (%(ids)s::text[] is null or id = any(%(ids)s)) order by priority desc, position, id",
            ids=None if ids is None else list(ids),
        )
        return [(id, document.encode()) for id, document in rows]

    async def moment(self) -> Moment:
        """The moment that this transaction sees."""
        row = await self._one(
            "select concat_ws('/', system_identifier, timeline_id, 'campaign'::regclass::oid),"
            "  pg_snapshot_xmin(pg_current_snapshot())::text::bigint, coalesce("
            "    (select torn_in from book_version where company = %(company)s)::text::bigint, 0) "
            "from pg_control_system(), pg_control_checkpoint()"
        )
        assert row is not None
        return Moment(*row)

    async def book(self, since: Moment | None = None) -> AsyncIterator[Sequence[BookPage]]:
        """What evaluations may find, or what was changed; a part at a time, so that nobody waits for a large book.

        Numbers that are still to come are those of another database, from which a backup was brought here. An end
        noted by an older program has no instant of its own.
        """
        which: LiteralString = (
            "status = 'live' or status = 'ended' and paused_at is null" if since is None else
            "changed_in between %(since)s::text::xid8 and pg_snapshot_xmax(pg_current_snapshot())"
        )  # fmt: skip
        async with self._connection.cursor(name="book") as cursor:
            await cursor.execute(
                "select id, document::text, status, activated_at, paused_at, emergency, "
                "  case when status = 'ended' then coalesce(ended_at, updated_at) end from campaign "
                f"where company = %(company)s and ({which}) order by priority desc, position, id",
                {"company": self._company, "since": since.number if since else None},
            )
            while rows := await cursor.fetchmany(_PART):
                yield [BookPage(id, document.encode(), life_of(*life)) for id, document, *life in rows]

    async def first_active(self, ids: Sequence[str]) -> dict[str, datetime]:
        """When those of these campaigns that were ever active first were so."""
        which: LiteralString = "company = %(company)s and id = any(%(ids)s) and activated_at is not null"
        return dict(await self._all(f"select id, activated_at from campaign where {which}", ids=list(ids)))

    async def versions(self, id: str, wanted: VersionFilter) -> list[VersionSummary]:
        """The versions of a campaign."""
        rows = await self._all(
            "select version, saved_at, saved_by::text from campaign_version where company = %(company)s "
            "and campaign = %(id)s and (%(saved_by)s::text is null or saved_by ->> 'id' = %(saved_by)s) "
            "and (%(saved_since)s::timestamptz is null or saved_at >= %(saved_since)s) "
            "and (%(saved_until)s::timestamptz is null or saved_at < %(saved_until)s) "
            f"{page(_VERSIONS, wanted.sort, wanted.after)}",
            id=id,
            **msgspec.structs.asdict(wanted),
            **keys(wanted.after),
        )
        return [VersionSummary(version, at, None if by is None else _actor.decode(by)) for version, at, by in rows]

    async def version(self, id: str, number: int) -> Campaign | None:
        """The document of a campaign as it was in a version."""
        row = await self._one(
            "select document::text from campaign_version where company = %(company)s and campaign = %(id)s "
            "and version = %(number)s",
            id=id,
            number=number,
        )
        return decode(Campaign, row[0]) if row else None

    async def _stored(self, which: LiteralString, **values: Any) -> list[StoredCampaign]:
        rows = await self._all(f"select {STORED} from campaign where company = %(company)s {which}", **values)
        return [stored_of(*row) for row in rows]

    async def _keep_versions(self, stored: Sequence[StoredCampaign], rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep documents under their versions. Where a campaign stands is no part of that: a move leaves no trace."""
        columns = ("company", "campaign", "version", "document", "saved_at", "saved_by")
        document = 2 + COLUMNS.index("document")
        versions = [
            (*row[:2], each.campaign.version, row[document], each.updated_at, document_of(each.author.edited_by))
            for each, row in zip(stored, rows, strict=True)
        ]
        await append(self._connection, "campaign_version", columns, versions)
