"""Campaign files: many campaigns brought in at once, as from git, another installation or a converter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from largesse.app.audit import digest_of, record
from largesse.app.campaign_details import changed, span_of, state_of
from largesse.app.launch import check_campaign, others_for
from largesse.app.ports import Ports, Work
from largesse.app.ports.audit import Deed
from largesse.app.ports.campaigns import Draft, StoredCampaign
from largesse.app.settings import save_settings
from largesse.campaigns import lifecycle
from largesse.campaigns.approval import Author, check_may_launch, launched
from largesse.campaigns.lifecycle import Life
from largesse.core.actor import Actor
from largesse.core.errors import Invalid, LargesseError, Problem
from largesse.promotions.caution import Caution
from largesse.promotions.check_scenarios import try_scenarios
from largesse.promotions.definition import Campaign, CampaignFile
from largesse.promotions.settings import Settings, check

Forced = dict[str, list[str]]
"""By campaign, what its scenarios got wrong where that was not to matter."""


class CampaignImport(msgspec.Struct, frozen=True):
    """What an import did with the file's campaigns."""

    created: int
    replaced: int
    unchanged: int
    activated: int
    drafted: int = 0
    """Of those that are being served, how many got a draft version beside them."""
    warnings: list[Caution] = []
    """What is hardly meant in the file's campaigns."""


class Bringing(msgspec.Struct, frozen=True):
    """What is to be done with the campaigns of a file."""

    activate: bool = False
    """Drafts go live."""
    drafts: bool = False
    """What is being served is not replaced: the file's document waits beside it until it is published."""
    force: bool = False
    """Scenarios that fail do not matter."""


async def import_campaigns(
    ports: Ports, company: str, file: CampaignFile, *, activate: bool = False, drafts: bool = False, force: bool = False
) -> CampaignImport:
    """Add the file's campaigns as drafts and replace those of the same id, all or none; see `Bringing` for the options.

    A replaced campaign keeps its state, so what is live changes in one step, and gets the next version; one that says
    what it said before stays as it is. One that has come to its own end lives by the dates of its new document; one
    that was ended by hand stays ended. The file's settings, when it has any, become the company's. Raises `Invalid`
    with the path of everything that makes no sense or may not go live.
    """
    now, how = ports.now(), Bringing(activate, drafts, force)
    async with ports.store.transaction(company) as work:
        settings = file.settings or await work.settings.get()
        held = await work.campaigns.hold([campaign.id for campaign in file.campaigns])
        priorities = _check(file, settings, held)
        if file.settings is not None:
            await save_settings(ports, work, company, file.settings)
        after = [
            _after(held.get(campaign.id), campaign, priority, how, ports.origin.actor, now)
            for campaign, priority in zip(file.campaigns, priorities, strict=True)
        ]
        after, forced = await _launch(ports, work, after, held, settings, force=force)
        moved = [stored for stored in after if stored is not held.get(stored.campaign.id)]
        await work.campaigns.save(moved)
        await record(ports, work, *(_deed(held.get(stored.campaign.id), stored, forced) for stored in moved))
        if file.settings is not None or any(_bears_on_evaluation(stored) for stored in moved):
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
        if campaign.id in held and held[campaign.id].life.status == "archived":
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
    before: StoredCampaign | None, campaign: Campaign, priority: int, how: Bringing, actor: Actor, now: datetime
) -> StoredCampaign:
    """Return what is to be stored; the very same value when nothing changes."""
    if before is None:
        first = msgspec.structs.replace(campaign, version=1)
        new = StoredCampaign(
            campaign=first, life=Life(), author=Author(actor), priority=priority, created_at=now, updated_at=now
        )
        return _activated(new, now) if how.activate else new
    present = before.campaign
    if msgspec.structs.replace(campaign, version=present.version) == present:
        wakes = how.activate and before.life.status == "draft"
        if not wakes and priority == before.priority:
            return before
        same = changed(before, now, priority=priority)
        return _activated(same, now) if wakes else same
    campaign = msgspec.structs.replace(campaign, version=present.version + 1)
    author = Author(actor)
    if how.drafts and lifecycle.is_served(state_of(before, now)):
        draft = Draft(campaign=campaign, author=author, edited_at=now, base=present.version)
        return changed(before, now, draft=draft)
    life = lifecycle.unmark(before.life, span_of(present))
    after = changed(before, now, campaign=campaign, author=author, priority=priority, life=life)
    return _activated(after, now) if how.activate and life.status == "draft" else after


