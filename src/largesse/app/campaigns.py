"""Campaigns: create, change, start, stop, list, import, export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from largesse.app.page import Cursor, Limit, Page, Search, page_of, read_cursor
from largesse.app.ports import Ports, Work
from largesse.app.ports.campaigns import CampaignFilter, CampaignSummary, EffectOrder, StoredCampaign
from largesse.campaigns import lifecycle
from largesse.campaigns.lifecycle import Action, State
from largesse.core.errors import Conflict, NotFound
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import compile_campaign
from largesse.promotions.kinds import decode
from largesse.promotions.settings import Settings


class IdTaken(Conflict):
    """There is something of this id already."""

    code = "id_taken"


class VersionMoved(Conflict):
    """Somebody else has changed it in the meantime."""

    code = "version_moved"


class CampaignDetails(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign, and what it is right now."""

    campaign: Campaign
    state: State
    created_at: datetime
    updated_at: datetime


class CampaignQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which campaigns to list, in order of effect."""

    search: Search | None = None
    state: State | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


async def create_campaign(ports: Ports, company: str, campaign: Campaign) -> CampaignDetails:
    """Store a new campaign, as a draft. Raises `Invalid` for what makes no sense in it, `IdTaken`."""
    now = ports.now()
    first = msgspec.structs.replace(campaign, version=1)
    async with ports.store.transaction(company) as work:
        priority = check_campaign(campaign, await work.settings.get())
        stored = StoredCampaign(
            campaign=first, status=lifecycle.FIRST, priority=priority, created_at=now, updated_at=now
        )  # fmt: skip
        if not await work.campaigns.add(stored):
            raise IdTaken(f"there is a campaign {campaign.id!r} already")
    return _details(stored, now)


async def get_campaign(ports: Ports, company: str, id: str) -> CampaignDetails:
    """Return a campaign. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        stored = await work.campaigns.get(id)
    if stored is None:
        raise _missing(id)
    return _details(stored, ports.now())


async def list_campaigns(ports: Ports, company: str, query: CampaignQuery) -> Page[CampaignSummary]:
    """Return a page of campaigns in order of effect: priority (high first), position, id."""
    after: EffectOrder | None = read_cursor(query.cursor, EffectOrder)
    wanted = CampaignFilter(
        at=ports.now(), limit=query.limit + 1, after=after, state=query.state, search=query.search
    )  # fmt: skip
    async with ports.store.transaction(company) as work:
        rows = await work.campaigns.page(wanted)
    return page_of(rows, query.limit, lambda row: (row.priority, row.position, row.id))


async def replace_campaign(
    ports: Ports, company: str, campaign: Campaign, expected: int | None = None
) -> CampaignDetails:
    """Replace the document of a campaign that is not running; its version goes up by one.

    `expected` is the version that the caller has read: raises `VersionMoved` when it is not the present one. Raises
    `NotFound`, `NotInThisState`, `Invalid`.
    """
    now = ports.now()
    async with ports.store.transaction(company) as work:
        stored = await _hold(work, campaign.id)
        lifecycle.check_replaceable(_state(stored, now))
        _check_version(stored, expected)
        priority = check_campaign(campaign, await work.settings.get())
        campaign = msgspec.structs.replace(campaign, version=stored.campaign.version + 1)
        changed = msgspec.structs.replace(stored, campaign=campaign, priority=priority, updated_at=now)
        await work.campaigns.save([changed])
    return _details(changed, now)


async def change_state(ports: Ports, company: str, id: str, action: Action) -> CampaignDetails:
    """Activate, pause, resume, end, archive or restore a campaign. Raises `NotFound`, `NotInThisState`, `Invalid`."""
    now = ports.now()
    async with ports.store.transaction(company) as work:
        stored = await _hold(work, id)
        status = lifecycle.move(_state(stored, now), action)
        if status == "live":  # the settings may have changed since it was saved
            check_campaign(stored.campaign, await work.settings.get())
        changed = msgspec.structs.replace(stored, status=status, updated_at=now)
        await work.campaigns.set_status(id, status, now)
        await work.changes.raise_book()
    return _details(changed, now)


async def delete_campaign(ports: Ports, company: str, id: str) -> None:
    """Delete a draft for good. Raises `NotFound`, `NotInThisState`."""
    async with ports.store.transaction(company) as work:
        stored = await _hold(work, id)
        lifecycle.check_deletable(_state(stored, ports.now()))
        await work.campaigns.remove(id)


async def export_campaigns(ports: Ports, company: str, ids: Sequence[str] | None = None) -> list[Campaign]:
    """Return the documents of these campaigns, or of all, in order of effect. Raises `NotFound` for an unknown one."""
    async with ports.store.transaction(company) as work:
        documents = dict(await work.campaigns.documents(None, ids))
    for id in ids or ():
        if id not in documents:
            raise _missing(id)
    return [decode(Campaign, document) for document in documents.values()]


def check_campaign(campaign: Campaign, settings: Settings, path: str = "$") -> int:
    """Return the priority that it has under the settings; raise `Invalid` for what makes no sense in it."""
    _, reversed_priority, *_ = compile_campaign(campaign, settings, path)[0].rank
    return -reversed_priority


async def _hold(work: Work, id: str) -> StoredCampaign:
    stored = (await work.campaigns.hold([id])).get(id)
    if stored is None:
        raise _missing(id)
    return stored


def _check_version(stored: StoredCampaign, expected: int | None) -> None:
    present = stored.campaign.version
    if expected is not None and expected != present:
        text = f"the campaign is at version {present} and you have changed version {expected}: read it again"
        raise VersionMoved(text)


def _state(stored: StoredCampaign, at: datetime) -> State:
    return lifecycle.state_at(stored.status, stored.campaign.starts_at, stored.campaign.ends_at, at)


def _details(stored: StoredCampaign, at: datetime) -> CampaignDetails:
    return CampaignDetails(
        campaign=stored.campaign, state=_state(stored, at), created_at=stored.created_at, updated_at=stored.updated_at
    )


def _missing(id: str) -> NotFound:
    return NotFound(f"there is no campaign {id!r}")
