"""The audit. The database refuses to change or to delete a row of it, whoever asks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from largesse.app.ports.audit import AuditEntry, AuditFilter, Deed, Origin
from largesse.core.actor import Actor
from largesse.store.bulk import append
from largesse.store.paging import Order, keys, page
from largesse.store.rows import Rows, encode, pattern_of

_COLUMNS = (
    "company", "at", "actor_kind", "actor_id", "actor_name", "request", "noun", "id", "action", "before", "after",
)  # fmt: skip
_ORDERS: Mapping[str, Order] = {"number": Order(("number",), "%(k0)s::bigint")}
_document = msgspec.json.Decoder(dict[str, Any])


class AuditRows(Rows):
    """See the port `Audit`."""

    async def add(self, at: datetime, origin: Origin, deeds: Sequence[Deed]) -> None:
        """Write down what this transaction does."""
        actor = origin.actor
        who = (self._company, at, actor.kind, actor.id, actor.name, origin.request)
        rows = [(*who, deed.noun, deed.id, deed.action, _json(deed.before), _json(deed.after)) for deed in deeds]
        await append(self._connection, "audit", _COLUMNS, rows)

    async def page(self, wanted: AuditFilter) -> list[AuditEntry]:
        """A page of the entries."""
        rows = await self._all(
            "select number, at, actor_kind, actor_id, actor_name, noun, id, action, request, before::text, after::text "
            "from audit where company = %(company)s "
            "and (%(search)s::text is null or id ilike %(search)s or actor_name ilike %(search)s"
            "  or actor_id ilike %(search)s) "
            "and (%(noun)s::text is null or noun = %(noun)s) and (%(id)s::text is null or id = %(id)s) "
            "and (%(actor)s::text is null or actor_id = %(actor)s) "
            "and (%(action)s::text is null or action = %(action)s) "
            "and (%(since)s::timestamptz is null or at >= %(since)s) "
            "and (%(until)s::timestamptz is null or at < %(until)s) "
            f"{page(_ORDERS, wanted.sort, wanted.after)}",
            **{**msgspec.structs.asdict(wanted), "search": pattern_of(wanted.search)},
            **keys(wanted.after),
        )
        return [_entry(*row) for row in rows]


def _entry(
    number: int, at: datetime, kind: Any, actor: str, name: str, noun: Any, id: str, action: str, request: str,
    before: str | None, after: str | None,
) -> AuditEntry:  # fmt: skip
    return AuditEntry(
        number=number,
        at=at,
        actor=Actor(kind, actor, name),
        noun=noun,
        id=id,
        action=action,
        request=request,
        before=None if before is None else _document.decode(before),
        after=None if after is None else _document.decode(after),
    )


def _json(value: object) -> str | None:
    return None if value is None else encode(value).decode()
