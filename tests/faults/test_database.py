"""The database dies under running servers: evaluation goes on, writes are refused clearly, and it all comes back."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest

from largesse.store.embedded import EmbeddedServer
from largesse.store.roles import OWNER, SUPERUSER
from tests.faults.installation import COMPANY, Installation, installed, prepare, until
from tests.faults.load import Load, loaded


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("shop")
    with installed(folder, prepare(folder), "--workers", "2") as shop:
        yield shop


def url(shop: Installation, role: str = SUPERUSER) -> str:
    return EmbeddedServer(shop.folder).url(role)


async def test_nothing_confirmed_is_lost_and_no_evaluation_fails_when_the_database_is_killed_while_writing(
    shop: Installation,
):
    async with loaded(shop, evaluators=3, writers=3) as load:
        await load.more(50)
        before = shop.database()
        os.kill(before, signal.SIGKILL)
        await asyncio.to_thread(until, lambda: _answers(shop) and shop.database() != before, "the database to be back")
        await load.more(50)
        confirmed = len(load.written)
        await asyncio.to_thread(until, lambda: len(load.written) > confirmed + 5, "writes to work again")
    assert load.failed == []
    assert load.refused <= {503}
    assert set(load.written) <= await _stored(shop)


async def test_what_needs_an_absent_database_is_refused_as_unavailable_and_the_rest_goes_on(shop: Installation):
    """For a while the server lives and lets nobody in."""
    async with loaded(shop, evaluators=2) as load:
        await load.more()
        with _unreachable(shop):
            await load.more(60)
            answer = await load.http.get("/v1/campaigns")
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["code"] == "unavailable"
            assert (await load.http.get("/health/ready")).status_code == 503
            assert (await load.http.get("/health/live")).status_code == 200
        await asyncio.to_thread(until, lambda: _ready(shop), "the servers to be ready again")
        await load.more()
        assert await load.write("after-the-outage")
    assert load.failed == []


async def test_a_server_process_that_is_replaced_during_an_outage_waits_for_the_database(shop: Installation):
    with _unreachable(shop):
        killed = shop.servers()[0]
        os.kill(killed, signal.SIGKILL)
        await asyncio.to_thread(until, lambda: len(set(shop.servers()) - {killed}) == 2, "another process")
    await asyncio.to_thread(until, lambda: _ready(shop), "the servers to be ready again")
    async with loaded(shop, evaluators=2) as load:
        await load.more()
    assert load.failed == []


async def test_a_change_whose_notice_was_lost_shows_within_seconds(shop: Installation):
    async with loaded(shop, evaluators=2) as load:
        await load.more()
        assert len(load.versions) == 1
        with psycopg.connect(url(shop, OWNER)) as connection:
            connection.execute("select set_config('largesse.company', %s, true)", [COMPANY])
            connection.execute("update book_version set book = book + 1")
        load.versions.clear()
        await asyncio.to_thread(until, lambda: len(load.versions) == 2, "the new version to show", 10)
    assert load.failed == []


async def test_a_broken_campaign_is_left_out_and_reported_and_the_rest_goes_on(shop: Installation):
    """Its document was spoilt behind our back, under running servers."""
    async with loaded(shop, evaluators=2) as load:
        await load.publish("spoilt")
        right = _write_document(shop, "spoilt", '{"promotions": [{"id": 7}]}')
        (broken,) = await _broken(load, wanted=1)
        await load.more()
        assert broken["campaign"] == "spoilt"
        assert broken["problems"][0]["path"].startswith("$")
        _write_document(shop, "spoilt", right)
        assert await _broken(load, wanted=0) == []
    assert load.failed == []


def _write_document(shop: Installation, campaign: str, document: str) -> str:
    """Write a campaign's document past everything that checks it; return what was there."""
    with psycopg.connect(url(shop, OWNER)) as connection:
        connection.execute("select set_config('largesse.company', %s, true)", [COMPANY])
        read = "select document::text from campaign where id = %s"
        ((before,),) = connection.execute(read, [campaign]).fetchall()
        connection.execute("update campaign set document = %s where id = %s", [document, campaign])
        connection.execute("update book_version set book = book + 1")
    return before


async def _broken(load: Load, wanted: int) -> list[dict[str, Any]]:
    """What had to be left out of the live book, once it is so many; of two processes, whichever answers."""
    async with asyncio.timeout(20):
        while True:
            found = (await load.http.get("/v1/book/health")).raise_for_status().json()["broken"]
            if len(found) == wanted:
                return found
            await asyncio.sleep(0.1)


async def test_connections_that_are_cut_are_made_anew(shop: Installation):
    cut = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'largesse'"
    async with loaded(shop, evaluators=2, writers=2) as load:
        await load.more()
        for _ in range(3):
            with psycopg.connect(url(shop), autocommit=True) as connection:
                connection.execute(cut)
            await load.more(10)
        assert await load.write("after-the-cuts")
    assert load.failed == []
    assert load.refused <= {503}
    assert set(load.written) <= await _stored(shop)


@contextmanager
def _unreachable(shop: Installation) -> Iterator[None]:
    """For the time of the block the database lets nobody in, and those who were in are cut off."""
    cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'largesse'"
    with psycopg.connect(EmbeddedServer(shop.folder).url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute("alter database largesse with allow_connections false")
        connection.execute(cut)
        yield
        connection.execute("alter database largesse with allow_connections true")


def _answers(shop: Installation) -> bool:
    try:
        psycopg.connect(url(shop), connect_timeout=5).close()
    except (psycopg.OperationalError, FileNotFoundError):
        return False
    return True


def _ready(shop: Installation) -> bool:
    return all(httpx.get(f"{shop.address}/health/ready", timeout=30).status_code == 200 for _ in range(6))


async def _stored(shop: Installation) -> set[str]:
    async with httpx.AsyncClient(
        base_url=shop.address, headers={"Authorization": f"Bearer {shop.key}"}, timeout=30
    ) as http:
        return await Load(http).stored()
