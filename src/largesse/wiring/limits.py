"""The limits of requests as the settings want them, and the memory in which processes count them together."""

from __future__ import annotations

import mmap
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from largesse.api.limits import Limits
from largesse.api.rates import MEMORY, Rate, Rates
from largesse.config import Config


@contextmanager
def shared_counts() -> Iterator[Path]:
    """Give a file that the processes of this machine count in, for the time of the block."""
    with tempfile.NamedTemporaryFile(prefix="largesse-counts-") as file:
        file.truncate(MEMORY)
        yield Path(file.name)


def limits_of(config: Config, counts: Path | None = None) -> Limits:
    """Return the limits; requests are counted in the file, or by this process for itself."""
    rates = None
    if config.rate_per_second is not None:
        rate = Rate(config.rate_per_second, config.rate_burst)
        rates = Rates(rate, bytearray(MEMORY) if counts is None else _opened(counts), time.monotonic)
    return Limits(config.request_seconds, config.body_bytes, rates)


def _opened(counts: Path) -> mmap.mmap:
    with counts.open("r+b") as file:
        return mmap.mmap(file.fileno(), MEMORY)
