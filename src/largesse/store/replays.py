"""Answers to writes, kept under the keys that their callers gave them."""

from datetime import datetime

import msgspec

from largesse.app.ports.replays import Answer, Kept
from largesse.store.rows import Rows, encode

_FORGOTTEN_AT_ONCE = 100


class ReplayRows(Rows):
    """See the port `Replays`."""

    async def claim(self, key: str, digest: bytes, at: datetime, since: datetime) -> Kept | None:
        """Take the key, or return what was kept under it. A key that is too old is taken as if it were new."""
        await self._forget(since)
        taken = await self._do(
            "insert into idempotency (company, key, digest, created_at) "
            "values (%(company)s, %(key)s, %(digest)s, %(at)s) on conflict (company, key) do update "
            "set digest = excluded.digest, created_at = excluded.created_at, status = null, headers = null, "
            "body = null where idempotency.created_at < %(since)s",
            key=key,
            digest=digest,
            at=at,
            since=since,
        )
        if taken:
            return None
        row = await self._one(
            "select digest, status, headers::text, body from idempotency where company = %(company)s and key = %(key)s",
            key=key,
        )
        assert row is not None
        return Kept(row[0], Answer(row[1], msgspec.json.decode(row[2], type=dict[str, str]), row[3]))

    async def keep(self, key: str, answer: Answer) -> None:
        """Keep the answer."""
        await self._do(
            "update idempotency set status = %(status)s, headers = %(headers)s, body = %(body)s "
            "where company = %(company)s and key = %(key)s",
            key=key,
            status=answer.status,
            headers=encode(answer.headers).decode(),
            body=answer.body,
        )

    async def _forget(self, before: datetime) -> None:
        """Delete some of what is too old; rows that somebody else deletes at this moment are left to them."""
        await self._do(
            "delete from idempotency where company = %(company)s and key in ("
            "  select key from idempotency where company = %(company)s and created_at < %(before)s"
            "  order by created_at limit %(some)s for update skip locked)",
            before=before,
            some=_FORGOTTEN_AT_ONCE,
        )
