"""Campaign files: many campaigns brought in at once, as from git, another installation or a converter."""

from __future__ import annotations

from datetime import datetime

import msgspec

from largesse.app.campaigns import check_campaign
from largesse.app.ports import Ports
from largesse.app.ports.campaigns import StoredCampaign
from largesse.app.settings import save_settings
from largesse.campaigns import lifecycle
from largesse.core.errors import Invalid, Problem
from largesse.promotions.definition import Campaign, CampaignFile
from largesse.promotions.settings import Settings, check


class CampaignImport(msgspec.Struct, frozen=True):
    """What an import did with the file's campaigns."""

    created: int
    replaced: int
    unchanged: int
    activated: int


async def import_campaigns(ports: Ports, company: str, file: CampaignFile, *, activate: bool = False) -> CampaignImport:
    """Add the file's campaigns as drafts and replace those of the same id, all or none.

    A replaced campaign keeps its state, so what is live changes in one step, and gets the next version; one that says
    what it said before stays as it is. With `activate`, drafts go live. The file's settings, when it has any, become
    the company's. Raises `Invalid` with the path of everything that makes no sense; an archived campaign is such.
    """
    now = ports.now()
    async with ports.store.transaction(company) as work:
        settings = file.settings or await work.settings.get()
        held = await work.campaigns.hold([campaign.id for campaign in file.campaigns])
        priorities = _check(file, settings, held)
        if file.settings is not None:
            await save_settings(work, file.settings)
        after = [
            _after(held.get(campaign.id), campaign, priority, activate, now)
            for campaign, priority in zip(file.campaigns, priorities, strict=True)
        ]
        changed = [stored for stored in after if stored is not held.get(stored.campaign.id)]
        await work.campaigns.save(changed)
        if file.settings is not None or any(stored.status == "live" for stored in changed):
            await work.changes.raise_book()
    return _report(after, held)


def _check(file: CampaignFile, settings: Settings, held: dict[str, StoredCampaign]) -> list[int]:
    """Return the campaigns' priorities under the settings."""
    priorities: list[int] = []
    problems = _settings_problems(file.settings)
    seen: set[str] = set()
    for index, campaign in enumerate(file.campaigns):
        path = f"$.campaigns[{index}]"
        if campaign.id in seen:
            problems.append(
                Problem(f"{path}.id", "repeated_id", f"{campaign.id!r} is used twice; each id is used once")
            )
        seen.add(campaign.id)
        if campaign.id in held and held[campaign.id].status == "archived":
            text = f"{campaign.id!r} is archived: restore it before it is changed"
            problems.append(Problem(f"{path}.id", lifecycle.NotInThisState.code, text))
        try:
            priorities.append(check_campaign(campaign, settings, path))
        except Invalid as error:
            problems.extend(error.problems)
    if problems:
        raise Invalid.of(problems)
    return priorities


def _settings_problems(settings: Settings | None) -> list[Problem]:
    try:
        check(settings or Settings())
    except Invalid as error:
        return [msgspec.structs.replace(each, path=f"$.settings{each.path[1:]}") for each in error.problems]
    return []


def _after(
    before: StoredCampaign | None, campaign: Campaign, priority: int, activate: bool, now: datetime
) -> StoredCampaign:
    """Return what is to be stored; the very same value when nothing changes."""
    if before is None:
        first = msgspec.structs.replace(campaign, version=1)
        status = "live" if activate else lifecycle.FIRST
        return StoredCampaign(campaign=first, status=status, priority=priority, created_at=now, updated_at=now)
    present = before.campaign.version
    same = msgspec.structs.replace(campaign, version=present) == before.campaign
    status = "live" if activate and before.status == "draft" else before.status
    if same and status == before.status and priority == before.priority:
        return before
    document = before.campaign if same else msgspec.structs.replace(campaign, version=present + 1)
    return msgspec.structs.replace(before, campaign=document, status=status, priority=priority, updated_at=now)


def _report(after: list[StoredCampaign], held: dict[str, StoredCampaign]) -> CampaignImport:
    created = sum(stored.campaign.id not in held for stored in after)
    kept = [(stored, held[stored.campaign.id]) for stored in after if stored.campaign.id in held]
    replaced = sum(stored.campaign is not before.campaign for stored, before in kept)
    activated = sum(
        stored.status == "live" and (before is None or before.status != "live")
        for stored, before in ((stored, held.get(stored.campaign.id)) for stored in after)
    )
    return CampaignImport(created, replaced, len(kept) - replaced, activated)
