"""The life of campaigns over HTTP: start, stop, publish, approve, move, look back; and all of them in an emergency."""

from __future__ import annotations

from largesse.api.campaigns import NAMES, TAG, Expecting
from largesse.api.desk import Desk
from largesse.api.route import Call, Handler, NoQuery, Route
from largesse.app import approvals, campaign_drafts, campaign_order, campaign_states, campaigns
from largesse.app.campaign_details import CampaignDetails
from largesse.app.campaign_drafts import VersionQuery
from largesse.app.campaign_order import CampaignMove
from largesse.app.campaign_states import Resumed, Stopped
from largesse.app.page import Page
from largesse.app.ports.campaigns import VersionSummary
from largesse.campaigns.lifecycle import Action
from largesse.core.errors import Conflict, NotFound
from largesse.promotions.definition import Campaign


class Launching(Expecting, frozen=True, forbid_unknown_fields=True):
    """What is known of the campaign that goes live, and how much is insisted on."""

    force: bool = False
    """Go live even though scenarios fail."""


async def publish_campaign(desk: Desk, call: Call[None, Launching]) -> CampaignDetails:
    """Lets the draft version take the place of the document in one step, at the next version."""
    query = call.query
    return await campaign_drafts.publish_campaign(
        desk.ports, call.company, call.names["campaign"], query.expected, force=query.force
    )


async def discard_draft(desk: Desk, call: Call[None, Expecting]) -> CampaignDetails:
    """Drops the draft version; what is live goes on unchanged."""
    return await campaign_drafts.discard_draft(desk.ports, call.company, call.names["campaign"], call.query.expected)


async def approve_campaign(desk: Desk, call: Call[None, Expecting]) -> CampaignDetails:
    """Approves the draft version, or the document when none waits. Whoever edited it last cannot.

    The next edit needs the next approval.
    """
    return await approvals.approve_campaign(desk.ports, call.company, call.names["campaign"], call.query.expected)


async def list_versions(desk: Desk, call: Call[None, VersionQuery]) -> Page[VersionSummary]:
    """Lists the versions that the campaign's document has had, the newest first."""
    return await campaign_drafts.list_versions(desk.ports, call.company, call.names["campaign"], call.query)


async def get_version(desk: Desk, call: Call[None, NoQuery]) -> Campaign:
    """Gives the campaign's document as it was in a version."""
    return await campaign_drafts.get_version(desk.ports, call.company, call.names["campaign"], call.names["version"])


async def move_campaign(desk: Desk, call: Call[CampaignMove, Expecting]) -> CampaignDetails:
    """Puts a campaign right before or after another in the one order of effect; it takes that one's priority.

    Where a campaign stands is no part of what it says: its version stays.
    """
    return await campaign_order.move_campaign(desk.ports, call.company, call.body, call.query.expected)


async def pause_all_campaigns(desk: Desk, call: Call[None, NoQuery]) -> Stopped:
    """Pauses every campaign that is scheduled or active: an emergency stop. It ends with `resume` for exactly those."""
    return await campaign_states.pause_all(desk.ports, call.company)


async def resume_all_campaigns(desk: Desk, call: Call[None, NoQuery]) -> Resumed:
    """Resumes the campaigns that the emergency stop has paused, and says why one stays paused, if one does."""
    return await campaign_states.resume_all(desk.ports, call.company)


def _launching(action: Action) -> Handler:
    async def change(desk: Desk, call: Call[None, Launching]) -> CampaignDetails:
        query = call.query
        return await campaigns.change_state(
            desk.ports, call.company, call.names["campaign"], action, query.expected, force=query.force
        )

    return change


def _changing(action: Action) -> Handler:
    async def change(desk: Desk, call: Call[None, Expecting]) -> CampaignDetails:
        return await campaigns.change_state(
            desk.ports, call.company, call.names["campaign"], action, call.query.expected
        )

    return change


_LAUNCHES: dict[Action, str] = {"activate": "Let a draft go live", "resume": "Let a paused one apply again"}
_OTHERS: dict[Action, str] = {
    "pause": "Let it apply no more, for now",
    "end": "End it for good",
    "archive": "Put it away",
    "restore": "Make an archived one a draft again",
}
_STOPS = ("pause", "end")

_OF_ONE = {"method": "POST", "tag": TAG, "names": NAMES, "gives": CampaignDetails, "errors": (NotFound, Conflict)}
_PATH = "/v1/campaigns/{campaign}"

ROUTES = (
    *(
        Route(**_OF_ONE, path=f"{_PATH}/{action}", says=says, handler=_launching(action), name=f"{action}_campaign",
              scope="launch", query=Launching)
        for action, says in _LAUNCHES.items()
    ),
    *(
        Route(**_OF_ONE, path=f"{_PATH}/{action}", says=says, handler=_changing(action), name=f"{action}_campaign",
              scope="launch" if action in _STOPS else "write", query=Expecting)
        for action, says in _OTHERS.items()
    ),
    Route(**_OF_ONE, path=f"{_PATH}/publish", says="Publish its draft version", handler=publish_campaign,
          scope="launch", query=Launching),
    Route(**_OF_ONE, path=f"{_PATH}/discard", says="Drop its draft version", handler=discard_draft, scope="write",
          query=Expecting),
    Route(**_OF_ONE, path=f"{_PATH}/approve", says="Approve it", handler=approve_campaign, scope="launch",
          query=Expecting),
    Route(
        method="GET", path=f"{_PATH}/versions", tag=TAG, says="List its versions", handler=list_versions, names=NAMES,
        query=VersionQuery, gives=Page[VersionSummary], errors=(NotFound,),
    ),
    Route(
        method="GET", path=f"{_PATH}/versions/{{version}}", tag=TAG, says="Get a version", handler=get_version,
        names={**NAMES, "version": "The version's number."}, gives=Campaign, errors=(NotFound,),
    ),
    Route(
        method="POST", path="/v1/campaigns:reorder", tag=TAG, says="Move a campaign in the order of effect",
        handler=move_campaign, scope="write", query=Expecting, takes=CampaignMove, gives=CampaignDetails,
        errors=(NotFound, Conflict), example={"id": "summer-drinks", "before": "winter-coats"},
    ),
    Route(
        method="POST", path="/v1/campaigns:pause", tag=TAG, says="Stop all campaigns", handler=pause_all_campaigns,
        scope="launch", gives=Stopped,
    ),
    Route(
        method="POST", path="/v1/campaigns:resume", tag=TAG, says="Resume all that were stopped",
        handler=resume_all_campaigns, scope="launch", gives=Resumed,
    ),
)  # fmt: skip
