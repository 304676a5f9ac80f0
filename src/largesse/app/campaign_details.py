"""A stored campaign: taken hold of, checked against what its editor has read, shown, and described for the audit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from largesse.app.audit import differing
from largesse.app.ports import Work
from largesse.app.ports.audit import AuditEntry, AuditFilter, Deed
from largesse.app.ports.campaigns import Draft, StoredCampaign
from largesse.campaigns import lifecycle
from largesse.campaigns.lifecycle import Span, State
from largesse.core.actor import Actor
from largesse.core.errors import Conflict, NotFound, Problem
from largesse.promotions.caution import Caution
from largesse.promotions.definition import Campaign

_MOST_TOLD = 5


class VersionMoved(Conflict):
    """Somebody else has changed it in the meantime. `problems` says what was done since, by whom, the latest first."""

    code = "version_moved"


class DraftDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document that waits beside the live one until it is published."""

    campaign: Campaign
    """Its version is the one that it will have."""
    edited_by: Actor
    edited_at: datetime
    approved_by: Actor | None = None
    base: int
    """The version of the live document from which it was made."""


class CampaignDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A campaign, and what it is right now."""

    campaign: Campaign
    state: State
    revision: int
    """Grows by one with each change of the campaign: of its document, its draft or its state. Say it as `expected`."""
    draft: DraftDetails | None = None
    edited_by: Actor
    """Who wrote the document last."""
    approved_by: Actor | None = None
    activated_at: datetime | None = None
    """For the first time."""
    paused_at: datetime | None = None
    emergency: bool = False
    """Whether it was paused together with all others."""
    ended_at: datetime | None = None
    created_at: datetime
    updated_at: datetime
    warnings: list[Caution] = []
    """What is hardly meant in the document that was saved; told in answer to a save alone."""


async def hold_campaign(work: Work, id: str, expected: int | None) -> StoredCampaign:
    """Return a campaign that nobody else changes now. Raises `NotFound`, `VersionMoved`."""
    stored = (await work.campaigns.hold([id])).get(id)
    if stored is None:
        raise missing(id)
    if expected is not None and expected != stored.revision:
        wanted = AuditFilter(noun="campaign", id=id, limit=min(max(stored.revision - expected, 1), _MOST_TOLD))
        raise _moved(stored, expected, await work.audit.page(wanted))
    return stored


def span_of(campaign: Campaign) -> Span:
    """Return from when on and until when it applies."""
    return Span(campaign.starts_at, campaign.ends_at)


def state_of(stored: StoredCampaign, at: datetime) -> State:
    """Return what a campaign is at an instant."""
    return lifecycle.state_at(stored.life, span_of(stored.campaign), at)


def details_of(stored: StoredCampaign, at: datetime) -> CampaignDetails:
    """Return a campaign as it is shown."""
    life = lifecycle.mark(stored.life, span_of(stored.campaign), at)
    return CampaignDetails(
        campaign=stored.campaign,
        state=state_of(stored, at),
        revision=stored.revision,
        draft=stored.draft and _draft_details(stored.draft),
        edited_by=stored.author.edited_by,
        approved_by=stored.author.approved_by,
        activated_at=life.activated_at,
        paused_at=life.paused_at,
        emergency=life.emergency,
        ended_at=life.ended_at,
        created_at=stored.created_at,
        updated_at=stored.updated_at,
    )


def changed(stored: StoredCampaign, at: datetime, **fields: Any) -> StoredCampaign:
    """Return a campaign with other fields, at its next revision."""
    return msgspec.structs.replace(stored, revision=stored.revision + 1, updated_at=at, **fields)


def deed(action: str, before: StoredCampaign | None, after: StoredCampaign | None, **more: Any) -> Deed:
    """Return what was done to a campaign, as the audit keeps it: what is different now, documents as a whole."""
    stored = after or before
    assert stored is not None
    was, became = differing(_traits(before), _traits(after))
    return Deed("campaign", stored.campaign.id, action, was if before else None, {**became, **more} if after else None)


def missing(id: str) -> NotFound:
    """Return the refusal for a campaign that is not there."""
    return NotFound(f"there is no campaign {id!r}")


def _traits(stored: StoredCampaign | None) -> dict[str, Any]:
    if stored is None:
        return {}
    life, draft = stored.life, stored.draft
    return {
        "status": life.status,
        "emergency": life.emergency,
        "version": stored.campaign.version,
        "document": stored.campaign,
        "draft": draft and draft.campaign,
        "approved_by": stored.author.approved_by,
        "draft_approved_by": draft and draft.author.approved_by,
    }


def _draft_details(draft: Draft) -> DraftDetails:
    return DraftDetails(
        campaign=draft.campaign,
        edited_by=draft.author.edited_by,
        edited_at=draft.edited_at,
        approved_by=draft.author.approved_by,
        base=draft.base,
    )


def _moved(stored: StoredCampaign, expected: int, since: Sequence[AuditEntry]) -> VersionMoved:
    told = [f"{each.action} by {each.actor} at {each.at.isoformat(timespec='seconds')}" for each in since]
    text = f"the campaign is at revision {stored.revision} and you have read revision {expected}: read it again"
    problems = tuple(Problem("$", entry.action, text) for entry, text in zip(since, told, strict=True))
    return VersionMoved(f"{text} (last {told[0]})" if told else text, problems)
