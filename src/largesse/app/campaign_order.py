"""The one order in which campaigns take effect, changed by dragging one before or after another."""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

import msgspec

from largesse.app.audit import record
from largesse.app.campaign_details import (
    CampaignDetails,
    VersionMoved,
    changed,
    details_of,
    hold_campaign,
    missing,
    span_of,
)
from largesse.app.ports import Ports, Work
from largesse.app.ports.audit import Deed
from largesse.app.ports.campaigns import CampaignPlace, StoredCampaign
from largesse.campaigns import lifecycle
from largesse.campaigns.approval import check_may_launch
from largesse.campaigns.order import make_room
from largesse.core.errors import Invalid
from largesse.core.ids import Id
from largesse.promotions.definition import Campaign

NEAR = 500
"""So many campaigns are looked at to find room among them; if there is none, all of that priority are."""


class CampaignMove(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which campaign is dragged, and before or after which other one it is dropped."""

    id: Id
    before: Id | None = None
    after: Id | None = None


async def move_campaign(ports: Ports, company: str, move: CampaignMove, expected: int | None = None) -> CampaignDetails:
    """Put a campaign right before or after another in the order of effect; it takes that one's priority.

    Where it stands is no part of what it says, so its version stays. Raises `NotFound`, `VersionMoved`, `Invalid`,
    `MayNotLaunch` where customers are served from it, `NotInThisState` when it is archived.
    """
    now = ports.now()
    neighbour = _neighbour(move)
    async with ports.store.transaction(company) as work:
        near = await work.campaigns.hold_group(move.id, neighbour, NEAR)
        stored = await hold_campaign(work, move.id, expected)
        await _check(ports, work, stored)
        priority, position, others = await _room(work, move, near)
        await work.campaigns.set_positions(others)
        after = _moved(stored, priority, position, now)
        await work.campaigns.save([after])
        await record(ports, work, _deed(stored, after, move))
        await work.changes.raise_book()
    return details_of(after, now)


def _neighbour(move: CampaignMove) -> str:
    neighbour = move.before or move.after
    if neighbour is None or (move.before and move.after):
        raise Invalid.at("$", "exactly_one", "say `before` which campaign or `after` which one it is dropped")
    if neighbour == move.id:
        raise Invalid.at("$.before" if move.before else "$.after", "wrong_id", "a campaign cannot stand beside itself")
    return neighbour


async def _room(work: Work, move: CampaignMove, near: list[CampaignPlace]) -> tuple[int, int, dict[str, int]]:
    """Return the priority and the position that the campaign takes, and the new positions of those that make room."""
    neighbour = _neighbour(move)
    beside = next((each for each in near if each.id == neighbour), None) or await _absent(work, neighbour)

    def found(places: list[CampaignPlace]) -> tuple[int, dict[str, int], bool]:
        group = [each for each in places if each.priority == beside.priority and each.id != move.id]
        slot = group.index(beside) + (move.after is not None)
        position, others = make_room([each.position for each in group], slot)
        return position, {group[index].id: place for index, place in others.items()}, slot + len(others) < len(group)

    position, others, ends_within = found(near)
    if not ends_within and len(near) >= NEAR:  # there may be more behind
        position, others, _ = found(await work.campaigns.hold_group(move.id, neighbour, None))
    return beside.priority, position, others


async def _check(ports: Ports, work: Work, stored: StoredCampaign) -> None:
    if stored.life.status == "archived":
        raise lifecycle.NotInThisState("a campaign that is archived cannot be moved: restore it first")
    if lifecycle.evaluated_until(stored.life, span_of(stored.campaign))[0]:
        check_may_launch(await work.approval.get(), ports.origin.scopes)


async def _absent(work: Work, neighbour: str) -> NoReturn:
    if await work.campaigns.get(neighbour) is None:
        raise missing(neighbour)
    raise VersionMoved(f"{neighbour!r} is being moved at this moment: look at the order again")


def _moved(stored: StoredCampaign, priority: int, position: int, at: datetime) -> StoredCampaign:
    """Return the campaign at its new place. It names a priority only if it has to; an unpublished draft goes along."""
    own = stored.campaign.priority if priority == stored.priority else priority
    draft = stored.draft
    if draft is not None and draft.campaign.priority == stored.campaign.priority:
        draft = msgspec.structs.replace(draft, campaign=_placed(draft.campaign, own, position))
    campaign = _placed(stored.campaign, own, position)
    return changed(stored, at, campaign=campaign, draft=draft, priority=priority)


def _placed(campaign: Campaign, priority: int | None, position: int) -> Campaign:
    return msgspec.structs.replace(campaign, priority=priority, position=position)


def _deed(before: StoredCampaign, after: StoredCampaign, move: CampaignMove) -> Deed:
    was, became = ({"priority": each.priority, "position": each.campaign.position} for each in (before, after))
    side = {"dropped_before": move.before} if move.before else {"dropped_after": move.after}
    return Deed("campaign", move.id, "moved", was, {**became, **side})
