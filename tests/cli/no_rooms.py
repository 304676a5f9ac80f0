"""The command line by itself: verbs that read files need no other room."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from largesse.cli.command import run


class NoRooms:
    def configure(self, file: Path | None) -> None:
        assert file is None


def largesse(*words: str | Path) -> int:
    """Run one command and return its exit status."""
    return run([str(word) for word in words], cast("Any", NoRooms()))
