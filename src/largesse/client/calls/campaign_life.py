"""Campaigns of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from datetime import datetime
from typing import Literal

from largesse.app.campaign_details import CampaignDetails
from largesse.app.campaign_order import CampaignMove
from largesse.app.campaign_states import Resumed, Stopped
from largesse.app.page import Page
from largesse.app.ports.campaigns import VersionSummary
from largesse.client.request import Request, make
from largesse.promotions.definition import Campaign


def activate_campaign(
    campaign: str,
    *,
    expected: int | None = None,
    force: bool | None = None,
    idempotency_key: str | None = None,
    if_match: str | None = None,
) -> Request[CampaignDetails]:
    """Let a draft go live."""
    return make(
        "POST", "/v1/campaigns/{campaign}/activate", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected, "force": force}, writes=True,
        idempotency_key=idempotency_key, if_match=if_match,
    )


def resume_campaign(
    campaign: str,
    *,
    expected: int | None = None,
    force: bool | None = None,
    idempotency_key: str | None = None,
    if_match: str | None = None,
) -> Request[CampaignDetails]:
    """Let a paused one apply again."""
    return make(
        "POST", "/v1/campaigns/{campaign}/resume", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected, "force": force}, writes=True,
        idempotency_key=idempotency_key, if_match=if_match,
    )


def pause_campaign(
    campaign: str, *, expected: int | None = None, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Let it apply no more, for now."""
    return make(
        "POST", "/v1/campaigns/{campaign}/pause", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected}, writes=True, idempotency_key=idempotency_key,
        if_match=if_match,
    )


def end_campaign(
    campaign: str, *, expected: int | None = None, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """End it for good."""
    return make(
        "POST", "/v1/campaigns/{campaign}/end", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected}, writes=True, idempotency_key=idempotency_key,
        if_match=if_match,
    )


def archive_campaign(
    campaign: str, *, expected: int | None = None, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Put it away."""
    return make(
        "POST", "/v1/campaigns/{campaign}/archive", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected}, writes=True, idempotency_key=idempotency_key,
        if_match=if_match,
    )


def restore_campaign(
    campaign: str, *, expected: int | None = None, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Make an archived one a draft again."""
    return make(
        "POST", "/v1/campaigns/{campaign}/restore", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected}, writes=True, idempotency_key=idempotency_key,
        if_match=if_match,
    )


def publish_campaign(
    campaign: str,
    *,
    expected: int | None = None,
    force: bool | None = None,
    idempotency_key: str | None = None,
    if_match: str | None = None,
) -> Request[CampaignDetails]:
    """Lets the draft version take the place of the document in one step, at the next version."""
    return make(
        "POST", "/v1/campaigns/{campaign}/publish", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected, "force": force}, writes=True,
        idempotency_key=idempotency_key, if_match=if_match,
    )


def discard_draft(
    campaign: str, *, expected: int | None = None, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Drops the draft version; what is live goes on unchanged."""
    return make(
        "POST", "/v1/campaigns/{campaign}/discard", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected}, writes=True, idempotency_key=idempotency_key,
        if_match=if_match,
    )


def approve_campaign(
    campaign: str, *, expected: int | None = None, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Approves the draft version, or the document when none waits. Whoever edited it last cannot.

    The next edit needs the next approval.
    """
    return make(
        "POST", "/v1/campaigns/{campaign}/approve", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected}, writes=True, idempotency_key=idempotency_key,
        if_match=if_match,
    )


def list_versions(
    campaign: str,
    *,
    saved_by: str | None = None,
    saved_from: datetime | None = None,
    saved_until: datetime | None = None,
    sort: Literal["-version", "version"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
) -> Request[Page[VersionSummary]]:
    """Lists the versions that the campaign's document has had, the newest first."""
    return make(
        "GET", "/v1/campaigns/{campaign}/versions", Page[VersionSummary],
        names={"campaign": campaign}, query={"saved_by": saved_by, "saved_from": saved_from, "saved_until": saved_until,
        "sort": sort, "cursor": cursor, "limit": limit},
    )


def get_version(campaign: str, version: str) -> Request[Campaign]:
    """Gives the campaign's document as it was in a version."""
    return make(
        "GET", "/v1/campaigns/{campaign}/versions/{version}", Campaign,
        names={"campaign": campaign, "version": version},
    )


def move_campaign(
    body: CampaignMove, *, expected: int | None = None, idempotency_key: str | None = None
) -> Request[CampaignDetails]:
    """Puts a campaign right before or after another in the one order of effect; it takes that one's priority.

    Where a campaign stands is no part of what it says: its version stays.
    """
    return make(
        "POST", "/v1/campaigns:reorder", CampaignDetails,
        query={"expected": expected}, body=body, writes=True, idempotency_key=idempotency_key,
    )


def pause_all_campaigns(*, idempotency_key: str | None = None) -> Request[Stopped]:
    """Pauses every campaign that is scheduled or active: an emergency stop. It ends with `resume` for exactly those."""
    return make(
        "POST", "/v1/campaigns:pause", Stopped,
        writes=True, idempotency_key=idempotency_key,
    )


def resume_all_campaigns(*, idempotency_key: str | None = None) -> Request[Resumed]:
    """Resumes the campaigns that the emergency stop has paused, and says why one stays paused, if one does."""
    return make(
        "POST", "/v1/campaigns:resume", Resumed,
        writes=True, idempotency_key=idempotency_key,
    )
