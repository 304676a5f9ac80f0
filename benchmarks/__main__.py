"""Run the benchmarks named on the command line, or all of them."""

from __future__ import annotations

import importlib
import sys

ALL = ("engine", "combination", "http", "live_book")

for name in sys.argv[1:] or ALL:
    print(f"## {name}")
    importlib.import_module(f"benchmarks.{name}").run()
