"""What the desks of all nouns have in common: a connection, and whose rows they are."""

from typing import Any, LiteralString

import msgspec

from largesse.store.database import Connection

encode = msgspec.json.Encoder(order="deterministic").encode


class Rows:
    """The rows of one company, inside one transaction.

    Every statement names the company as `%(company)s` too, though row-level security would hide the others: that lets
    the plan use the primary key.
    """

    def __init__(self, connection: Connection, company: str) -> None:
        self._connection = connection
        self._company = company

    async def _all(self, statement: LiteralString, **values: Any) -> list[tuple[Any, ...]]:
        cursor = await self._connection.execute(statement, {"company": self._company, **values})
        return await cursor.fetchall()

    async def _one(self, statement: LiteralString, **values: Any) -> tuple[Any, ...] | None:
        cursor = await self._connection.execute(statement, {"company": self._company, **values})
        return await cursor.fetchone()

    async def _do(self, statement: LiteralString, **values: Any) -> int:
        cursor = await self._connection.execute(statement, {"company": self._company, **values})
        return cursor.rowcount


def document_of(value: msgspec.Struct) -> str:
    """A struct as the text of a `jsonb` value."""
    return encode(value).decode()


def part_of(**fields: object) -> str:
    """What a `jsonb` document is to contain: these fields as far as something is said of them."""
    return encode({name: value for name, value in fields.items() if value not in (None, [None])}).decode()


def pattern_of(search: str | None) -> str | None:
    """What `ilike` is to look for, so that the searched text may hold its wildcards."""
    if search is None:
        return None
    for special in ("\\", "%", "_"):
        search = search.replace(special, "\\" + special)
    return f"%{search}%"
