"""Audiences: named lists of customers that campaigns are for."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from largesse.app.audit import record, summary
from largesse.app.customers import refuse_repeats
from largesse.app.named_list import IdQuery, NameQuery
from largesse.app.page import Page
from largesse.app.ports import Ports
from largesse.app.ports.audit import Deed
from largesse.app.ports.customers import Audience, AudienceFilter, AudienceSummary, NameFilter
from largesse.core.errors import Invalid, NotFound
from largesse.core.wire import Token, Wire


class AudienceFile(Wire, frozen=True):
    """Audiences to be imported. One of the id of a stored one replaces it with all its members."""

    audiences: Annotated[list[Audience], Meta(max_length=10_000)]
    schema: Literal["largesse.audiences/1"] = "largesse.audiences/1"


class AudienceQuery(NameQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which audiences to list, by id."""

    customer: Token | None = None
    """Only those that this customer is in."""


class MemberChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who comes into an audience and who leaves it."""

    add: Annotated[list[Token], Meta(max_length=50_000)] = []
    remove: Annotated[list[Token], Meta(max_length=50_000)] = []


class AudienceImport(msgspec.Struct, frozen=True):
    """How much an import brought in."""

    audiences: int
    members: int


async def import_audiences(ports: Ports, company: str, file: AudienceFile) -> AudienceImport:
    """Add or replace audiences with their members, all or none. Raises `Invalid` for an id that is used twice.

    A member need not be a stored customer: what a checkout calls its customer is compared.
    """
    refuse_repeats([each.id for each in file.audiences], "audiences")
    async with ports.store.transaction(company) as work:
        await work.audiences.save(file.audiences)
        await record(ports, work, *(_imported(audience) for audience in file.audiences))
    return AudienceImport(len(file.audiences), sum(len(set(each.customers)) for each in file.audiences))


async def get_audience(ports: Ports, company: str, id: str) -> AudienceSummary:
    """Return an audience with its size. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        audience = await work.audiences.get(id)
    if audience is None:
        raise _missing(id)
    return audience


async def list_audiences(ports: Ports, company: str, query: AudienceQuery) -> Page[AudienceSummary]:
    """Return a page of audiences with their sizes, by id."""
    async with ports.store.transaction(company) as work:
        rows = await work.audiences.page(query.filter(AudienceFilter))
    return query.page(rows)


async def list_members(ports: Ports, company: str, id: str, query: IdQuery) -> Page[str]:
    """Return a page of the customers in an audience, by id. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        if await work.audiences.get(id) is None:
            raise _missing(id)
        rows = await work.audiences.members(id, query.filter(NameFilter))
    return query.page_of_ids(rows)


async def change_members(ports: Ports, company: str, id: str, change: MemberChange) -> AudienceSummary:
    """Put customers into an audience and take others out; all others stay. Raises `NotFound`, `Invalid`."""
    if both := sorted(set(change.add) & set(change.remove)):
        raise Invalid.at("$.remove", "added_too", f"{both[0]!r} is added too; expected one or the other")
    async with ports.store.transaction(company) as work:
        if await work.audiences.get(id) is None:
            raise _missing(id)
        await work.audiences.change(id, sorted(set(change.add)), change.remove)
        changed = summary(change, added=len(change.add), removed=len(change.remove))
        await record(ports, work, Deed("audience", id, "edited", after=changed))
        after = await work.audiences.get(id)
    if after is None:
        raise _missing(id)
    return after


async def delete_audience(ports: Ports, company: str, id: str) -> None:
    """Delete an audience; a campaign that names it is for nobody then. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        before = await work.audiences.get(id)
        if before is None or not await work.audiences.remove(id):
            raise _missing(id)
        await record(ports, work, Deed("audience", id, "deleted", before=before))


def _imported(audience: Audience) -> Deed:
    members = sorted(set(audience.customers))
    return Deed("audience", audience.id, "imported", after=summary(members, name=audience.name, customers=len(members)))


def _missing(id: str) -> NotFound:
    return NotFound(f"there is no audience {id!r}")
