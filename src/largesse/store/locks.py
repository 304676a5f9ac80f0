"""Locks on files. The kernel lets go of them when their holder dies, however it dies; no list of pids can do that."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self


class FileLock:
    """An open file that can be locked. Processes that inherit the open file hold the lock together."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def fileno(self) -> int:
        """The file descriptor, for handing it on to a child process."""
        return self._file

    def wait_exclusive(self) -> None:
        """Wait until nobody else holds it."""
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def wait_shared(self) -> None:
        """Wait until nobody holds it exclusively."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def try_exclusive(self) -> bool:
        """Take it if nobody else holds it; a shared lock of this same file is raised to an exclusive one."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Let go, unless another process has inherited the open file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """One process at a time inside."""
    with FileLock(path) as lock:
        lock.wait_exclusive()
        yield
