"""Server processes die, hang, are renewed and are stopped, under load: no evaluation fails, and nothing is lost."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import psutil
import pytest

from tests.faults.installation import Installation, installed, prepare, until
from tests.faults.load import CHECKOUT, loaded


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Two servers; each test leaves them in good order."""
    folder = tmp_path_factory.mktemp("shop")
    with installed(folder, prepare(folder), "--workers", "2") as shop:
        yield shop


async def test_a_killed_server_process_is_replaced_and_no_evaluation_fails(shop: Installation):
    before = shop.servers()
    assert len(before) == 2
    async with loaded(shop) as load:
        await load.more()
        os.kill(before[0], signal.SIGKILL)
        await asyncio.to_thread(until, lambda: len(set(shop.servers()) - {before[0]}) == 2, "another process")
        await load.more()
        await asyncio.to_thread(
            until, lambda: "(server) ended with -9; another comes" in shop.log.read_text(), "a word about it"
        )
    assert load.failed == []


async def test_the_process_that_does_jobs_is_replaced_too(shop: Installation):
    (before,) = set(shop.family()) - set(shop.servers())
    os.kill(before, signal.SIGKILL)
    await asyncio.to_thread(
        until, lambda: len(set(shop.family()) - set(shop.servers()) - {before}) == 1, "another one for the jobs"
    )


async def test_a_server_process_that_hangs_is_not_waited_for_by_others(shop: Installation):
    hung = shop.servers()[0]
    async with loaded(shop, evaluators=0) as load:
        os.kill(hung, signal.SIGSTOP)
        try:
            async with asyncio.timeout(60):
                # A connection that the hung one has taken waits for it; new ones are taken by the other.
                await asyncio.wait(
                    [asyncio.create_task(load.evaluate()) for _ in range(8)], return_when=asyncio.FIRST_COMPLETED
                )
        finally:
            os.kill(hung, signal.SIGCONT)
    assert load.failed == []


async def test_all_server_processes_are_renewed_one_by_one_without_a_failed_evaluation(shop: Installation):
    before = shop.servers()
    async with loaded(shop) as load:
        await load.more()
        shop.process.send_signal(signal.SIGHUP)
        await asyncio.to_thread(
            until, lambda: len(shop.servers()) == 2 and not set(shop.servers()) & set(before), "two new processes"
        )
        await load.more()
    assert load.failed == []


def test_a_request_under_way_is_answered_before_the_server_stops(shop: Installation, tmp_path: Path):
    body = msgspec.json.encode(CHECKOUT)
    head = (
        f"POST /v1/evaluations HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer {shop.key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", shop.port)) as caller:
        caller.sendall(head + body[:10])
        until(lambda: any(_takes(pid, caller) for pid in shop.servers()), "the request to be taken")
        shop.process.send_signal(signal.SIGTERM)
        until(lambda: _refuses(shop.port), "the port to be closed")
        caller.sendall(body[10:])
        assert caller.recv(65536).startswith(b"HTTP/1.1 200")
    assert shop.process.wait(60) == 0
    assert not (shop.folder / "pg" / "postmaster.pid").exists(), "the last to leave stops the database"


def _takes(pid: int, caller: socket.socket) -> bool:
    here = caller.getsockname()[1]
    return any(each.raddr and each.raddr.port == here for each in psutil.Process(pid).net_connections("tcp"))


def _refuses(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return True
    return False
