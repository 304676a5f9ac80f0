"""One process of a supervisor, as the supervisor sees it."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from typing import cast

from largesse.processes.lifeline import READY, Lifeline

_context = multiprocessing.get_context("spawn")  # a fresh interpreter: it shares no lock, thread or connection with us


@dataclass(frozen=True)
class Role:
    """Something to be done by `count` processes. `run` is called in each, and must be importable: it is pickled."""

    name: str
    count: int
    run: Callable[[Lifeline], None]


class Child:
    """A started process, its readiness and when it was last heard of, in seconds of a clock that never jumps."""

    def __init__(self, role: Role, instead_of: Child | None = None) -> None:
        self.role = role
        self.instead_of = instead_of
        """The one that is to go once this one is ready."""
        self.ready = False
        self.leaving = False
        self.line, theirs = cast("tuple[Connection, Connection]", Pipe())
        self.process = _context.Process(target=role.run, args=(Lifeline(theirs),), name=role.name)
        self.process.start()
        theirs.close()  # the child alone holds it now, so its end is our end of hearing
        self.pid = self.process.pid or 0
        self.started = self.heard = time.monotonic()

    def listen(self) -> bool:
        """Take in what it has said; return whether it has just become ready."""
        was_ready = self.ready
        with suppress(OSError, EOFError):
            while self.line.poll():
                self.ready = self.line.recv_bytes() == READY or self.ready
                self.heard = time.monotonic()
        return self.ready and not was_ready

    def ask_to_leave(self) -> None:
        """Let it finish what it is doing, and end."""
        self.leaving = True
        if self.process.is_alive():
            self.process.terminate()

    def kill(self) -> None:
        """End it at once."""
        if self.process.is_alive():
            self.process.kill()

    def bury(self) -> int:
        """Collect it after its death; return its exit status, negative for a signal."""
        self.process.join()
        status = self.process.exitcode
        self.line.close()
        self.process.close()
        return status if status is not None else 1
