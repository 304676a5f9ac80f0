"""A backup under load, and a restore that is killed: what was confirmed before is there, all of it or nothing."""

import asyncio
import os
import signal
import subprocess
from pathlib import Path

import psycopg

from largesse.store.embedded import running
from largesse.store.migrate import migrate
from largesse.store.roles import OWNER, SUPERUSER
from tests.faults.installation import LARGESSE, installed, prepare, until
from tests.faults.load import CHECKOUT, loaded


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
    assert "rows restored" in await asyncio.to_thread(largesse, "restore", file, "--data", new)
    with installed(new, key) as shop:
        async with loaded(shop, evaluators=0) as load:
            assert before <= await load.stored() <= after | {"summer"}
            assert (await load.http.post("/v1/evaluations", json=CHECKOUT)).json()["totals"] == price
            assert one_moment(new)
            assert await load.write("one-more")


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


def test_a_missing_file_and_a_file_that_is_none_are_refused_in_one_line(tmp_path: Path):
    (tmp_path / "none.zip").write_text("hello")
    for name, said in (("gone.zip", "No such file"), ("none.zip", "no backup of Largesse")):
        command = [LARGESSE, "restore", tmp_path / name, "--data", tmp_path / "data"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=90)
        assert done.returncode == 2
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()
