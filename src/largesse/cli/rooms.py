"""What the verbs need from the other shells; `main` gives it, so that no shell imports another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from largesse.app.ports import Ports
from largesse.app.ports.jobs import Jobs
from largesse.cli.progress import Move
from largesse.config import Settled

T = TypeVar("T")


class Manifest(Protocol):
    """What a backup holds."""

    @property
    def rows(self) -> int: ...
    @property
    def made_at(self) -> datetime: ...


class Rooms(Protocol):
    """The rooms beyond the command line. Each loads what it needs only when it is called."""

    def configure(self, file: Path) -> None:
        """Read the settings from this file, instead of the one that the environment names."""
        ...

    def settings(self, given: Mapping[str, object] = {}) -> Settled:
        """Return the settings in effect, what was `given` on the command line first. Raises `Invalid`."""
        ...

    def data_folder(self, data: Path | None) -> Path:
        """Return where the embedded database keeps its data: as asked, as set, or the user's own place for data."""
        ...

    def use(self, data: Path | None, work: Callable[[Ports], Awaitable[T]]) -> T:
        """Do something with the store, starting the embedded database where none is named."""
        ...

    def serve(self, given: Mapping[str, object], when_ready: Callable[[str], None]) -> int:
        """Serve the API by the settings until stopped; call back with the address once it answers."""
        ...

    def work(self, data: Path | None, when_ready: Callable[[], None]) -> None:
        """Do jobs until stopped; call back whenever the queue can be reached."""
        ...

    def jobs(self, data: Path | None, look: Callable[[Jobs], Awaitable[T]]) -> T:
        """Look at the jobs, or retry some."""
        ...

    def migrate(self, data: Path | None) -> int:
        """Bring the database's schema up to date."""
        ...

    def back_up(self, data: Path | None, file: Path, move: Move) -> Manifest:
        """Write everything that the database keeps into a file, and return what it holds."""
        ...

    def restore(self, data: Path | None, file: Path, replace: bool, move: Move) -> Manifest:
        """Put a backup back into an empty database, or one whose data may be replaced."""
        ...

    def demo_data(self) -> Any:
        """Return the module that knows the real year."""
        ...
