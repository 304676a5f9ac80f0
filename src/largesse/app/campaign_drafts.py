"""The draft version beside a live campaign, and the versions that there were: publish, discard, look back."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from largesse.app.audit import record
from largesse.app.campaign_details import (
    CampaignDetails,
    VersionMoved,
    changed,
    deed,
    details_of,
    hold_campaign,
    missing,
    state_of,
)
from largesse.app.campaigns import follow_up
from largesse.app.launch import Launch, check_campaign, check_launch
from largesse.app.page import Cursor, Limit, Page, Sorting, page_of, read_cursor
from largesse.app.ports import Ports
from largesse.app.ports.campaigns import Draft, StoredCampaign, VersionFilter, VersionSummary
from largesse.campaigns import lifecycle
from largesse.core.errors import Conflict, NotFound
from largesse.core.wire import Instant, Token
from largesse.promotions.definition import Campaign


class NoDraft(Conflict):
    """The campaign has no draft version."""

    code = "no_draft"


class VersionQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which versions to list, the newest first unless the other order is asked for."""

    saved_by: Token | None = None
    """Who saved it, by id: a key's, for one."""
    saved_from: Instant | None = None
    """The first instant."""
    saved_until: Instant | None = None
    """The first instant that is too late."""
    sort: Literal["-version", "version"] = "-version"
    cursor: Cursor | None = None
    limit: Limit = 50


_BY_VERSION = Sorting(("version",), tuple[Annotated[int, Meta(ge=1, le=10**9)]])


async def publish_campaign(
    ports: Ports, company: str, id: str, expected: int | None = None, *, force: bool = False
) -> CampaignDetails:
    """Let the draft version take the place of the document, in one step; evaluation follows within a second.

    Raises `NotFound`, `NoDraft`, `NotInThisState`, `VersionMoved` also when the document has got another version since
    the draft was saved and, where customers are served from it, what `check_launch` raises.
    """
    now = ports.now()
    async with ports.store.transaction(company) as work:
        stored = await hold_campaign(work, id, expected)
        draft, state = _draft_of(stored), state_of(stored, now)
        lifecycle.check_editable(state)
        _check_base(stored, draft)
        launch = Launch(draft.author)
        if lifecycle.is_served(state):
            launch = await check_launch(ports, work, draft.campaign, draft.author, force=force)
        campaign = follow_up(stored, draft.campaign)
        priority = check_campaign(campaign, await work.settings.get())
        after = changed(stored, now, campaign=campaign, author=launch.author, priority=priority, draft=None)
        await work.campaigns.save([after])
        await record(ports, work, deed("published", stored, after, **launch.told()))
        await work.changes.raise_book()
    return details_of(after, now)


async def discard_draft(ports: Ports, company: str, id: str, expected: int | None = None) -> CampaignDetails:
    """Drop the draft version. Raises `NotFound`, `VersionMoved`, `NoDraft`."""
    now = ports.now()
    async with ports.store.transaction(company) as work:
        stored = await hold_campaign(work, id, expected)
        _draft_of(stored)
        after = changed(stored, now, draft=None)
        await work.campaigns.note([after])
        await record(ports, work, deed("discarded", stored, after))
    return details_of(after, now)


async def list_versions(ports: Ports, company: str, id: str, query: VersionQuery) -> Page[VersionSummary]:
    """Return a page of the versions that a campaign's document has had. Raises `NotFound`."""
    wanted = VersionFilter(
        limit=query.limit + 1,
        sort=query.sort,
        after=read_cursor(query.cursor, query.sort, _BY_VERSION),
        saved_by=query.saved_by,
        saved_since=query.saved_from,
        saved_until=query.saved_until,
    )
    async with ports.store.transaction(company) as work:
        rows = await work.campaigns.versions(id, wanted)
        if not rows and await work.campaigns.get(id) is None:
            raise missing(id)
    return page_of(rows, query.limit, query.sort, _BY_VERSION)


async def get_version(ports: Ports, company: str, id: str, version: str) -> Campaign:
    """Return a campaign's document as it was in a version, by its number. Raises `NotFound`."""
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    async with ports.store.transaction(company) as work:
        campaign = await work.campaigns.version(id, number)
    if campaign is None:
        raise NotFound(f"there is no version {version!r} of a campaign {id!r}")
    return campaign


def _draft_of(stored: StoredCampaign) -> Draft:
    if stored.draft is None:
        raise NoDraft(f"the campaign {stored.campaign.id!r} has no draft version")
    return stored.draft


def _check_base(stored: StoredCampaign, draft: Draft) -> None:
    present = stored.campaign.version
    if draft.base != present:
        raise VersionMoved(
            f"the draft was made from version {draft.base}, and the document is at version {present} by now: "
            "look at both and save the draft again"
        )
