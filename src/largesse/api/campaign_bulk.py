"""One action on many campaigns over HTTP."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app import campaign_bulk
from largesse.app.campaign_bulk import BulkChange, BulkResult, BulkResults, Refusal


async def change_campaigns(desk: Desk, call: Call[BulkChange, NoQuery]) -> BulkResults:
    """Does one thing to many campaigns, each by itself: those that cannot are refused, and the others are done."""
    return await campaign_bulk.change_campaigns(desk.ports, call.company, call.body)


ANSWER = BulkResults(
    [
        BulkResult("summer-drinks", True, "paused"),
        BulkResult("tea", False, None, Refusal("not_found", "there is no campaign 'tea'")),
    ]
)

ROUTES = (
    Route(
        method="POST", path="/v1/campaigns:bulk", tag="Campaigns", says="Change many campaigns",
        handler=change_campaigns, scope="write", takes=BulkChange, gives=BulkResults,
        example={"ids": ["summer-drinks", "tea"], "action": "pause"}, answer=ANSWER,
    ),
)  # fmt: skip
