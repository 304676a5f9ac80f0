"""Campaigns of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from datetime import datetime
from typing import Literal

from largesse.app.campaign_details import CampaignDetails
from largesse.app.campaign_files import CampaignImport
from largesse.app.page import Page
from largesse.app.ports.campaigns import CampaignSummary
from largesse.client.request import Request, make
from largesse.promotions.definition import Campaign, CampaignFile


def create_campaign(body: Campaign, *, idempotency_key: str | None = None) -> Request[CampaignDetails]:
    """Stores a campaign as a draft: nothing applies before it is activated."""
    return make(
        "POST", "/v1/campaigns", CampaignDetails,
        body=body, writes=True, idempotency_key=idempotency_key,
    )


def list_campaigns(
    *,
    search: str | None = None,
    state: Literal["draft", "scheduled", "active", "paused", "ended", "archived"] | None = None,
    kind: Literal["promotional_offer", "challenge", "event", "referral", "social_share", "trial_extension", "communication"] | None = None,
    visibility: Literal["public", "members", "audience", "link", "hidden"] | None = None,
    category: str | None = None,
    created_from: datetime | None = None,
    created_until: datetime | None = None,
    cursor: str | None = None,
    limit: int | None = None,
) -> Request[Page[CampaignSummary]]:
    """Lists campaigns in their order of effect: priority, high first; then position; then id."""
    return make(
        "GET", "/v1/campaigns", Page[CampaignSummary],
        query={"search": search, "state": state, "kind": kind, "visibility": visibility, "category": category,
        "created_from": created_from, "created_until": created_until, "cursor": cursor, "limit": limit},
    )


def get_campaign(campaign: str) -> Request[CampaignDetails]:
    """Gives the campaign's document and its present state."""
    return make(
        "GET", "/v1/campaigns/{campaign}", CampaignDetails,
        names={"campaign": campaign},
    )


def replace_campaign(
    campaign: str,
    body: Campaign,
    *,
    expected_version: int | None = None,
    idempotency_key: str | None = None,
    if_match: str | None = None,
) -> Request[CampaignDetails]:
    """Replaces the document of a campaign that is a draft or paused. Its version goes up by one."""
    return make(
        "PUT", "/v1/campaigns/{campaign}", CampaignDetails,
        names={"campaign": campaign}, query={"expected_version": expected_version}, body=body, writes=True,
        idempotency_key=idempotency_key, if_match=if_match,
    )


def delete_campaign(campaign: str, *, idempotency_key: str | None = None, if_match: str | None = None) -> Request[None]:
    """Deletes a draft for good. What was ever live is ended or archived instead."""
    return make(
        "DELETE", "/v1/campaigns/{campaign}", None,
        names={"campaign": campaign}, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def activate_campaign(
    campaign: str, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Let a draft go live."""
    return make(
        "POST", "/v1/campaigns/{campaign}/activate", CampaignDetails,
        names={"campaign": campaign}, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def pause_campaign(
    campaign: str, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Let it apply no more, for now."""
    return make(
        "POST", "/v1/campaigns/{campaign}/pause", CampaignDetails,
        names={"campaign": campaign}, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def resume_campaign(
    campaign: str, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Let a paused one apply again."""
    return make(
        "POST", "/v1/campaigns/{campaign}/resume", CampaignDetails,
        names={"campaign": campaign}, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def end_campaign(
    campaign: str, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """End it for good."""
    return make(
        "POST", "/v1/campaigns/{campaign}/end", CampaignDetails,
        names={"campaign": campaign}, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def archive_campaign(
    campaign: str, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Put it away."""
    return make(
        "POST", "/v1/campaigns/{campaign}/archive", CampaignDetails,
        names={"campaign": campaign}, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def restore_campaign(
    campaign: str, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Make an archived one a draft again."""
    return make(
        "POST", "/v1/campaigns/{campaign}/restore", CampaignDetails,
        names={"campaign": campaign}, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def import_campaigns(
    body: CampaignFile, *, activate: bool | None = None, idempotency_key: str | None = None
) -> Request[CampaignImport]:
    """Adds the file's campaigns as drafts and replaces those of the same id, all of them or none.

    A replaced campaign keeps its state, so what is live changes in one step. The file's settings, when it has any,
    become the company's.
    """
    return make(
        "POST", "/v1/imports/campaigns", CampaignImport,
        query={"activate": activate}, body=body, writes=True, idempotency_key=idempotency_key,
    )


def export_campaigns(*, campaigns: str | None = None) -> Request[CampaignFile]:
    """Gives campaigns as a file that can be imported elsewhere."""
    return make(
        "GET", "/v1/exports/campaigns", CampaignFile,
        query={"campaigns": campaigns},
    )
