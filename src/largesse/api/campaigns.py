"""Campaigns over HTTP: create, look up, replace, start and stop, delete, bring in and take out many at once."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta

from largesse.api.desk import Desk
from largesse.api.route import BULK_LIMIT, Call, Handler, NoQuery, Route
from largesse.app import campaign_files, campaigns
from largesse.app.campaign_files import CampaignImport
from largesse.app.campaigns import CampaignDetails, CampaignQuery
from largesse.app.page import Page
from largesse.app.ports.campaigns import CampaignSummary
from largesse.campaigns.lifecycle import Action
from largesse.core.errors import Conflict, Invalid, NotFound
from largesse.promotions.definition import Campaign, CampaignFile

TAG = "Campaigns"
NAMES = {"campaign": "The campaign's id."}

EXAMPLE = {
    "id": "summer-drinks",
    "name": "Summer drinks",
    "currency": "USD",
    "starts_at": "2026-06-01T00:00:00+02:00",
    "ends_at": "2026-09-01T00:00:00+02:00",
    "time_zone": "Europe/Stockholm",
    "promotions": [
        {
            "id": "drinks-10",
            "name": "10 % off drinks",
            "conditions": [{"type": "order_total", "amount": "20.00"}],
            "benefits": [{"type": "percent_off_products", "percent": "10", "of": {"categories": ["drinks"]}}],
        }
    ],
}


class Replacing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of the campaign that is replaced."""

    expected_version: Annotated[int, Meta(ge=1, le=10**9)] | None = None
    """The version that was read and changed; refused when another one is stored by now."""


class Importing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to do with the campaigns of a file."""

    activate: bool = False
    """Whether drafts go live at once."""


class Choosing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which campaigns are wanted."""

    campaigns: Annotated[str, Meta(max_length=10_000)] | None = None
    """Ids with commas between them; all when left out."""


async def create_campaign(desk: Desk, call: Call[Campaign, NoQuery]) -> CampaignDetails:
    """Stores a campaign as a draft: nothing applies before it is activated."""
    return await campaigns.create_campaign(desk.ports, call.company, call.body)


async def list_campaigns(desk: Desk, call: Call[None, CampaignQuery]) -> Page[CampaignSummary]:
    """Lists campaigns in their order of effect: priority, high first; then position; then id."""
    return await campaigns.list_campaigns(desk.ports, call.company, call.query)


async def get_campaign(desk: Desk, call: Call[None, NoQuery]) -> CampaignDetails:
    """Gives the campaign's document and its present state."""
    return await campaigns.get_campaign(desk.ports, call.company, call.names["campaign"])


async def replace_campaign(desk: Desk, call: Call[Campaign, Replacing]) -> CampaignDetails:
    """Replaces the document of a campaign that is a draft or paused. Its version goes up by one."""
    if call.body.id != call.names["campaign"]:
        raise Invalid.at("$.id", "wrong_id", f"expected {call.names['campaign']!r}, the id in the path")
    return await campaigns.replace_campaign(desk.ports, call.company, call.body, call.query.expected_version)


async def delete_campaign(desk: Desk, call: Call[None, NoQuery]) -> None:
    """Deletes a draft for good. What was ever live is ended or archived instead."""
    await campaigns.delete_campaign(desk.ports, call.company, call.names["campaign"])


async def import_campaigns(desk: Desk, call: Call[CampaignFile, Importing]) -> CampaignImport:
    """Adds the file's campaigns as drafts and replaces those of the same id, all of them or none.

    A replaced campaign keeps its state, so what is live changes in one step. The file's settings, when it has any,
    become the company's.
    """
    return await campaign_files.import_campaigns(desk.ports, call.company, call.body, activate=call.query.activate)


async def export_campaigns(desk: Desk, call: Call[None, Choosing]) -> CampaignFile:
    """Gives campaigns as a file that can be imported elsewhere."""
    wanted = call.query.campaigns
    ids = None if wanted is None else [each.strip() for each in wanted.split(",")]
    return CampaignFile(campaigns=await campaigns.export_campaigns(desk.ports, call.company, ids))


def place_of(details: CampaignDetails) -> str:
    """Return the path of a campaign; a slash in its id is escaped."""
    return f"/v1/campaigns/{quote(details.campaign.id, safe='')}"


def _changing(action: Action) -> Handler:
    async def change(desk: Desk, call: Call[None, NoQuery]) -> CampaignDetails:
        return await campaigns.change_state(desk.ports, call.company, call.names["campaign"], action)

    return change


_ACTIONS: dict[Action, str] = {
    "activate": "Let a draft go live",
    "pause": "Let it apply no more, for now",
    "resume": "Let a paused one apply again",
    "end": "End it for good",
    "archive": "Put it away",
    "restore": "Make an archived one a draft again",
}

ROUTES = (
    Route(
        method="POST", path="/v1/campaigns", tag=TAG, says="Create a campaign", handler=create_campaign, scope="write",
        takes=Campaign, gives=CampaignDetails, status=201, location=place_of, errors=(Conflict,), example=EXAMPLE,
    ),
    Route(
        method="GET", path="/v1/campaigns", tag=TAG, says="List campaigns", handler=list_campaigns,
        query=CampaignQuery, gives=Page[CampaignSummary],
    ),
    Route(
        method="GET", path="/v1/campaigns/{campaign}", tag=TAG, says="Get a campaign", handler=get_campaign,
        names=NAMES, gives=CampaignDetails, errors=(NotFound,),
    ),
    Route(
        method="PUT", path="/v1/campaigns/{campaign}", tag=TAG, says="Replace a campaign", handler=replace_campaign,
        scope="write", names=NAMES, query=Replacing, takes=Campaign, gives=CampaignDetails,
        errors=(NotFound, Conflict), example=EXAMPLE,
    ),
    Route(
        method="DELETE", path="/v1/campaigns/{campaign}", tag=TAG, says="Delete a draft", handler=delete_campaign,
        scope="write", names=NAMES, status=204, errors=(NotFound, Conflict),
    ),
    *(
        Route(
            method="POST", path=f"/v1/campaigns/{{campaign}}/{action}", tag=TAG, says=says, handler=_changing(action),
            name=f"{action}_campaign", scope="write", names=NAMES, gives=CampaignDetails, errors=(NotFound, Conflict),
        )
        for action, says in _ACTIONS.items()
    ),
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
