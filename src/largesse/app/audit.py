"""The audit: every use case that changes something writes down who did what, and what was there before and after."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from largesse.app.page import Cursor, Limit, Page, Sorting, page_of, read_cursor
from largesse.app.ports import Ports, Work
from largesse.app.ports.audit import AuditEntry, AuditFilter, Deed, Noun
from largesse.core.wire import Instant, Token

_encode = msgspec.json.Encoder(order="deterministic").encode


class AuditQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which entries to list, the newest first unless the other order is asked for."""

    search: Annotated[str, Meta(max_length=200)] | None = None
    """Part of the id of what it was done to, or of the name or the id of who did it, in any case."""
    noun: Noun | None = None
    """What sort of thing it was done to."""
    id: Token | None = None
    """Which one of them."""
    actor: Token | None = None
    """Who did it, by id: a key's, for one."""
    action: Annotated[str, Meta(max_length=50)] | None = None
    """What was done: created, edited, activated, ..."""
    from_: Instant | None = msgspec.field(name="from", default=None)
    """The first instant."""
    until: Instant | None = None
    """The first instant that is too late."""
    sort: Literal["-number", "number"] = "-number"
    cursor: Cursor | None = None
    limit: Limit = 50


_BY_NUMBER = Sorting(("number",), tuple[Annotated[int, Meta(ge=0, le=2**63 - 1)]])


async def record(ports: Ports, work: Work, *deeds: Deed) -> None:
    """Write down what this transaction does, on whose behalf, and in answer to which request."""
    await work.audit.add(ports.now(), ports.origin, deeds)


async def list_audit(ports: Ports, company: str, query: AuditQuery) -> Page[AuditEntry]:
    """Return a page of the audit."""
    wanted = AuditFilter(
        limit=query.limit + 1,
        sort=query.sort,
        after=read_cursor(query.cursor, query.sort, _BY_NUMBER),
        search=query.search,
        noun=query.noun,
        id=query.id,
        actor=query.actor,
        action=query.action,
        since=query.from_,
        until=query.until,
    )
    async with ports.store.transaction(company) as work:
        entries = await work.audit.page(wanted)
    return page_of(entries, query.limit, query.sort, _BY_NUMBER)


def edit(noun: Noun, id: str, action: str, before: msgspec.Struct, after: msgspec.Struct) -> Deed:
    """Return the deed that made one document of another: only the fields that differ are written down."""
    was, became = differing(msgspec.structs.asdict(before), msgspec.structs.asdict(after))
    return Deed(noun, id, action, was, became)


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what two descriptions say differently, each in its own words."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before[name] for name in names if name in before}, {
        name: after[name] for name in names if name in after
    }


def summary(document: object, **counts: Any) -> dict[str, Any]:
    """Return what the audit keeps of an import: counts, and what tells whether it was the same as another one."""
    return {**counts, "digest": digest_of(document)}


def digest_of(document: object) -> str:
    """Return what stands for a document that is too long to be kept in the audit: the same for the same content."""
    return f"sha256:{sha256(_encode(document)).hexdigest()}"
