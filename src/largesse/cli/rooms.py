"""What the verbs need from the other shells; `main` gives it, so that no shell imports another."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol


class Rooms(Protocol):
    """The rooms beyond the command line. Each loads what it needs only when it is called."""

    def serve(self, *, host: str, port: int, data: Path | None) -> int:
        """Serve the API until stopped."""
        ...

    def demo(self, *, host: str, port: int, data: Path | None, stop_when_ready: bool) -> int:
        """Load the real year where it is not loaded yet, then serve and say where."""
        ...

    def migrate(self, *, data: Path | None) -> int:
        """Bring the database's schema up to date."""
        ...

    def replay(self, **options: Any) -> int:
        """Evaluate the real year's baskets and print the report."""
        ...
