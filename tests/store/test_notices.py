import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psycopg
import pytest

from largesse.app.campaign_files import import_campaigns
from largesse.app.campaigns import create_campaign
from largesse.app.ports import Ports
from largesse.core.errors import NotFound
from largesse.store.errors import StartFailed
from largesse.store.notices import listen
from tests.app.writing import campaign, campaign_file
from tests.database import COMPANY, FreshDatabase


class Ear:
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[str] = asyncio.Queue()
        self.revived = 0

    def revive(self) -> None:
        self.revived += 1
        raise StartFailed("not this time")

    async def next(self) -> str:
        return await asyncio.wait_for(self.heard.get(), 5)


@asynccontextmanager
async def listening(url: str) -> AsyncIterator[Ear]:
    ear = Ear()
    note = ear.heard.put_nowait
    task = asyncio.create_task(listen(url, note, lambda: note("silence"), ear.revive))
    yield ear
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_a_committed_change_is_heard_by_other_processes_connections(ports: Ports, fresh: FreshDatabase):
    async with listening(fresh.url()) as ear:
        assert await ear.next() == "silence"
        await create_campaign(ports, COMPANY, campaign("draft"))
        await import_campaigns(ports, COMPANY, campaign_file(campaign("live")), activate=True)
        assert await ear.next() == COMPANY
        assert ear.heard.empty()


async def raise_in_vain(ports: Ports) -> None:
    async with ports.store.transaction(COMPANY) as work:
        await work.changes.raise_book()
        raise NotFound("changed my mind")


async def test_a_change_that_is_rolled_back_is_not_heard(ports: Ports, fresh: FreshDatabase):
    async with listening(fresh.url()) as ear:
        assert await ear.next() == "silence"
        with pytest.raises(NotFound):
            await raise_in_vain(ports)
        async with ports.store.transaction(COMPANY) as work:
            assert await work.changes.raise_catalogue() == 1
        assert await ear.next() == COMPANY
        assert ear.heard.empty()


async def test_after_a_lost_connection_it_listens_again_and_says_that_notices_may_be_missing(
    fresh: FreshDatabase, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("largesse.store.notices._RETRY_S", 0.05)
    async with listening(fresh.url()) as ear:
        assert await ear.next() == "silence"
        with psycopg.connect(fresh.server.url("postgres", "postgres"), autocommit=True) as superuser:
            superuser.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and query ~ '^listen'",
                [fresh.name],
            )
        assert await ear.next() == "silence"
        assert ear.revived == 1
