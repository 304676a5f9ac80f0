"""Campaign files over HTTP: many campaigns in and out at once."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from largesse.api.campaigns import EXAMPLE, TAG
from largesse.api.desk import Desk
from largesse.api.route import BULK_LIMIT, Call, Route
from largesse.app import campaign_files, campaigns
from largesse.app.campaign_files import CampaignImport
from largesse.app.cautions import cautions_on_saving
from largesse.core.errors import NotFound
from largesse.promotions.definition import CampaignFile


class Importing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to do with the campaigns of a file."""

    activate: bool = False
    """Whether drafts go live at once."""
    drafts: bool = False
    """Whether what is being served is left alone, and the file's documents wait beside it as draft versions."""
    force: bool = False
    """Go live even though scenarios fail."""


class Choosing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which campaigns are wanted."""

    campaigns: Annotated[str, Meta(max_length=10_000)] | None = None
    """Ids with commas between them; all when left out."""


async def import_campaigns(desk: Desk, call: Call[CampaignFile, Importing]) -> CampaignImport:
    """Adds the file's campaigns as drafts and replaces those of the same id, all of them or none.

    A replaced campaign keeps its state, so what is live changes in one step. The file's settings, when it has any,
    become the company's. What is hardly meant in the campaigns is told under `warnings`; of more than twenty, only
    what can be told without pricing baskets.
    """
    query = call.query
    warnings = await cautions_on_saving(desk.ports, desk.books, call.company, call.body.campaigns)
    done = await campaign_files.import_campaigns(
        desk.ports, call.company, call.body, activate=query.activate, drafts=query.drafts, force=query.force
    )
    return msgspec.structs.replace(done, warnings=warnings)


async def export_campaigns(desk: Desk, call: Call[None, Choosing]) -> CampaignFile:
    """Gives campaigns as a file that can be imported elsewhere."""
    wanted = call.query.campaigns
    ids = None if wanted is None else [each.strip() for each in wanted.split(",")]
    return CampaignFile(campaigns=await campaigns.export_campaigns(desk.ports, call.company, ids))


ROUTES = (
    Route(
        method="POST", path="/v1/imports/campaigns", tag=TAG, says="Import campaigns", handler=import_campaigns,
        scope="write", query=Importing, takes=CampaignFile, gives=CampaignImport, limit=BULK_LIMIT,
        example={"campaigns": [EXAMPLE]}, answer=CampaignImport(created=1, replaced=0, unchanged=0, activated=1),
    ),
    Route(
        method="GET", path="/v1/exports/campaigns", tag=TAG, says="Export campaigns", handler=export_campaigns,
        query=Choosing, gives=CampaignFile, errors=(NotFound,),
    ),
)  # fmt: skip
