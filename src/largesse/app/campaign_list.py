"""The list of campaigns: narrowed, searched, and in one of its orders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from largesse.app.page import Cursor, Limit, Page, Search, Sorting, page_of, read_cursor
from largesse.app.ports import Ports
from largesse.app.ports.campaigns import CampaignFilter, CampaignSummary
from largesse.campaigns.lifecycle import State
from largesse.core.wire import Currency, Instant, Token
from largesse.promotions.definition import CampaignKind, Visibility

Sort = Literal[
    "position", "-position", "name", "-name", "created", "-created", "updated", "-updated", "starts", "-starts"
]

Place = Annotated[int, Meta(ge=-(10**9), le=10**9)]

_SORTINGS: Mapping[str, Sorting] = {
    "position": Sorting(("priority", "position", "id"), tuple[Place, Place, str]),
    "name": Sorting(("name", "id"), tuple[str, str]),
    "created": Sorting(("created_at", "id"), tuple[Instant, str]),
    "updated": Sorting(("updated_at", "id"), tuple[Instant, str]),
    "starts": Sorting(("starts_at", "id"), tuple[Instant | None, str]),
}


class CampaignQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which campaigns to list; all that is said must hold."""

    search: Search | None = None
    """Part of the id, of a name, or of a description, in any language and in any case."""
    state: State | None = None
    kind: CampaignKind | None = None
    visibility: Visibility | None = None
    category: Token | None = None
    currency: Currency | None = None
    store: Token | None = None
    """Where it applies: it names this store, or none."""
    channel: Token | None = None
    """Where it applies: it names this channel, or none."""
    created_from: Instant | None = None
    """The first instant."""
    created_until: Instant | None = None
    """The first instant that is too late."""
    updated_from: Instant | None = None
    updated_until: Instant | None = None
    sort: Sort = "position"
    """By `position` they stand in order of effect, the highest priority first. With `-`, the other way round."""
    cursor: Cursor | None = None
    limit: Limit = 50


async def list_campaigns(ports: Ports, company: str, query: CampaignQuery) -> Page[CampaignSummary]:
    """Return a page of campaigns, in order of effect unless another one is asked for."""
    sorting = _SORTINGS[query.sort.removeprefix("-")]
    wanted = CampaignFilter(
        at=ports.now(),
        limit=query.limit + 1,
        sort=query.sort,
        after=read_cursor(query.cursor, query.sort, sorting),
        state=query.state,
        kind=query.kind,
        visibility=query.visibility,
        category=query.category,
        currency=query.currency,
        store=query.store,
        channel=query.channel,
        created_since=query.created_from,
        created_until=query.created_until,
        updated_since=query.updated_from,
        updated_until=query.updated_until,
        search=query.search,
    )
    async with ports.store.transaction(company) as work:
        rows = await work.campaigns.page(wanted)
    return page_of(rows, query.limit, query.sort, sorting)
