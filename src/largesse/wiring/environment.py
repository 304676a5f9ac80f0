"""Where settings come from on this machine: the environment, and the file that it or the command line names."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from pathlib import Path

from largesse.app.ports.audit import Origin
from largesse.config import FILE, Config, Settled, settle
from largesse.core.actor import Actor


def read_settings(file: Path | None, given: Mapping[str, object]) -> Settled:
    """Return the settings in effect; what was `given` on the command line comes first. Raises `Invalid`, `OSError`."""
    named = file or os.environ.get(FILE)
    text = Path(named).read_text() if named else None
    return settle(os.environ, text, str(named), given)


def data_folder(config: Config) -> Path:
    """Return where the embedded database keeps its data: as set, or in the user's own place for data."""
    if config.data is not None:
        return Path(config.data).absolute()
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "largesse"


def whoever_types() -> Origin:
    """Return whoever uses the command line, as the audit will call them: the user of this machine."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user that it has no name for
        name = str(os.getuid())
    return Origin(Actor("command", name))
