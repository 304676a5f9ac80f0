"""API keys, kept as digests."""

from collections.abc import Sequence
from datetime import datetime

from largesse.app.ports.companies import Grant, Key
from largesse.store.database import Connection
from largesse.store.rows import Rows


class KeyRows(Rows):
    """See the port `Keys`."""

    async def all(self) -> Sequence[Key]:
        """Every key, the newest first."""
        rows = await self._all(
            "select id, name, prefix, mode, scopes, created_at, revoked_at from api_key "
            "where company = %(company)s order by created_at desc, id"
        )
        names = ("id", "name", "prefix", "mode", "scopes", "created_at", "revoked_at")
        return [Key(**dict(zip(names, row, strict=True))) for row in rows]

    async def add(self, key: Key, digest: bytes) -> None:
        """Add one."""
        await self._do(
            "insert into api_key (company, id, digest, prefix, name, mode, scopes, created_at) values "
            "(%(company)s, %(id)s, %(digest)s, %(prefix)s, %(name)s, %(mode)s, %(scopes)s, %(at)s)",
            id=key.id,
            digest=digest,
            prefix=key.prefix,
            name=key.name,
            mode=key.mode,
            scopes=list(key.scopes),
            at=key.created_at,
        )

    async def revoke(self, id: str, at: datetime) -> bool:
        """Let it admit nobody any more; the first time counts."""
        statement = (
            "update api_key set revoked_at = coalesce(revoked_at, %(at)s) where company = %(company)s and id = %(id)s"
        )
        return await self._do(statement, id=id, at=at) == 1


async def find_grant(connection: Connection, digest: bytes) -> Grant | None:
    """What the key of this digest stands for, in a transaction that was opened for the digest."""
    cursor = await connection.execute(
        "select company, scopes, mode, id, name from api_key where digest = %s and revoked_at is null", [digest]
    )
    row = await cursor.fetchone()
    return Grant(row[0], tuple(row[1]), *row[2:]) if row else None
