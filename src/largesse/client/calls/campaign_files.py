"""Campaigns of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from largesse.app.campaign_files import CampaignImport
from largesse.client.request import Request, make
from largesse.promotions.definition import CampaignFile


def import_campaigns(
    body: CampaignFile,
    *,
    activate: bool | None = None,
    drafts: bool | None = None,
    force: bool | None = None,
    idempotency_key: str | None = None,
) -> Request[CampaignImport]:
    """Adds the file's campaigns as drafts and replaces those of the same id, all of them or none.

    A replaced campaign keeps its state, so what is live changes in one step. The file's settings, when it has any,
    become the company's. What is hardly meant in the campaigns is told under `warnings`; of more than twenty, only
    what can be told without pricing baskets.
    """
    return make(
        "POST", "/v1/imports/campaigns", CampaignImport,
        query={"activate": activate, "drafts": drafts, "force": force}, body=body, writes=True,
        idempotency_key=idempotency_key,
    )


def export_campaigns(*, campaigns: str | None = None) -> Request[CampaignFile]:
    """Gives campaigns as a file that can be imported elsewhere."""
    return make(
        "GET", "/v1/exports/campaigns", CampaignFile,
        query={"campaigns": campaigns},
    )
