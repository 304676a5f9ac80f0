"""Where tables are printed: as wide as the terminal, and wide enough to read where there is none."""

from __future__ import annotations

import os
import sys

from rich.console import Console

_WIDE = 140


def console() -> Console:
    """Return a console for standard output."""
    alone = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(width=_WIDE if alone else None, highlight=False)
