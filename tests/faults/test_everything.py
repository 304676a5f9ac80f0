"""Everything at once: the supervisor, the servers and the database are killed in the middle of writes."""

import asyncio
import os
import signal
import socket
import subprocess
from pathlib import Path

import psutil

from tests.faults.installation import LARGESSE, installed, prepare, until
from tests.faults.load import loaded


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


async def test_after_a_kill_of_everything_what_was_confirmed_is_there_and_the_port_is_free(tmp_path: Path):
    key = await asyncio.to_thread(prepare, tmp_path)
    with installed(tmp_path, key, "--workers", "2") as shop:
        async with loaded(shop, evaluators=1, writers=3) as load:
            await asyncio.to_thread(until, lambda: len(load.written) > 20, "some writes")
            for pid in (shop.process.pid, shop.database(), *shop.family()):
                os.kill(pid, signal.SIGKILL)
            shop.process.wait(30)
    with installed(tmp_path, key, port=shop.port) as again:
        async with loaded(again, evaluators=1) as calls:
            await calls.more()
            assert set(load.written) <= await calls.stored()
        assert calls.failed == []


async def test_servers_whose_supervisor_was_killed_answer_what_they_have_and_end(tmp_path: Path):
    key = await asyncio.to_thread(prepare, tmp_path)
    with installed(tmp_path, key, "--workers", "2") as shop:
        family = shop.family()
        os.kill(shop.process.pid, signal.SIGKILL)
        shop.process.wait(30)
        await asyncio.to_thread(until, lambda: all(map(gone, family)), "the orphans to end")
    assert not (tmp_path / "pg" / "postmaster.pid").exists(), "the last to leave stops the database"


def test_two_migrations_of_a_new_folder_at_once_both_succeed(tmp_path: Path):
    command = [LARGESSE, "migrate", "--data", tmp_path]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(process.communicate(timeout=90)[1], process.returncode) for process in both] == [("", 0)] * 2


def test_a_server_on_a_port_that_is_taken_says_so_in_one_line(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [LARGESSE, "serve", "--data", tmp_path, "--port", str(port)], capture_output=True, text=True, timeout=90
        )
    assert done.returncode == 2
    assert done.stderr == f"largesse: cannot listen on 127.0.0.1:{port}: Address already in use\n"
    assert not list(tmp_path.iterdir())
