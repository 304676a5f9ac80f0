import time

import psycopg
import pytest

from largesse.app.catalogue import import_catalogue
from largesse.app.ports import Ports
from largesse.catalogue.article import Article, CatalogueFile
from largesse.store.bulk import merge
from largesse.store.database import Connection, Database
from tests.database import COMPANY

KEY, COLUMNS = ["company", "id"], ["name", "document"]


async def add(connection: Connection, *rows: tuple[str, str]) -> int:
    given = [(COMPANY, id, name, "{}") for id, name in rows]
    return await merge(connection, "store", KEY, COLUMNS, given)


async def test_new_rows_are_added_and_those_of_the_same_key_replaced(ports: Ports, database: Database):
    async with database.transaction(company=COMPANY) as connection:
        assert await add(connection, ("a", "one"), ("b", "two")) == 2
        assert await add(connection, ("b", "TWO"), ("c", "three")) == 2
        cursor = await connection.execute("select id, name from store order by id")
        assert await cursor.fetchall() == [("a", "one"), ("b", "TWO"), ("c", "three")]


async def test_rows_that_say_nothing_new_are_not_written(ports: Ports, database: Database):
    async with database.transaction(company=COMPANY) as connection:
        await add(connection, ("a", "one"), ("b", "two"))
        assert await add(connection, ("a", "one"), ("b", "two")) == 0


async def test_no_rows_at_all_is_fine(ports: Ports, database: Database):
    async with database.transaction(company=COMPANY) as connection:
        assert await add(connection) == 0


async def test_another_companys_rows_cannot_be_merged_in(ports: Ports, database: Database):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with database.transaction(company=f"{COMPANY}.test") as connection:
            await add(connection, ("a", "one"))


async def test_ten_thousand_articles_take_a_second_or_so(ports: Ports):
    articles = [
        Article(id=str(number), name=f"Article {number}", prices={"USD": "1.99"}, attributes={"brand": "x"})
        for number in range(10_000)
    ]
    started = time.monotonic()
    await import_catalogue(ports, COMPANY, CatalogueFile(articles=articles))
    assert time.monotonic() - started < 10  # a tenth of this here; the bound is for slow machines
