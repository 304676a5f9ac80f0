"""Checkouts between their first evaluation and their order."""

from datetime import datetime
from typing import Any, LiteralString

import msgspec

from largesse.app.ports.orders import StoredCheckout
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluation import Evaluation
from largesse.store.rows import Rows, document_of, encode

_checkout = msgspec.json.Decoder(Checkout)
_evaluation = msgspec.json.Decoder(Evaluation)
_holds = msgspec.json.Decoder(dict[str, int])

_STORED: LiteralString = (
    "id, state, document::text, evaluation::text, holds::text, held_until, placed_order, created_at, updated_at"
)


class CheckoutRows(Rows):
    """See the port `Checkouts`."""

    async def get(self, id: str) -> StoredCheckout | None:
        """One checkout."""
        row = await self._one(
            f"select {_STORED} from checkout where company = %(company)s and id = %(id)s", id=id
        )  # fmt: skip
        return _stored(row) if row else None

    async def hold(self, id: str, at: datetime) -> StoredCheckout:
        """One checkout, made if it is new, and locked."""
        row = await self._one(
            "insert into checkout (company, id, state, document, created_at, updated_at) "
            "values (%(company)s, %(id)s, 'open', 'null', %(at)s, %(at)s) "
            f"on conflict (company, id) do update set id = excluded.id returning {_STORED}",
            id=id,
            at=at,
        )
        assert row is not None
        return _stored(row)

    async def hold_lapsed(self, at: datetime, limit: int) -> list[StoredCheckout]:
        """Open ones whose time is over."""
        rows = await self._all(
            f"select {_STORED} from checkout where company = %(company)s and state = 'open' "
            "and held_until <= %(at)s order by held_until limit %(limit)s for update skip locked",
            at=at,
            limit=limit,
        )
        return [_stored(row) for row in rows]

    async def save(self, stored: StoredCheckout) -> None:
        """Replace one that is locked."""
        await self._do(
            "update checkout set state = %(state)s, document = %(document)s, evaluation = %(evaluation)s, "
            "holds = %(holds)s, held_until = %(held_until)s, placed_order = %(order)s, updated_at = %(updated_at)s "
            "where company = %(company)s and id = %(id)s",
            id=stored.id,
            state=stored.state,
            document="null" if stored.checkout is None else document_of(stored.checkout),
            evaluation=None if stored.evaluation is None else document_of(stored.evaluation),
            holds=encode(stored.holds).decode(),
            held_until=stored.held_until,
            order=stored.order,
            updated_at=stored.updated_at,
        )


def _stored(row: tuple[Any, ...]) -> StoredCheckout:
    id, state, document, evaluation, holds, held_until, order, created_at, updated_at = row
    return StoredCheckout(
        id=id,
        state=state,
        checkout=None if document == "null" else _checkout.decode(document),
        evaluation=None if evaluation is None else _evaluation.decode(evaluation),
        holds=_holds.decode(holds),
        held_until=held_until,
        order=order,
        created_at=created_at,
        updated_at=updated_at,
    )
