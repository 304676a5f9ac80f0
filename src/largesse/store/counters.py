"""Counters of uses and budgets, and the ledger of all that was taken and given back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, LiteralString

import msgspec

from largesse.app.ports.orders import Balance, Change, Difference, LedgerEntry, LedgerFilter
from largesse.store.paging import Order, keys, page
from largesse.store.rows import Rows, pattern_of

SHARDS = 64
"""Of a counter that many want at once: more than there are connections, or they would wait for each other."""

_ORDERS: Mapping[str, Order] = {"number": Order(("number",), "%(k0)s::bigint")}
_counts = msgspec.json.Decoder(dict[str, int])

_MOVE: LiteralString = (
    "select counter_move(%(company)s, %(counters)s, %(campaigns)s, %(capacities)s, %(versions)s, %(shards)s, "
    "%(may_finish)s, %(amounts)s, %(checkouts)s, %(given_back)s, %(at)s)"
)

_HELD: LiteralString = (
    "select key as counter, sum(value::bigint)::bigint as amount from checkout, jsonb_each_text(holds) "
    "where company = %(company)s and state = 'open' group by key"
)


class CounterRows(Rows):
    """See the port `Counters`."""

    async def counts(self, counters: Sequence[str], checkout: str | None) -> dict[str, int]:
        """What is taken of these."""
        row = await self._one(
            "select * from counter_counts(%(company)s, %(counters)s, %(checkout)s)",
            counters=list(counters),
            checkout=checkout,
        )
        return counts_of(row)

    async def move(
        self, changes: Sequence[Change], at: datetime, given_back: Literal["release", "reverse"] = "release"
    ) -> str | None:
        """Take and give back, in the one order of the counters' ids: two who want the same ones do not block."""
        moves = sorted((each for each in changes if each.amount), key=lambda each: each.counter)
        if not moves:
            return None
        terms = [each.terms for each in moves]
        row = await self._one(
            _MOVE,
            counters=[each.counter for each in moves],
            campaigns=[each and each.campaign for each in terms],
            capacities=[each and each.capacity for each in terms],
            versions=[each and each.version for each in terms],
            shards=[min(SHARDS, each.capacity) if each and each.shared else 1 for each in terms],
            may_finish=[bool(each and each.may_finish) for each in terms],
            amounts=[each.amount for each in moves],
            checkouts=[each.checkout for each in moves],
            given_back=given_back,
            at=at,
        )
        return row[0] if row else None

    async def redeem(self, takes: Mapping[str, int], at: datetime, checkout: str) -> None:
        """Write down that it is used."""
        await self._do(
            "insert into ledger (company, at, counter, kind, amount, checkout) "
            "select %(company)s, %(at)s, each.counter, 'redeem', each.amount, %(checkout)s "
            "from unnest(%(counters)s::text[], %(amounts)s::bigint[]) as each (counter, amount)",
            at=at,
            checkout=checkout,
            counters=list(takes),
            amounts=list(takes.values()),
        )

    async def balances(self, campaign: str) -> list[Balance]:
        """Where the counters of a campaign stand."""
        rows = await self._all(
            "select id, campaign, capacity, (select sum(taken)::bigint from counter_shard as shard "
            "  where shard.company = %(company)s and shard.counter = counter.id), coalesce(held.amount, 0) "
            f"from counter left join ({_HELD}) as held on held.counter = counter.id "
            "where company = %(company)s and campaign = %(campaign)s order by id",
            campaign=campaign,
        )
        return [Balance(*row) for row in rows]

    async def entries(self, wanted: LedgerFilter) -> list[LedgerEntry]:
        """A page of the ledger."""
        rows = await self._all(
            "select number, at, counter, kind, amount::text, checkout from ledger where company = %(company)s "
            "and (%(counter)s::text is null or counter = %(counter)s) "
            "and (%(checkout)s::text is null or checkout = %(checkout)s) "
            "and (%(search)s::text is null or counter ilike %(search)s or checkout ilike %(search)s) "
            f"{page(_ORDERS, wanted.sort, wanted.after)}",
            **{**msgspec.structs.asdict(wanted), "search": pattern_of(wanted.search)},
            **keys(wanted.after),
        )
        return [LedgerEntry(*row) for row in rows]

    async def first_difference(self) -> Difference | None:
        """Compare all accounts; nobody may change them meanwhile, so this belongs in a view."""
        for what, statement in _AUDITS:
            row = await self._one(statement)
            if row is not None:
                return Difference(what, *row)
        return None


def counts_of(row: tuple[str, ...] | None) -> dict[str, int]:
    """What the database's function `counter_counts` returned."""
    assert row is not None
    return _counts.decode(row[0])


_BY_COUNTER: LiteralString = (
    "with entered as (select counter, "
    "    sum(case kind when 'reserve' then amount when 'redeem' then 0 else -amount end)::bigint as taken, "
    "    sum(case kind when 'reserve' then amount when 'reverse' then 0 else -amount end)::bigint as held, "
    "    sum(case kind when 'redeem' then amount when 'reverse' then -amount else 0 end)::bigint as used "
    "  from ledger where company = %(company)s group by counter), "
    "sharded as (select counter, sum(taken)::bigint as taken, sum(taken + spare)::bigint as capacity "
    "  from counter_shard where company = %(company)s group by counter), "
    f"held as ({_HELD}), "
    "used as (select key as counter, sum(value::bigint)::bigint as amount from placed_order, jsonb_each_text(takes) "
    "  where company = %(company)s group by key) "
)

_AUDITS: tuple[tuple[str, LiteralString], ...] = (
    (
        "taken",
        _BY_COUNTER + "select counter, coalesce(entered.taken, 0), coalesce(sharded.taken, 0) "
        "from entered full join sharded using (counter) "
        "where coalesce(entered.taken, 0) <> coalesce(sharded.taken, 0) order by counter limit 1",
    ),
    (
        "capacity",
        _BY_COUNTER + "select id, counter.capacity, sharded.capacity from counter join sharded on counter = id "
        "where company = %(company)s and counter.capacity <> sharded.capacity order by id limit 1",
    ),
    (
        "held",
        _BY_COUNTER + "select counter, coalesce(entered.held, 0), coalesce(held.amount, 0) "
        "from entered full join held using (counter) "
        "where coalesce(entered.held, 0) <> coalesce(held.amount, 0) order by counter limit 1",
    ),
    (
        "used",
        _BY_COUNTER + "select counter, coalesce(entered.used, 0), coalesce(used.amount, 0) "
        "from entered full join used using (counter) "
        "where coalesce(entered.used, 0) <> coalesce(used.amount, 0) order by counter limit 1",
    ),
)
"""What is compared, and how: the first counter on which two accounts differ, with both figures."""
