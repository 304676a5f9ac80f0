"""Campaigns over HTTP: create, look up, edit, copy, delete."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta

from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app import campaign_list, campaigns
from largesse.app.campaign_details import CampaignDetails
from largesse.app.campaign_list import CampaignQuery
from largesse.app.campaigns import CampaignCopy
from largesse.app.cautions import cautions_on_saving
from largesse.app.page import Page
from largesse.app.ports.campaigns import CampaignSummary
from largesse.core.errors import Conflict, Invalid, NotFound
from largesse.promotions.definition import Campaign

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

Revision = Annotated[int, Meta(ge=1, le=10**9)]


class Expecting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of the campaign that is changed."""

    expected: Revision | None = None
    """The campaign's revision that was read; refused when it is another one by now."""


async def create_campaign(desk: Desk, call: Call[Campaign, NoQuery]) -> CampaignDetails:
    """Stores a campaign as a draft: nothing applies before it is activated.

    What is hardly meant in it is told under `warnings`; nothing is refused for that.
    """
    warnings = await cautions_on_saving(desk.ports, desk.books, call.company, [call.body])
    made = await campaigns.create_campaign(desk.ports, call.company, call.body)
    return msgspec.structs.replace(made, warnings=warnings)


async def list_campaigns(desk: Desk, call: Call[None, CampaignQuery]) -> Page[CampaignSummary]:
    """Lists campaigns in their order of effect: priority, high first; then position; then id."""
    return await campaign_list.list_campaigns(desk.ports, call.company, call.query)


async def get_campaign(desk: Desk, call: Call[None, NoQuery]) -> CampaignDetails:
    """Gives the campaign's document, its draft version if one waits beside it, and its present state."""
    return await campaigns.get_campaign(desk.ports, call.company, call.names["campaign"])


async def replace_campaign(desk: Desk, call: Call[Campaign, Expecting]) -> CampaignDetails:
    """Gives a campaign another document.

    While it is scheduled or active, that waits beside the live one as a draft version until it is published. A draft
    or a paused campaign is changed at once, and its version goes up by one. The position in the document does not
    count: a campaign is moved by `reorder`.
    """
    if call.body.id != call.names["campaign"]:
        raise Invalid.at("$.id", "wrong_id", f"expected {call.names['campaign']!r}, the id in the path")
    warnings = await cautions_on_saving(desk.ports, desk.books, call.company, [call.body])
    saved = await campaigns.replace_campaign(desk.ports, call.company, call.body, call.query.expected)
    return msgspec.structs.replace(saved, warnings=warnings)


async def copy_campaign(desk: Desk, call: Call[CampaignCopy, NoQuery]) -> CampaignDetails:
    """Makes a draft of another id that says what this campaign says."""
    return await campaigns.copy_campaign(desk.ports, call.company, call.names["campaign"], call.body)


async def delete_campaign(desk: Desk, call: Call[None, Expecting]) -> None:
    """Deletes a draft for good. What was ever live is ended or archived instead."""
    await campaigns.delete_campaign(desk.ports, call.company, call.names["campaign"], call.query.expected)


def place_of(details: CampaignDetails) -> str:
    """Return the path of a campaign; a slash in its id is escaped."""
    return f"/v1/campaigns/{quote(details.campaign.id, safe='')}"


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
        method="PUT", path="/v1/campaigns/{campaign}", tag=TAG, says="Edit a campaign", handler=replace_campaign,
        scope="write", names=NAMES, query=Expecting, takes=Campaign, gives=CampaignDetails,
        errors=(NotFound, Conflict), example=EXAMPLE,
    ),
    Route(
        method="POST", path="/v1/campaigns/{campaign}/copy", tag=TAG, says="Copy a campaign", handler=copy_campaign,
        scope="write", names=NAMES, takes=CampaignCopy, gives=CampaignDetails, status=201, location=place_of,
        errors=(NotFound, Conflict), example={"id": "summer-drinks-2027", "name": "Summer drinks 2027"},
    ),
    Route(
        method="DELETE", path="/v1/campaigns/{campaign}", tag=TAG, says="Delete a draft", handler=delete_campaign,
        scope="write", names=NAMES, query=Expecting, status=204, errors=(NotFound, Conflict),
    ),
)  # fmt: skip
