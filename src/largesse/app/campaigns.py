"""Campaigns: create, look up, edit, copy, delete, start, stop, export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from largesse.app.audit import record
from largesse.app.campaign_details import (
    CampaignDetails,
    changed,
    deed,
    details_of,
    hold_campaign,
    missing,
    span_of,
    state_of,
)
from largesse.app.launch import check_campaign, check_launch
from largesse.app.ports import Ports
from largesse.app.ports.campaigns import Draft, StoredCampaign
from largesse.campaigns import lifecycle
from largesse.campaigns.approval import Author
from largesse.campaigns.lifecycle import Action, Life
from largesse.core.errors import Conflict
from largesse.core.ids import Id
from largesse.core.wire import Name
from largesse.promotions.definition import Campaign
from largesse.promotions.kinds import decode

_DONE: dict[Action, str] = {
    "activate": "activated",
    "pause": "paused",
    "resume": "resumed",
    "end": "ended",
    "archive": "archived",
    "restore": "restored",
}


class IdTaken(Conflict):
    """There is something of this id already."""

    code = "id_taken"


class CampaignCopy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a copy is called."""

    id: Id
    name: Name | None = None
    """The original's when left out."""


async def create_campaign(ports: Ports, company: str, campaign: Campaign) -> CampaignDetails:
    """Store a new campaign, as a draft. Raises `Invalid` for what makes no sense in it, `IdTaken`."""
    return await _create(ports, company, campaign, "created")


async def get_campaign(ports: Ports, company: str, id: str) -> CampaignDetails:
    """Return a campaign with its draft version, if there is one. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        stored = await work.campaigns.get(id)
    if stored is None:
        raise missing(id)
    return details_of(stored, ports.now())


async def replace_campaign(
    ports: Ports, company: str, campaign: Campaign, expected: int | None = None
) -> CampaignDetails:
    """Give a campaign another document: at its next version or, while it is served, as a draft beside the live one.

    Its position stays: that is changed by a move alone. `expected` is the revision that the caller has read: raises
    `VersionMoved` when it is not the present one. Raises `NotFound`, `NotInThisState`, `Invalid`.
    """
    now = ports.now()
    async with ports.store.transaction(company) as work:
        stored = await hold_campaign(work, campaign.id, expected)
        state = state_of(stored, now)
        lifecycle.check_editable(state)
        priority = check_campaign(campaign, await work.settings.get())
        campaign = follow_up(stored, campaign)
        author = Author(ports.origin.actor)
        if stored.draft is not None or lifecycle.is_served(state):
            draft = Draft(campaign=campaign, author=author, edited_at=now, base=stored.campaign.version)
            after = changed(stored, now, draft=draft)
            await work.campaigns.note([after])
        else:
            after = changed(stored, now, campaign=campaign, author=author, priority=priority)
            await work.campaigns.save([after])
        await record(ports, work, deed("edited", stored, after))
    return details_of(after, now)


async def change_state(
    ports: Ports, company: str, id: str, action: Action, expected: int | None = None, *, force: bool = False
) -> CampaignDetails:
    """Activate, pause, resume, end, archive or restore a campaign; what is put away loses its draft version.

    Raises `NotFound`, `VersionMoved`, `NotInThisState` and, when it goes live, what `check_launch` raises; `force` is
    for scenarios that fail.
    """
    now = ports.now()
    async with ports.store.transaction(company) as work:
        stored = await hold_campaign(work, id, expected)
        life = lifecycle.move(stored.life, span_of(stored.campaign), action, now)
        after = changed(stored, now, life=life, draft=None if life.status == "archived" else stored.draft)
        told: dict[str, Any] = {}
        if life.status == "live":
            launch = await check_launch(ports, work, stored.campaign, stored.author, force=force)
            after, told = msgspec.structs.replace(after, author=launch.author), launch.told()
        await work.campaigns.note([after])
        await record(ports, work, deed(_DONE[action], stored, after, **told))
        await work.changes.raise_book()
    return details_of(after, now)


async def copy_campaign(ports: Ports, company: str, id: str, copy: CampaignCopy) -> CampaignDetails:
    """Make a draft of another id that says what this campaign says. Raises `NotFound`, `IdTaken`, `Invalid`."""
    original = (await get_campaign(ports, company, id)).campaign
    campaign = msgspec.structs.replace(original, id=copy.id, name=copy.name or original.name)
    return await _create(ports, company, campaign, "copied", original=id)


async def delete_campaign(ports: Ports, company: str, id: str, expected: int | None = None) -> None:
    """Delete a draft that was never active. Raises `NotFound`, `VersionMoved`, `NotInThisState`."""
    async with ports.store.transaction(company) as work:
        stored = await hold_campaign(work, id, expected)
        lifecycle.check_deletable(stored.life)
        await work.campaigns.remove(id)
        await record(ports, work, deed("deleted", stored, None))


async def export_campaigns(ports: Ports, company: str, ids: Sequence[str] | None = None) -> list[Campaign]:
    """Return the documents of these campaigns, or of all, in order of effect. Raises `NotFound` for an unknown one."""
    async with ports.store.transaction(company) as work:
        documents = dict(await work.campaigns.documents(ids))
    for id in ids or ():
        if id not in documents:
            raise missing(id)
    return [decode(Campaign, document) for document in documents.values()]


def follow_up(stored: StoredCampaign, campaign: Campaign) -> Campaign:
    """Return a document as the next version of the one that is stored, at its place."""
    present = stored.campaign
    return msgspec.structs.replace(campaign, version=present.version + 1, position=present.position)


async def _create(ports: Ports, company: str, campaign: Campaign, action: str, **more: str) -> CampaignDetails:
    now = ports.now()
    async with ports.store.transaction(company) as work:
        priority = check_campaign(campaign, await work.settings.get())
        stored = StoredCampaign(
            campaign=msgspec.structs.replace(campaign, version=1),
            life=Life(),
            author=Author(ports.origin.actor),
            priority=priority,
            created_at=now,
            updated_at=now,
        )
        if not await work.campaigns.add(stored):
            raise IdTaken(f"there is a campaign {campaign.id!r} already")
        await record(ports, work, deed(action, None, stored, **more))
    return details_of(stored, now)
