"""The collector of cycles, kept away from what is large and all alive: to look through that takes seconds."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def no_garbage() -> Generator[None]:
    """Let the collector rest while something large is made: nothing of it is garbage yet."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def keep_everything() -> None:
    """Spare all that there is now from the collector. What is in no cycle still goes when nobody has it any more."""
    gc.freeze()
