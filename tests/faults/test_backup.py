"""A backup under load, and a restore that is killed: what was confirmed before is there, all of it or nothing."""

import asyncio
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import psycopg

from largesse.api.app import create_app
from largesse.app.book import Books
from largesse.app.ports import Ports
from largesse.config import Config
from largesse.main import Wiring
from largesse.store.embedded import running
from largesse.store.migrate import migrate
from largesse.store.roles import OWNER, SUPERUSER
from largesse.wiring.backup import restore_from
from tests.api.toys import client
from tests.faults.installation import LARGESSE, installed, prepare, until
from tests.faults.load import CHECKOUT, Load, loaded


def unmoved(doing: str, done: int, of: int) -> None:
    """Nobody watches the bar."""


def largesse(*words: object) -> str:
    """Run a verb; return what it says."""
    command = [str(LARGESSE), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_a_backup_while_others_write_is_of_one_moment_and_can_be_put_back_after_a_kill(tmp_path: Path):
    file, new = tmp_path / "shop.zip", tmp_path / "new"
    key = await asyncio.to_thread(prepare, tmp_path / "old")
    with installed(tmp_path / "old", key) as shop:
        async with loaded(shop, evaluators=1, writers=3) as load:
            await asyncio.to_thread(until, lambda: len(load.written) > 20, "some writes")
            before = set(load.written)
            assert "rows written" in await asyncio.to_thread(largesse, "backup", file, "--data", shop.folder)
            price = (await load.http.post("/v1/evaluations", json=CHECKOUT)).json()["totals"]
        after = set(load.written)
        assert load.failed == []
    assert len(after) > len(before)

    await asyncio.to_thread(kill_in_the_middle_of_a_restore, file, new)
    await asyncio.to_thread(restore_from, Config(data=str(new)), file, False, unmoved)

    async def look(ports: Ports) -> tuple[set[str], Any]:
        async with client(create_app(ports, Books(ports)), key) as http:
            found = Load(http)
            answer = await http.post("/v1/evaluations", json=CHECKOUT)
            assert await found.write("one-more")
            return await found.stored(), answer.raise_for_status().json()["totals"]

    stored, totals = await asyncio.to_thread(Wiring().use, new, look)
    assert before <= stored <= after | {"summer", "one-more"}
    assert totals == price
    assert one_moment(new)


def kill_in_the_middle_of_a_restore(file: Path, folder: Path) -> None:
    """Another reads the last table, so that the restore waits for it when all others are done; there it is killed."""
    with running(folder) as server, psycopg.connect(server.url(SUPERUSER)) as connection:
        migrate(server.url(OWNER))
        connection.execute("lock table campaign_version in access share mode")
        restoring = subprocess.Popen([LARGESSE, "restore", file, "--data", folder])
        waiting = "select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%campaign_version%'"
        with psycopg.connect(server.url(SUPERUSER), autocommit=True) as another:
            until(lambda: another.execute(waiting).fetchone(), "the restore to be under way")
            os.kill(restoring.pid, signal.SIGKILL)
            restoring.wait(30)
            connection.rollback()
            assert another.execute("select count(*) from company").fetchone() == (0,)


def one_moment(folder: Path) -> bool:
    """Whether every campaign has its version and its entry in the audit, as only whole transactions leave them."""
    ask = (
        "select count(*), (select count(*) from campaign_version where version = 1), "
        "(select count(distinct id) from audit where noun = 'campaign') from campaign"
    )
    with running(folder) as server, psycopg.connect(server.url(SUPERUSER)) as connection:
        campaigns, versions, audited = connection.execute(ask).fetchone() or (0, 1, 2)
    return campaigns == versions == audited
