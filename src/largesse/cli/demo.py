"""Load a real grocer's year, where it is not loaded yet, then serve it and print requests to try."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

import msgspec

from largesse.app.keys import create_key, list_keys, revoke_key
from largesse.app.ports import Ports
from largesse.cli.progress import progress_bar
from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument, given, listen_arguments
from largesse.core.errors import NotFound

HELP = "load a real year, serve it and print requests to try"
_KEY = "demo"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    listen_arguments(parser)
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """Load, serve, print."""
    folder = rooms.data_folder(arguments.data)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    year = rooms.demo_data()
    with year.open_source(file=folder / "year.duckdb") as connection, progress_bar() as progress:
        progress("reading a year of receipts", 0, 0)
        year.prepare_year(connection, year.BY_WEEK)

        async def load(ports: Ports) -> str:
            if not await year.is_loaded(ports):
                await year.load_year(ports, connection, progress)
            return await _fresh_key(ports, year.COMPANY)

        key = rooms.use(folder, load)
        files = _write_samples(folder, year.samples(connection))
    return rooms.serve(given(arguments) | {"data": str(folder)}, lambda address: _announce(address, key, files))


async def _fresh_key(ports: Ports, company: str) -> str:
    """Return a new key; those of earlier runs admit nobody any more."""
    for old in await list_keys(ports, company):
        if old.name == _KEY and old.revoked_at is None:
            with suppress(NotFound):
                await revoke_key(ports, company, old.id)
    return (await create_key(ports, company, name=_KEY)).secret


def _write_samples(folder: Path, samples: Sequence[Any]) -> list[tuple[str, str, Path]]:
    written: list[tuple[str, str, Path]] = []
    for number, sample in enumerate(samples, 1):
        file = folder / f"checkout-{number}.json"
        file.write_bytes(msgspec.json.format(msgspec.json.encode(sample.checkout), indent=2) + b"\n")
        written.append((sample.says, sample.query, file))
    return written


def _announce(address: str, key: str, files: list[tuple[str, str, Path]]) -> None:
    """Say what to try, once the server has answered a first request, for which it compiles the year's book."""

    def warm_up_and_say() -> None:
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        first = Request(f"{address}/v1/evaluations", files[0][2].read_bytes(), headers)
        with suppress(OSError), urlopen(first, timeout=60) as answer:
            answer.read()
        _say(address, key, files)

    Thread(target=warm_up_and_say, daemon=True).start()


def _say(address: str, key: str, files: list[tuple[str, str, Path]]) -> None:
    print(f"\nLargesse serves a grocer's year at {address} (documentation: {address}/docs)\nKey: {key}\n\nTry:")
    for says, query, file in files:
        print(f"\n# {says}")
        print(f"curl -s '{address}/v1/evaluations{query}' -H 'Authorization: Bearer {key}' \\")
        print(f"  -H 'Content-Type: application/json' --data @{file}")
    print("\nControl-C stops it.", flush=True)
