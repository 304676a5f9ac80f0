"""The only place where everything meets: the command line on one side, the other shells behind it."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from largesse.app.ports import Ports
from largesse.app.ports.jobs import Jobs
from largesse.cli.command import run
from largesse.cli.progress import Move
from largesse.cli.rooms import Manifest
from largesse.config import Config, Settled
from largesse.wiring.database import Place, connect, migrate_at, place_of, ports_over
from largesse.wiring.environment import data_folder, read_settings, whoever_types
from largesse.wiring.extras import needs_extra
from largesse.wiring.jobs import do_jobs, with_desk

T = TypeVar("T")


def main() -> None:
    """Run the command line. Asked to end, it cleans up first."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.exit(run(sys.argv[1:], Wiring()))


class Wiring:
    """Gives the verbs the rooms behind them, and loads each only when it is asked for."""

    def __init__(self) -> None:
        self._file: Path | None = None

    def configure(self, file: Path) -> None:
        """Read the settings from this file."""
        self._file = file

    def settings(self, given: Mapping[str, object] = {}) -> Settled:
        """Return the settings in effect."""
        return read_settings(self._file, given)

    def data_folder(self, data: Path | None) -> Path:
        """Return where the embedded database keeps its data."""
        return data_folder(self._config(data))

    def use(self, data: Path | None, work: Callable[[Ports], Awaitable[T]]) -> T:
        """Do something with the store."""
        config = self._config(data)

        async def do(place: Place) -> T:
            async with connect(config, place) as database:
                return await work(ports_over(database).on_behalf_of(whoever_types()))

        with place_of(config) as place:
            return asyncio.run(do(place))

    def serve(self, given: Mapping[str, object], when_ready: Callable[[str], None]) -> int:
        """Serve the API until stopped."""
        from largesse.wiring.server import serve

        return serve(self.settings(given).config, when_ready)

    def work(self, data: Path | None, when_ready: Callable[[], None]) -> None:
        """Do jobs until stopped."""
        do_jobs(self._config(data), when_ready)

    def jobs(self, data: Path | None, look: Callable[[Jobs], Awaitable[T]]) -> T:
        """Look at the jobs, or retry some."""
        return with_desk(self._config(data), look)

    def migrate(self, data: Path | None) -> int:
        """Bring the database's schema up to date."""
        with place_of(self._config(data), migrated=True) as place:
            migrate_at(place)
        return 0

    def back_up(self, data: Path | None, file: Path, move: Move) -> Manifest:
        """Write everything that the database keeps into a file."""
        from largesse.wiring.backup import back_up_to

        return back_up_to(self._config(data), file, move)

    def restore(self, data: Path | None, file: Path, replace: bool, move: Move) -> Manifest:
        """Put a backup back."""
        from largesse.wiring.backup import restore_from

        return restore_from(self._config(data), file, replace, move)

    def demo_data(self) -> ModuleType:
        """Return the room of the real year."""
        with needs_extra("demo"):
            import duckdb  # noqa: F401

            import largesse.demo as demo
        return demo

    def _config(self, data: Path | None) -> Config:
        return self.settings({"data": data and str(data)}).config
