"""What happens to many campaigns at once: all are stopped in an emergency and resumed, and the clock ends some."""

from __future__ import annotations

import msgspec

from largesse.app.audit import record
from largesse.app.campaign_details import changed, deed, span_of
from largesse.app.launch import check_allowed, check_campaign
from largesse.app.ports import Ports, Work
from largesse.app.ports.audit import Deed
from largesse.app.ports.campaigns import StoredCampaign
from largesse.campaigns import lifecycle
from largesse.core.errors import LargesseError, Problem


class Stopped(msgspec.Struct, frozen=True):
    """What an emergency stopped."""

    paused: list[str]
    """The campaigns that were scheduled or active."""


class Resumed(msgspec.Struct, frozen=True):
    """What goes on after an emergency."""

    resumed: list[str]
    left: dict[str, Problem]
    """Campaigns that stay paused, each with the reason."""


async def pause_all(ports: Ports, company: str) -> Stopped:
    """Pause every campaign that is scheduled or active. Those paused before are left alone, now and by `resume_all`."""
    now = ports.now()
    async with ports.store.transaction(company) as work:
        ids = await work.campaigns.halt(now)
        stopped = {"status": "paused", "emergency": True}
        await record(
            ports,
            work,
            *(Deed("campaign", id, "paused", {"status": "live", "emergency": False}, stopped) for id in ids),
        )
        if ids:
            await work.changes.raise_book()
    return Stopped(ids)


async def resume_all(ports: Ports, company: str) -> Resumed:
    """Resume exactly the campaigns that an emergency has paused; one that may not go live stays as it is.

    What has come to its end meanwhile is not resumed.
    """
    resumed: list[tuple[StoredCampaign, StoredCampaign]] = []
    left: dict[str, Problem] = {}
    async with ports.store.transaction(company) as work:
        for stored in await work.campaigns.hold_halted():
            try:
                resumed.append((stored, await _resumed(ports, work, stored)))
            except LargesseError as error:
                left[stored.campaign.id] = Problem("$", error.code, error.message)
        await work.campaigns.note([after for _, after in resumed])
        await record(ports, work, *(deed("resumed", before, after) for before, after in resumed))
        if resumed:
            await work.changes.raise_book()
    return Resumed([after.campaign.id for _, after in resumed], left)


async def mark_ended(ports: Ports, company: str) -> list[str]:
    """Mark campaigns whose end has come as ended, and return their ids. No evaluation changes by it."""
    now = ports.now()
    async with ports.store.transaction(company) as work:
        due = [
            (stored, changed(stored, now, life=lifecycle.mark(stored.life, span_of(stored.campaign), now)))
            for stored in await work.campaigns.hold_due(now)
        ]
        await work.campaigns.note([after for _, after in due])
        await record(ports, work, *(deed("ended", before, after) for before, after in due))
    return [after.campaign.id for _, after in due]


async def _resumed(ports: Ports, work: Work, stored: StoredCampaign) -> StoredCampaign:
    now = ports.now()
    life = lifecycle.move(stored.life, span_of(stored.campaign), "resume", now)
    check_campaign(stored.campaign, await work.settings.get())
    author = await check_allowed(ports, work, stored.campaign, stored.author)
    return changed(stored, now, life=life, author=author)
