"""Audiences over HTTP: bring them in with their members, look them up, delete them."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import BULK_LIMIT, Call, NoQuery, Route
from largesse.app import audiences
from largesse.app.audiences import AudienceFile, AudienceImport, AudienceQuery, MemberChange
from largesse.app.named_list import IdQuery
from largesse.app.page import Page
from largesse.app.ports.customers import AudienceSummary
from largesse.core.errors import NotFound

TAG = "Audiences"
NAMES = {"audience": "The audience's id."}

EXAMPLE = {"audiences": [{"id": "regulars", "name": "Regulars", "customers": ["c-1001", "c-1002"]}]}


async def import_audiences(desk: Desk, call: Call[AudienceFile, NoQuery]) -> AudienceImport:
    """Adds audiences and replaces those of the same id with all their members, all of them or none."""
    return await audiences.import_audiences(desk.ports, call.company, call.body)


async def list_audiences(desk: Desk, call: Call[None, AudienceQuery]) -> Page[AudienceSummary]:
    """Lists audiences with their sizes, by id."""
    return await audiences.list_audiences(desk.ports, call.company, call.query)


async def get_audience(desk: Desk, call: Call[None, NoQuery]) -> AudienceSummary:
    """Gives an audience with its size."""
    return await audiences.get_audience(desk.ports, call.company, call.names["audience"])


async def list_members(desk: Desk, call: Call[None, IdQuery]) -> Page[str]:
    """Lists the ids of the customers in an audience."""
    return await audiences.list_members(desk.ports, call.company, call.names["audience"], call.query)


async def change_members(desk: Desk, call: Call[MemberChange, NoQuery]) -> AudienceSummary:
    """Puts customers into an audience and takes others out; everybody else stays."""
    return await audiences.change_members(desk.ports, call.company, call.names["audience"], call.body)


async def delete_audience(desk: Desk, call: Call[None, NoQuery]) -> None:
    """Deletes an audience. A campaign that is for this audience alone is for nobody then."""
    await audiences.delete_audience(desk.ports, call.company, call.names["audience"])


ROUTES = (
    Route(
        method="POST", path="/v1/imports/audiences", tag=TAG, says="Import audiences", handler=import_audiences,
        scope="write", takes=AudienceFile, gives=AudienceImport, limit=BULK_LIMIT, example=EXAMPLE,
        answer=AudienceImport(audiences=1, members=2),
    ),
    Route(
        method="GET", path="/v1/audiences", tag=TAG, says="List audiences", handler=list_audiences, query=AudienceQuery,
        gives=Page[AudienceSummary],
    ),
    Route(
        method="GET", path="/v1/audiences/{audience}", tag=TAG, says="Get an audience", handler=get_audience,
        names=NAMES, gives=AudienceSummary, errors=(NotFound,),
    ),
    Route(
        method="GET", path="/v1/audiences/{audience}/customers", tag=TAG, says="List an audience's customers",
        handler=list_members, names=NAMES, query=IdQuery, gives=Page[str], errors=(NotFound,),
    ),
    Route(
        method="POST", path="/v1/audiences/{audience}/customers", tag=TAG, says="Change an audience's customers",
        handler=change_members, scope="write", names=NAMES, takes=MemberChange, gives=AudienceSummary,
        limit=BULK_LIMIT, errors=(NotFound,), example={"add": ["c-1003"], "remove": ["c-1001"]},
    ),
    Route(
        method="DELETE", path="/v1/audiences/{audience}", tag=TAG, says="Delete an audience", handler=delete_audience,
        scope="write", names=NAMES, status=204, errors=(NotFound,),
    ),
)  # fmt: skip
