"""Campaigns of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from datetime import datetime
from typing import Literal

from largesse.app.campaign_details import CampaignDetails
from largesse.app.campaigns import CampaignCopy
from largesse.app.page import Page
from largesse.app.ports.campaigns import CampaignSummary
from largesse.client.request import Request, make
from largesse.promotions.definition import Campaign


def create_campaign(body: Campaign, *, idempotency_key: str | None = None) -> Request[CampaignDetails]:
    """Stores a campaign as a draft: nothing applies before it is activated.

    What is hardly meant in it is told under `warnings`; nothing is refused for that.
    """
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
    currency: str | None = None,
    store: str | None = None,
    channel: str | None = None,
    created_from: datetime | None = None,
    created_until: datetime | None = None,
    updated_from: datetime | None = None,
    updated_until: datetime | None = None,
    sort: Literal["position", "-position", "name", "-name", "created", "-created", "updated", "-updated", "starts", "-starts"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
) -> Request[Page[CampaignSummary]]:
    """Lists campaigns in their order of effect: priority, high first; then position; then id."""
    return make(
        "GET", "/v1/campaigns", Page[CampaignSummary],
        query={"search": search, "state": state, "kind": kind, "visibility": visibility, "category": category,
        "currency": currency, "store": store, "channel": channel, "created_from": created_from, "created_until":
        created_until, "updated_from": updated_from, "updated_until": updated_until, "sort": sort, "cursor": cursor,
        "limit": limit},
    )


def get_campaign(campaign: str) -> Request[CampaignDetails]:
    """Gives the campaign's document, its draft version if one waits beside it, and its present state."""
    return make(
        "GET", "/v1/campaigns/{campaign}", CampaignDetails,
        names={"campaign": campaign},
    )


def replace_campaign(
    campaign: str,
    body: Campaign,
    *,
    expected: int | None = None,
    idempotency_key: str | None = None,
    if_match: str | None = None,
) -> Request[CampaignDetails]:
    """Gives a campaign another document.

    While it is scheduled or active, that waits beside the live one as a draft version until it is published. A draft
    or a paused campaign is changed at once, and its version goes up by one. The position in the document does not
    count: a campaign is moved by `reorder`.
    """
    return make(
        "PUT", "/v1/campaigns/{campaign}", CampaignDetails,
        names={"campaign": campaign}, query={"expected": expected}, body=body, writes=True,
        idempotency_key=idempotency_key, if_match=if_match,
    )


def copy_campaign(
    campaign: str, body: CampaignCopy, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[CampaignDetails]:
    """Makes a draft of another id that says what this campaign says."""
    return make(
        "POST", "/v1/campaigns/{campaign}/copy", CampaignDetails,
        names={"campaign": campaign}, body=body, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def delete_campaign(
    campaign: str, *, expected: int | None = None, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[None]:
    """Deletes a draft for good. What was ever live is ended or archived instead."""
    return make(
        "DELETE", "/v1/campaigns/{campaign}", None,
        names={"campaign": campaign}, query={"expected": expected}, writes=True, idempotency_key=idempotency_key,
        if_match=if_match,
    )
