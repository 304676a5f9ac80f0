"""A disk that is full: writes are refused clearly, evaluation goes on, and all is well once there is room again."""

import asyncio
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import installed, prepare, until
from tests.faults.load import Load, loaded

_DISK = "160m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk to fill")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_DISK},mode=0755", "tmpfs", str(tmp_path)],
        capture_output=True,
        text=True,
    )
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


def fill(folder: Path) -> Path:
    """Take all the room that is left."""
    ballast = folder / "ballast"
    with ballast.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(2**16))
        except OSError:
            return ballast


async def test_a_full_disk_refuses_writes_and_loses_nothing(disk: Path):
    key = await asyncio.to_thread(prepare, disk)
    with installed(disk, key) as shop:
        async with loaded(shop, evaluators=2, writers=3) as load:
            await asyncio.to_thread(until, lambda: len(load.written) > 5, "some writes")
            ballast = fill(disk)
            await asyncio.to_thread(until, lambda: _is_full(disk, load), "a write to be refused")
            await load.more(50)
            assert load.refused == {503}
            ballast.unlink()
            confirmed = len(load.written)
            await asyncio.to_thread(until, lambda: len(load.written) > confirmed + 5, "writes to work again")
            await load.more(50)
            assert set(load.written) <= await load.stored()
        assert load.failed == []
        assert shop.stop() == 0


def _is_full(disk: Path, load: Load) -> bool:
    fill(disk)  # again: what was written in the meantime may have been given back
    return bool(load.refused)
