"""Four server processes under load, while campaigns are published, a process is killed, and all is upgraded.

`make load` runs it: how many evaluations were asked for, how many failed, how long they took. It ends with 1 if one
failed.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.faults.installation import Installation, installed, prepare, until
from tests.faults.load import Load, loaded
from tests.faults.versions import Version, install

PROCESSES = 4
CALLERS = 16
WRITERS = 2
CALM_S = float(os.environ.get("SECONDS_BETWEEN", "8"))
"""Between two events."""


def run() -> None:
    """Run it, and print the figures."""
    with tempfile.TemporaryDirectory(prefix="largesse-load-") as folder:
        load = asyncio.run(_run(Path(folder)))
    _print("in all", load.seconds)
    print(f"evaluations {load.answered}, failed {len(load.failed)}, sent again after a cut connection {load.cut}")
    print(f"writes {len(load.written)}, refused {len(load.refused)}; versions of the book seen {len(load.versions)}")
    for failure in load.failed[:5]:
        print(failure[:300])
    sys.exit(1 if load.failed or load.refused else 0)


async def _run(folder: Path) -> Load:
    version = install(folder / "program")
    key = await asyncio.to_thread(prepare, folder / "data")
    options = ("--workers", str(PROCESSES))
    with installed(
        folder / "data",
        key,
        *options,
        program=version.command,
        python_path=str(version.folder),
        LARGESSE_LOG_REQUESTS="0",
    ) as shop:
        async with loaded(shop, evaluators=CALLERS, insistent_writers=WRITERS) as load:
            await _phase(load, "nothing", asyncio.sleep(0))
            await _phase(load, "publish", load.publish("published"))
            await _phase(load, "kill -9", asyncio.to_thread(_kill_one, shop))
            await _phase(load, "migrate", asyncio.to_thread(_migrate, shop, version))
            await _phase(load, "renew", asyncio.to_thread(_renew, shop))
            await _phase(load, "publish", load.publish("published-after"))
        missing = set(load.written) - await _stored(shop)
        load.failed.extend(f"lost: {id}" for id in sorted(missing))
        return load


async def _phase(load: Load, name: str, event: Awaitable[object]) -> None:
    """Let something happen, and some calm after it; tell how evaluations fared meanwhile."""
    before = len(load.seconds)
    await event
    await asyncio.sleep(CALM_S)
    _print(name, load.seconds[before:])


async def _stored(shop: Installation) -> set[str]:
    async with loaded(shop, evaluators=0) as calls:
        return await calls.stored()


def _kill_one(shop: Installation) -> None:
    victim = random.choice(shop.servers())
    os.kill(victim, signal.SIGKILL)
    _wait_for_servers(shop, lambda now: victim not in now)


def _migrate(shop: Installation, version: Version) -> None:
    version.install_next()
    version.run("migrate", "--data", shop.folder)


def _renew(shop: Installation) -> None:
    before = set(shop.servers())
    shop.process.send_signal(signal.SIGHUP)
    _wait_for_servers(shop, lambda now: not now & before)


def _wait_for_servers(shop: Installation, right: Callable[[set[int]], bool]) -> None:
    until(lambda: len(shop.servers()) == PROCESSES and right(set(shop.servers())), "all processes to serve")


def _print(name: str, seconds: list[float]) -> None:
    if len(seconds) < 2:
        return
    cuts = statistics.quantiles(seconds, n=100)
    worst = max(seconds)
    print(
        f"{name:8} {len(seconds):6} evaluations, p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms, "
        f"longest {worst * 1000:.0f} ms",
        flush=True,
    )
