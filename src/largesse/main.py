"""The only place where everything meets: the command line on one side, the other shells behind it."""

from __future__ import annotations

import sys

from largesse.cli.command import run


def main() -> None:
    """Run the command line."""
    from largesse.wiring import Wiring

    sys.exit(run(sys.argv[1:], Wiring()))
