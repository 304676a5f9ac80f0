"""Backups of whichever database there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from largesse.config import Config
from largesse.wiring.database import place_of
from largesse.wiring.extras import needs_extra
from largesse.wiring.jobs import worker_url

if TYPE_CHECKING:
    from largesse.store.archive import Manifest

Move = Callable[[str, int, int], None]


def back_up_to(config: Config, file: Path, move: Move) -> Manifest:
    """Write a backup. The tables are left at the step at which they are."""
    with needs_extra("server"):
        from largesse.store.backup import back_up

    with place_of(config, migrated=True) as place:
        return back_up(worker_url(place), file, datetime.now(UTC), version("largesse"), move)


def restore_from(config: Config, file: Path, replace: bool, move: Move) -> Manifest:
    """Restore a backup. It is examined before the database is looked at, so a bad one leaves no trace."""
    with needs_extra("server"):
        from largesse.store.archive import open_archive
        from largesse.store.restore import restore

    with open_archive(file, move) as archive, place_of(config, migrated=True) as place:
        restore(place.owner_url, archive, replace=replace, move=move)
        return archive.manifest
