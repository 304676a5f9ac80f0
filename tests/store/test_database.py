import asyncio
from typing import Any, LiteralString

import psycopg
import pytest

from largesse.core.errors import Invalid, Unavailable
from largesse.store.database import Connection, Database
from largesse.store.roles import APP, SUPERUSER
from tests.database import FreshDatabase

NOBODY = "postgresql://largesse_app@/largesse?host=/nowhere"


async def one(connection: Connection, statement: LiteralString) -> Any:
    cursor = await connection.execute(statement)
    row = await cursor.fetchone()
    return row and row[0]


async def add_company(database: Database, company: str) -> None:
    async with database.transaction(company=company) as connection:
        await connection.execute("insert into company values (%s, %s, now())", [company, company])


async def test_the_company_is_set_for_the_transaction_and_for_nothing_after_it(fresh: FreshDatabase):
    setting = "select current_setting('largesse.company', true)"
    async with Database(fresh.url(), connections=1) as database:
        async with database.transaction(company="acme") as connection:
            assert await one(connection, setting) == "acme"
        assert await one(connection, setting) == ""
        async with database.transaction() as same:
            assert same is connection
            assert await one(same, setting) == ""
        assert await database.ask("customer_facts", "acme", "ann") == (None, [])
        assert await one(connection, setting) == ""


async def test_a_company_whose_name_is_an_attack_is_only_a_name(database: Database):
    name = "x', true); drop table company; --"
    async with database.transaction(company=name) as connection:
        assert await one(connection, "select current_setting('largesse.company', true)") == name
    async with database.transaction() as connection:
        assert await one(connection, "select count(*) from company") == 0


async def test_a_block_that_raises_leaves_nothing(database: Database):
    async def change_one_s_mind() -> None:
        async with database.transaction(company="acme") as connection:
            await connection.execute("insert into company values ('acme', 'Acme', now())")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await change_one_s_mind()
    async with database.transaction(company="acme") as connection:
        assert await one(connection, "select count(*) from company") == 0


async def test_a_frozen_transaction_sees_one_moment_and_cannot_write(database: Database):
    async with database.transaction(company="acme", frozen=True) as connection:
        assert await one(connection, "select count(*) from company") == 0
        await add_company(database, "acme")
        assert await one(connection, "select count(*) from company") == 0
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            async with connection.transaction():
                await connection.execute("delete from company")
    async with database.transaction(company="acme") as connection:
        assert await one(connection, "select count(*) from company") == 1


async def test_every_pooled_connection_may_be_dead_and_the_next_transaction_works(
    database: Database, fresh: FreshDatabase
):
    async def use() -> None:
        async with database.transaction() as connection:
            await connection.execute("select pg_sleep(0.05)")

    await asyncio.gather(*(use() for _ in range(8)))  # the pool has several connections now
    with psycopg.connect(fresh.url(SUPERUSER), autocommit=True) as superuser:
        killed = superuser.execute(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = %s and usename = %s",
            [fresh.name, APP],
        ).fetchone()
    assert killed is not None
    assert killed[0] > 1
    await use()
    assert await database.ask("customer_facts", "acme", "ann") == (None, [])
    await asyncio.gather(*(use() for _ in range(8)))


async def test_a_connection_that_dies_inside_a_transaction_is_unavailable_and_not_tried_again(
    database: Database, fresh: FreshDatabase
):
    tries = 0

    async def lose_it() -> None:
        nonlocal tries
        async with database.transaction() as connection:
            tries += 1
            with psycopg.connect(fresh.url(SUPERUSER), autocommit=True) as superuser:
                superuser.execute("select pg_terminate_backend(%s)", [connection.info.backend_pid])
            await connection.execute("select 1")

    with pytest.raises(Unavailable):
        await lose_it()
    assert tries == 1
    async with database.transaction() as connection:
        assert await one(connection, "select 1") == 1


async def test_a_database_that_cannot_be_reached_is_unavailable(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("largesse.store.database._WAIT_S", 0.2)
    with pytest.raises(Unavailable, match="cannot be reached"):
        await Database(NOBODY).open()


async def test_a_busy_pool_is_unavailable_rather_than_a_long_wait(
    fresh: FreshDatabase, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("largesse.store.database._WAIT_S", 0.2)
    async with Database(fresh.url(), connections=1) as database, database.transaction():
        with pytest.raises(Unavailable):
            async with database.transaction():
                pass


@pytest.mark.parametrize(("statement", "value"), [("select %s::text", "\0"), ("select %s::jsonb", '"\\u0000"')])
async def test_text_that_cannot_be_stored_is_invalid_and_the_connection_stays_good(
    database: Database, statement: LiteralString, value: str
):
    with pytest.raises(Invalid):
        async with database.transaction() as connection:
            await connection.execute(statement, [value])
    async with database.transaction() as connection:
        assert await one(connection, "select 1") == 1


async def test_a_number_that_is_too_large_is_invalid(database: Database):
    with pytest.raises(Invalid, match="out of range"):
        async with database.transaction() as connection:
            await connection.execute("select %s::text::integer", ["99999999999"])
