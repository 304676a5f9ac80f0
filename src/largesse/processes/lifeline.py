"""What ties a child to its supervisor: it tells that it is ready and still alive, and hears when it is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Final

READY: Final = b"ready"
ALIVE: Final = b"alive"
BEAT_S = 1.0


class Lifeline:
    """The child's end. It can be pickled while a process is being started, and only then."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def say_ready(self) -> None:
        """Tell that the work has begun."""
        self._say(READY)

    async def hold(self, when_alone: Callable[[], object]) -> None:
        """Tell every second that the loop turns, until cancelled; call back once when the supervisor has died.

        A child without its supervisor would keep the port and would be replaced by nobody.
        """
        loop = asyncio.get_running_loop()
        number = self._connection.fileno()

        def left_alone() -> None:
            loop.remove_reader(number)
            when_alone()

        loop.add_reader(number, left_alone)  # nothing is ever sent to a child: what can be read is the end
        try:
            while True:
                self._say(ALIVE)
                await asyncio.sleep(BEAT_S)
        finally:
            loop.remove_reader(number)

    def _say(self, word: bytes) -> None:
        with suppress(OSError):  # nobody listens any more; the reader notices
            self._connection.send_bytes(word)
