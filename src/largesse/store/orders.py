"""Orders, and which campaigns each of them has used."""

from collections.abc import Mapping
from typing import LiteralString

import msgspec

from largesse.app.ports.orders import Order, OrderFilter, OrderSummary
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluation import Evaluation
from largesse.store.paging import Order as By
from largesse.store.paging import keys, page
from largesse.store.rows import Rows, document_of, encode, pattern_of

_evaluation = msgspec.json.Decoder(Evaluation)

_ORDERS: Mapping[str, By] = {"placed_at": By(("placed_at", "id"), "%(k0)s::timestamptz, %(k1)s::text")}
_SUMMARY: LiteralString = "id, checkout, currency, total, placed_at, customer, store, channel"


class OrderRows(Rows):
    """See the port `Orders`."""

    async def get(self, id: str) -> Order | None:
        """One order."""
        row = await self._one(
            f"select evaluation::text, {_SUMMARY} from placed_order where company = %(company)s and id = %(id)s", id=id
        )
        if row is None:
            return None
        summary = OrderSummary(*row[1:])
        return Order(evaluation=_evaluation.decode(row[0]), **msgspec.structs.asdict(summary))

    async def add(self, order: Order, checkout: Checkout, takes: Mapping[str, int]) -> bool:
        """Add one; False when its id is taken."""
        added = await self._do(
            "insert into placed_order (company, id, checkout, customer, store, channel, currency, total, placed_at, "
            "  document, evaluation, takes) "
            "values (%(company)s, %(id)s, %(checkout)s, %(customer)s, %(store)s, %(channel)s, %(currency)s, "
            "  %(total)s, %(placed_at)s, %(document)s, %(evaluation_)s, %(takes)s) on conflict do nothing",
            **msgspec.structs.asdict(order) | {"evaluation": None},
            document=document_of(checkout),
            evaluation_=document_of(order.evaluation),
            takes=encode(takes).decode(),
        )
        used = {each.campaign: each.version for each in order.evaluation.applied}
        if added and used:
            await self._do(
                "insert into order_campaign (company, placed_order, campaign, version) "
                "select %(company)s, %(id)s, each.campaign, each.version "
                "from unnest(%(campaigns)s::text[], %(versions)s::int[]) as each (campaign, version)",
                id=order.id,
                campaigns=list(used),
                versions=list(used.values()),
            )
        return added > 0

    async def page(self, wanted: OrderFilter) -> list[OrderSummary]:
        """A page of the orders."""
        rows = await self._all(
            f"select {_SUMMARY} from placed_order where company = %(company)s "
            "and (%(customer)s::text is null or customer = %(customer)s) "
            "and (%(store)s::text is null or store = %(store)s) "
            "and (%(campaign)s::text is null or exists (select from order_campaign as used "
            "  where used.company = %(company)s and used.campaign = %(campaign)s "
            "  and used.placed_order = placed_order.id)) "
            "and (%(since)s::timestamptz is null or placed_at >= %(since)s) "
            "and (%(until)s::timestamptz is null or placed_at < %(until)s) "
            "and (%(search)s::text is null or id ilike %(search)s or checkout ilike %(search)s"
            "  or customer ilike %(search)s) "
            f"{page(_ORDERS, wanted.sort, wanted.after)}",
            **{**msgspec.structs.asdict(wanted), "search": pattern_of(wanted.search)},
            **keys(wanted.after),
        )
        return [OrderSummary(*row) for row in rows]
