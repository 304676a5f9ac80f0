"""The list of campaigns: narrowed, searched, and in one of its orders."""

from collections.abc import Mapping
from typing import Any, LiteralString

import msgspec

from largesse.app.ports.campaigns import CampaignFilter, CampaignSummary
from largesse.store.database import Connection
from largesse.store.paging import BY_ID_OR_NAME, Order, keys, page
from largesse.store.rows import pattern_of

_STATE: LiteralString = (
    "case when status not in ('live', 'paused') then status when ends_at <= %(at)s then 'ended' "
    "when status = 'paused' then 'paused' when starts_at > %(at)s then 'scheduled' else 'active' end"
)

_ORDERS: Mapping[str, Order] = {
    "position": Order(("-priority", "position", "id"), "-%(k0)s::int, %(k1)s::int, %(k2)s::text"),
    "name": BY_ID_OR_NAME["name"],
    "created": Order(("created_at", "id"), "%(k0)s::timestamptz, %(k1)s::text"),
    "updated": Order(("updated_at", "id"), "%(k0)s::timestamptz, %(k1)s::text"),
    "starts": Order(
        ("coalesce(starts_at, '-infinity')", "id"), "coalesce(%(k0)s::timestamptz, '-infinity'), %(k1)s::text"
    ),
}

_SEARCHED: LiteralString = (
    "(id ilike %(search)s or name ilike %(search)s or document ->> 'description' ilike %(search)s"
    " or exists (select from jsonb_each_text(document -> 'names') where value ilike %(search)s)"
    " or exists (select from jsonb_each_text(document -> 'descriptions') where value ilike %(search)s))"
)

_CONDITIONS: Mapping[str, LiteralString] = {
    "state": f"{_STATE} = %(state)s",
    "kind": "kind = %(kind)s",
    "visibility": "visibility = %(visibility)s",
    "category": "category = %(category)s",
    "currency": "currency = %(currency)s",
    "store": "(not document ? 'stores' or document -> 'stores' ? %(store)s)",
    "channel": "(not document ? 'channels' or document -> 'channels' ? %(channel)s)",
    "created_since": "created_at >= %(created_since)s",
    "created_until": "created_at < %(created_until)s",
    "updated_since": "updated_at >= %(updated_since)s",
    "updated_until": "updated_at < %(updated_until)s",
    "search": _SEARCHED,
}


async def list_campaigns(connection: Connection, company: str, wanted: CampaignFilter) -> list[CampaignSummary]:
    """Return a page of campaigns; what is not asked for is no part of the statement."""
    asked: dict[str, Any] = {**msgspec.structs.asdict(wanted), "search": pattern_of(wanted.search), "company": company}
    which: LiteralString = " ".join(f"and {text}" for name, text in _CONDITIONS.items() if asked[name] is not None)
    cursor = await connection.execute(
        f"select id, name, {_STATE} as state, version, revision, draft is not null as draft, kind, visibility,"
        "  currency, category, priority, position, starts_at, ends_at, promotions, created_at, updated_at "
        f"from campaign where company = %(company)s {which} {page(_ORDERS, wanted.sort, wanted.after)}",
        {**asked, **keys(wanted.after)},
    )
    names = CampaignSummary.__struct_fields__
    return [CampaignSummary(**dict(zip(names, row, strict=True))) for row in await cursor.fetchall()]
