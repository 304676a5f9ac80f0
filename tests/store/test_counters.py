"""Counters under fire: exact to the last unit, and nobody blocks another."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from largesse.app.ports import Ports
from largesse.app.ports.orders import Change
from largesse.app.usage import check_ledger
from largesse.promotions.limits import Counter
from largesse.store.database import Database
from largesse.store.work import PostgresStore
from tests.database import COMPANY, Clock, FreshDatabase

AT = Clock().now()


@pytest.fixture
async def store(fresh: FreshDatabase, ports: Ports) -> AsyncIterator[PostgresStore]:
    """As many connections as there are callers."""
    async with Database(fresh.url(), connections=16) as database:
        yield PostgresStore(database)


def change(counter: str, amount: int, capacity: int, checkout: str = "c", **terms: bool) -> Change:
    return Change(checkout, counter, amount, Counter(counter, "summer", 1, capacity, **terms))


async def move(store: PostgresStore, *changes: Change) -> str | None:
    async with store.transaction(COMPANY) as work:
        return await work.counters.move(changes, AT)


async def taken(store: PostgresStore, counter: str) -> int:
    async with store.transaction(COMPANY) as work:
        return (await work.counters.counts([counter], None)).get(counter, 0)


@pytest.mark.parametrize("capacity", [1, 7, 100])
async def test_of_many_who_come_at_once_as_many_are_served_as_there_is(store: PostgresStore, capacity: int):
    answers = await asyncio.gather(*(move(store, change("uses", 1, capacity)) for _ in range(150)))
    assert (answers.count(None), answers.count("uses")) == (capacity, 150 - capacity)
    assert await taken(store, "uses") == capacity


async def test_a_budget_is_given_out_to_the_last_cent_whatever_the_pieces(store: PostgresStore):
    amounts = [n % 7 + 1 for n in range(150)] + [1] * 20
    answers = await asyncio.gather(*(move(store, change("money", amount, 300)) for amount in amounts))
    given = sum(amount for amount, answer in zip(amounts, answers, strict=True) if answer is None)
    assert given == await taken(store, "money") <= 300
    left = 300 - given
    assert left == 0 or await move(store, change("money", left, 300)) is None
    assert await move(store, change("money", 1, 300)) == "money"


async def test_those_who_take_two_counters_in_opposite_order_never_block_each_other(store: PostgresStore, ports: Ports):
    a, b = change("a", 1, 1000, shared=False), change("b", 1, 1000, shared=False)
    back = [change("b", -1, 1000, shared=False), change("a", -1, 1000, shared=False)]
    pairs = [(a, b), (b, a)] * 40
    assert set(await asyncio.gather(*(move(store, *pair) for pair in pairs))) == {None}
    assert set(await asyncio.gather(*(move(store, *(back if n % 2 else (a, b))) for n in range(80)))) == {None}
    assert (await taken(store, "a"), await taken(store, "b")) == (80, 80)


async def test_nothing_is_taken_when_one_of_several_has_too_little(store: PostgresStore):
    assert await move(store, change("a", 1, 5), change("b", 9, 5), change("c", 1, 5)) == "b"
    assert [await taken(store, each) for each in "abc"] == [0, 0, 0]


async def test_what_comes_and_goes_at_once_ends_where_it_began(store: PostgresStore):
    async def come_and_go(number: int) -> None:
        amount = number % 5 + 1
        if await move(store, change("money", amount, 40)) is None:
            assert await move(store, change("money", -amount, 40)) is None

    await asyncio.gather(*(come_and_go(number) for number in range(120)))
    assert await taken(store, "money") == 0
    assert await move(store, change("money", 40, 40)) is None


async def test_many_who_are_first_make_one_counter(store: PostgresStore):
    answers = await asyncio.gather(*(move(store, change(f"new-{n % 3}", 1, 10)) for n in range(60)))
    assert answers.count(None) == 30


async def test_a_newer_version_deals_out_anew_and_an_older_one_does_not(store: PostgresStore):
    def of(version: int, capacity: int, amount: int = 1) -> Change:
        return Change("c", "uses", amount, Counter("uses", "summer", version, capacity))

    assert await move(store, of(1, 10, 4)) is None
    assert await move(store, of(2, 5)) is None
    assert await move(store, of(1, 10)) == "uses"
    assert await move(store, of(3, 3, -1)) is None
    assert await move(store, of(3, 3)) == "uses"
    assert await move(store, of(4, 6, 2)) is None
    assert await taken(store, "uses") == 6


async def test_what_was_never_taken_cannot_be_given_back(store: PostgresStore):
    await move(store, change("uses", 1, 5))
    with pytest.raises(Exception, match="cannot give back"):
        await move(store, change("uses", -2, 5))


async def test_the_ledger_refuses_to_be_changed(store: PostgresStore, database: Database, ports: Ports):
    await move(store, change("uses", 1, 5))
    async with database.transaction(company=COMPANY) as connection:
        with pytest.raises(Exception, match="permission denied"):
            await connection.execute("delete from ledger")
    found = await check_ledger(ports, COMPANY)
    assert found is not None
    assert found.what == "held"
