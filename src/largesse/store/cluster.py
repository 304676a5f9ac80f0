"""A data folder of PostgreSQL and the commands on it: make, start, stop. Who may when is the part of embedded.py."""

import os
import pwd
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from largesse.store.binaries import Binaries, identity
from largesse.store.errors import StartFailed
from largesse.store.roles import OWNER, ROLES, SUPERUSER

DATABASE = "largesse"
_START_LIMIT_S = 120  # a long recovery after a crash is no failure
_LOG_LIMIT_BYTES = 10_000_000
_DATA = "{data}"  # in a command's arguments: the data folder's name as the command sees it


@dataclass(frozen=True)
class Cluster:
    """One data folder, the programs that work on it and the operating system's user that they run as."""

    data: Path
    binaries: Binaries
    user: int

    def make(self) -> None:
        """Make the data folder with its roles and its empty database: all of it or, killed half-way, nothing."""
        mark = f"{self.data.name}.new-"
        for left in self.data.parent.glob(f"{mark}*"):
            shutil.rmtree(left, ignore_errors=True)
        # A folder of our own: what makes another one may still be at it, though whoever asked for it was killed.
        unready = Cluster(Path(mkdtemp(prefix=mark, dir=self.data.parent)), self.binaries, self.user)
        if self.user != os.geteuid():
            os.chown(unready.data, self.user, pwd.getpwuid(self.user).pw_gid)
        unready.run(
            "initdb", *_locale(self.binaries.major), "--encoding=UTF8", "--auth=peer", f"--username={SUPERUSER}"
        )
        unready.run("postgres", "--single", "postgres", text=_bootstrap())
        unready.write("pg_hba.conf", "local all all peer map=largesse\n")
        unready.data.rename(self.data)

    def start(self, sockets: Path, lock: int) -> None:
        """Start the server and wait until it answers. It inherits `lock`, an open file, and keeps it until it has died.

        Raises StartFailed with the server's own last words.
        """
        self.write("pg_ident.conf", self._who_may_be_whom())
        log = self.data / "server.log"
        if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES:
            log.rename(log.with_suffix(".log.1"))
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": "." if sockets == self.data else str(sockets),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        options = shlex.join(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))
        wait = ("--wait", f"--timeout={_START_LIMIT_S}", "--silent", f"--log={_DATA}/{log.name}")
        self.run("pg_ctl", "start", *wait, f"--options={options}", keep=(lock,))

    def stop(self) -> None:
        """Stop the server: transactions under way are rolled back, connections closed."""
        self.run("pg_ctl", "stop", "--wait", "--mode=fast", f"--timeout={_START_LIMIT_S}", "--silent")

    def forget_dead_server(self) -> None:
        """Remove pid files whose number belongs to a stranger by now, or to a dead process that nobody has collected.

        Both are usual in containers. To be called only when nothing of the server is alive. PostgreSQL itself clears
        them when the pid is free, but refuses to start for ever while a process of the same user has it.
        """
        for name in ("postmaster.pid", ".s.PGSQL.5432.lock"):
            file = self.data / name
            if file.exists() and not _names_a_server(file):
                file.unlink()

    def run(self, program: str, *arguments: str, text: str = "", keep: tuple[int, ...] = ()) -> None:
        """Run one of the programs on this folder, as its user. Raises StartFailed with what the program said."""
        self._execute(self.binaries.command(program), arguments, text, keep)

    def write(self, name: str, text: str) -> None:
        """Write a file of the folder as the folder's user: root does not follow links that somebody else may lay."""
        self._execute("tee", (f"{_DATA}/{name}",), text)

    def _execute(self, program: str, arguments: tuple[str, ...], text: str, keep: tuple[int, ...] = ()) -> None:
        with self._seen_by_server() as (data, door):
            command = [program, *(argument.replace(_DATA, data) for argument in arguments)]
            try:
                done = subprocess.run(
                    command,
                    input=text,
                    capture_output=True,
                    text=True,
                    check=False,
                    cwd="/",
                    env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "PGDATA": data},
                    pass_fds=(*door, *keep),
                    **identity(self.user),
                )
            except OSError as error:
                raise StartFailed(f"{program} cannot be run as user {self.user}: {error}") from error
        if done.returncode:
            said = filter(None, [_last_line(done.stderr), self._last_logged()])
            raise StartFailed(f"{Path(program).name} failed for {self.data}: {'; '.join(said)}")

    @contextmanager
    def _seen_by_server(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The data folder's name for its user, and the open files that go with the name.

        Another user than ours might not get past a closed folder above the data, such as root's home. It is handed the
        data folder open: by this name the kernel takes it there without walking the path.
        """
        if self.user == os.geteuid() or sys.platform != "linux":
            yield str(self.data), ()
            return
        door = os.open(self.data, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{door}", (door,)
        finally:
            os.close(door)

    def _who_may_be_whom(self) -> str:
        """Lines for `pg_ident.conf`: root, the folder's owner and we ourselves may take every role, nobody else any."""
        uids = {0, self.user, os.geteuid(), self.data.parent.stat().st_uid}
        names = sorted({entry.pw_name for entry in pwd.getpwall() if entry.pw_uid in uids})
        return "".join(f'largesse "{name}" {role}\n' for name in names for role in (SUPERUSER, *ROLES))

    def _last_logged(self) -> str:
        try:
            return _last_line((self.data / "server.log").read_text(errors="replace")[-10_000:])
        except OSError:
            return ""


def _locale(major: int) -> tuple[str, ...]:
    """Sorting by code point, the same on every machine: nothing is taken from the environment."""
    if major >= 17:
        return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return ("--locale=C.UTF-8",)


def _bootstrap() -> str:
    """Statements for a server in single-user mode: one a line, the roles and the database."""
    roles = [f"create role {role} login nosuperuser nobypassrls" for role in ROLES]
    return "\n".join([*roles, f"create database {DATABASE} owner {OWNER}", ""])


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2].strip()


def _names_a_server(pid_file: Path) -> bool:
    """Whether the process of a pid file is a PostgreSQL that lives; yes when that cannot be found out."""
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
        name, state = Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rsplit(") ", 1)
    except (OSError, ValueError):
        return True
    return name == "postgres" and not state.startswith("Z")