def _activated(stored: StoredCampaign, now: datetime) -> StoredCampaign:
    life = lifecycle.move(stored.life, span_of(stored.campaign), "activate", now)
    return msgspec.structs.replace(stored, life=life)


async def _launch(
    ports: Ports, work: Work, after: list[StoredCampaign], held: dict[str, StoredCampaign], settings: Settings, *,
    force: bool,
) -> tuple[list[StoredCampaign], Forced]:  # fmt: skip
    """Return the campaigns with whoever stands in for those that customers are now served from; refuse what may not."""
    launching = [index for index, stored in enumerate(after) if _is_launched(held.get(stored.campaign.id), stored)]
    forced: Forced = {}
    if not launching:
        return after, forced
    policy = await work.approval.get()
    check_may_launch(policy, ports.origin.scopes)
    beside = await others_for(work, [after[index].campaign for index in launching])
    beside |= {stored.campaign.id: stored.campaign for stored in after}
    problems: list[Problem] = []
    for index in launching:
        stored, path = after[index], f"$.campaigns[{index}]"
        budget = stored.campaign.budget and stored.campaign.budget.amount
        try:
            author = launched(policy, stored.author, ports.origin.actor, stored.campaign.currency, budget)
            after[index] = msgspec.structs.replace(stored, author=author)
        except LargesseError as error:
            problems.append(Problem(path, error.code, error.message))
        tried = try_scenarios(stored.campaign, settings, beside)
        failures = [problem for each in tried for problem in each.problems(path)]
        if force and failures:
            forced[stored.campaign.id] = [failure.message for failure in failures]
        else:
            problems += failures
    if problems:
        raise Invalid.of(problems)
    return after, forced


def _is_launched(before: StoredCampaign | None, after: StoredCampaign) -> bool:
    if after.life.status != "live":
        return False
    return before is None or before.life.status != "live" or before.campaign.version != after.campaign.version


def _bears_on_evaluation(stored: StoredCampaign) -> bool:
    return lifecycle.evaluated_until(stored.life, span_of(stored.campaign))[0]


def _deed(before: StoredCampaign | None, after: StoredCampaign, forced: Forced) -> Deed:
    id = after.campaign.id
    became = _traits(after) | ({"forced": forced[id]} if id in forced else {})
    return Deed("campaign", id, "imported", before and _traits(before), became)


def _traits(stored: StoredCampaign) -> dict[str, Any]:
    """Return what the audit keeps of an imported campaign: versions hold the documents themselves."""
    traits = {"status": stored.life.status, "version": stored.campaign.version, "digest": digest_of(stored.campaign)}
    return traits if stored.draft is None else {**traits, "draft": stored.draft.campaign}


def _report(after: list[StoredCampaign], held: dict[str, StoredCampaign]) -> CampaignImport:
    created = sum(stored.campaign.id not in held for stored in after)
    kept = [(stored, held[stored.campaign.id]) for stored in after if stored.campaign.id in held]
    replaced = sum(stored.campaign is not before.campaign for stored, before in kept)
    drafted = sum(stored.draft is not before.draft for stored, before in kept)
    pairs = ((stored, held.get(stored.campaign.id)) for stored in after)
    activated = sum(
        stored.life.status == "live" and (before is None or before.life.status == "draft") for stored, before in pairs
    )
    return CampaignImport(created, replaced, len(kept) - replaced - drafted, activated, drafted)
