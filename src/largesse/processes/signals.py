"""Signals as something one can wait for together with other things."""

from __future__ import annotations

import os
import signal
from typing import Any, Self


class Signals:
    """For as long as its block lasts, these signals are only noted; it can be read from when one has come."""

    def __init__(self, *numbers: int) -> None:
        self._numbers = numbers
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        self._reader, self._writer = os.pipe()
        for end in (self._reader, self._writer):
            os.set_blocking(end, False)
        self._before = {number: signal.signal(number, self._note) for number in self._numbers}
        return self

    def __exit__(self, *exception: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._reader)
        os.close(self._writer)

    def fileno(self) -> int:
        """What can be read when a signal has come."""
        return self._reader

    def take(self) -> list[int]:
        """Return the signals since last time, in order."""
        try:
            return list(os.read(self._reader, 1000))
        except BlockingIOError:
            return []

    def _note(self, number: int, frame: object) -> None:
        os.write(self._writer, bytes([number]))
