"""An upgrade under load: the tables are changed, then each process is renewed; nobody is refused anything."""

import asyncio
import os
import signal
from pathlib import Path

import psycopg

from largesse.store.embedded import EmbeddedServer
from largesse.store.roles import SUPERUSER
from tests.faults.installation import Installation, installed, prepare, until
from tests.faults.load import loaded
from tests.faults.versions import install


async def test_an_upgrade_under_load_fails_no_evaluation_and_no_write(tmp_path: Path):
    data = tmp_path / "data"
    version = await asyncio.to_thread(install, tmp_path / "program")
    key = await asyncio.to_thread(prepare, data)
    with installed(data, key, "--workers", "2", program=version.command, python_path=str(version.folder)) as shop:
        before = shop.servers()
        async with loaded(shop, evaluators=3, insistent_writers=2) as load:
            await load.more(50)
            step = version.install_next()
            await asyncio.to_thread(version.run, "migrate", "--data", data)
            assert step_of(shop) == step
            await load.more(50)
            assert shop.servers() == before, "the old processes work on the newer tables"
            os.kill(before[0], signal.SIGKILL)  # what replaces it is of the new version already
            shop.process.send_signal(signal.SIGHUP)
            await asyncio.to_thread(
                until, lambda: len(shop.servers()) == 2 and not set(shop.servers()) & set(before), "two new processes"
            )
            written = len(load.written)
            await asyncio.to_thread(until, lambda: len(load.written) > written + 5, "writes by the new processes")
            await load.more(50)
        assert load.failed == []
        async with loaded(shop, evaluators=0) as afterwards:
            assert set(load.written) <= await afterwards.stored()
    assert "needs" not in shop.log.read_text()


def step_of(shop: Installation) -> str:
    with psycopg.connect(EmbeddedServer(shop.folder).url(SUPERUSER)) as connection:
        found = connection.execute("select version_num from alembic_version").fetchone()
    return found[0] if found else ""
