"""A company's policy on who may launch what, one document."""

import msgspec

from largesse.campaigns.approval import ApprovalPolicy
from largesse.store.rows import Rows, document_of

_decode = msgspec.json.Decoder(ApprovalPolicy).decode


class ApprovalRows(Rows):
    """See the port `ApprovalDesk`."""

    async def get(self) -> ApprovalPolicy:
        """What was set, the default otherwise."""
        row = await self._one("select document::text from approval_policy where company = %(company)s")
        return _decode(row[0]) if row else ApprovalPolicy()

    async def save(self, policy: ApprovalPolicy) -> None:
        """Replace it."""
        await self._do(
            "insert into approval_policy values (%(company)s, %(document)s) "
            "on conflict (company) do update set document = excluded.document",
            document=document_of(policy),
        )
