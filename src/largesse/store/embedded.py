"""Our own PostgreSQL server: the first process to come starts it, others join it, the last to leave stops it.

Three locked files in the folder say who is there, and the kernel lets go of each when its holder dies:
`start.lock` is held by the one process that starts, joins or stops; `clients.lock` is shared by all that use the
server; `server.lock` is inherited by the server and held until the last of its processes is gone.
"""

import os
import pwd
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from largesse.store.binaries import choose_binaries, copy_for_others, find_binaries, runs_as
from largesse.store.cluster import DATABASE, Cluster
from largesse.store.errors import StartFailed
from largesse.store.locks import FileLock, exclusive
from largesse.store.roles import APP, SUPERUSER

_PATIENCE_S = 150
_SOCKET_PATH_LIMIT = 107  # bytes, the kernel's own


class EmbeddedServer:
    """The server of one folder, as this process uses it: `join`, then connect to its `url`, then `leave`.

    `user` names the operating system's user that the server runs as when root starts it; by default `postgres` or
    `nobody`. Nobody but root, that user and the folder's owner can connect.
    """

    def __init__(self, folder: Path, user: str | None = None) -> None:
        self.folder = folder.absolute()
        self._user = user
        self._data = self.folder / "pg"
        self._note = self.folder / "socket-folder"
        self._share: FileLock | None = None

    def join(self) -> None:
        """Use the server: start it if it does not run, and make its data folder if there is none. Blocks.

        To call it again brings back a server that has died. Raises StartFailed.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with exclusive(self.folder / "start.lock"):
                self._ensure_running()
                if self._share is None:
                    self._share = FileLock(self.folder / "clients.lock")
                    self._share.wait_shared()
        except OSError as error:
            raise StartFailed(f"the data folder {self.folder} cannot be used: {error.strerror or error}") from error

    def leave(self) -> None:
        """Use it no more. The last one to leave stops the server."""
        if self._share is None:
            return
        with exclusive(self.folder / "start.lock"), self._share as share:
            self._share = None
            if share.try_exclusive() and not self._silence():
                self._cluster().stop()
                self._remove_socket_folder()

    def url(self, role: str = APP, database: str = DATABASE) -> str:
        """Where to connect, as a URL that every PostgreSQL client understands."""
        return f"postgresql://{role}@/{database}?host={quote(str(self._sockets()), safe='')}"

    def _ensure_running(self) -> None:
        """Ask the server, never the pid file; start it only when nothing of an earlier one is alive."""
        give_up = time.monotonic() + _PATIENCE_S
        while silence := self._silence():
            with FileLock(self.folder / "server.lock") as lock:
                if lock.try_exclusive():
                    self._start(lock)
            if time.monotonic() > give_up:
                raise StartFailed(f"the server of {self.folder} neither answers nor ends: {silence}")
            time.sleep(0.02)

    def _start(self, lock: FileLock) -> None:
        cluster = self._cluster()
        if not self._data.exists():
            cluster.make()
        cluster.forget_dead_server()
        self._place_socket(cluster.user)
        cluster.start(self._sockets(), lock.fileno())

    def _silence(self) -> str | None:
        """Why the server does not answer, or None when it does."""
        try:
            psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=10).close()
        except psycopg.OperationalError as error:
            if "Peer authentication failed" in str(error):
                raise StartFailed(f"the server of {self.folder} belongs to another user and refuses us") from error
            return str(error)
        return None

    def _cluster(self) -> Cluster:
        """Binaries that fit the data, and a user that can execute them."""
        version = self._data / "PG_VERSION"
        binaries = choose_binaries(find_binaries(), int(version.read_text()) if version.exists() else None)
        users = self._users()
        for user in users:
            if runs_as(binaries, user):
                return Cluster(self._data, binaries, user)
        if os.geteuid() == 0:
            copy = copy_for_others(binaries)
            for user in users:
                if runs_as(copy, user):
                    return Cluster(self._data, copy, user)
        raise StartFailed(
            f"PostgreSQL does not run as root, and {self._user or 'no other user'} can execute {binaries.folder}: "
            "run Largesse as an ordinary user, or name one for the database that can"
        )

    def _users(self) -> list[int]:
        """Who the server may run as: whose data it is; we ourselves; for root, who was named, or the usual ones."""
        if self._data.exists():
            return [self._data.stat().st_uid]
        if os.geteuid() != 0:
            return [os.geteuid()]
        names = [self._user] if self._user else ["postgres", "nobody"]
        known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
        return [known[name] for name in names if known.get(name)]

    def _sockets(self) -> Path:
        """The folder of the server's socket: the data folder or, where that makes too long a path, the one noted."""
        return Path(self._note.read_text()) if self._note.exists() else self._data

    def _place_socket(self, user: int) -> None:
        """Choose the folder of the socket: a private temporary one when the kernel's limit on the path asks for it."""
        self._remove_socket_folder()
        if len(os.fsencode(self._data / ".s.PGSQL.5432.lock")) > _SOCKET_PATH_LIMIT:
            folder = tempfile.mkdtemp(prefix="largesse-")
            if user != os.geteuid():
                os.chown(folder, user, -1)
            self._note.write_text(folder)

    def _remove_socket_folder(self) -> None:
        if self._note.exists():
            shutil.rmtree(self._note.read_text(), ignore_errors=True)
            self._note.unlink()


@contextmanager
def running(folder: Path, user: str | None = None) -> Iterator[EmbeddedServer]:
    """Use the embedded server of this folder for the time of the block; see EmbeddedServer."""
    server = EmbeddedServer(folder, user)
    server.join()
    try:
        yield server
    finally:
        server.leave()
