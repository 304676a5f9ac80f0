"""A backup as one file: a ZIP with the rows of each table, as `COPY` writes them, and a manifest of what they must be.

The manifest is written last and the file gets its name after that: one that is cut short is never taken for a backup.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import msgspec

from largesse.core.errors import LargesseError
from largesse.store.steps import head

Move = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

FORMAT = 1
_MANIFEST = "manifest.json"
_CHUNK = 2**18


class BadArchive(LargesseError):
    """The file is no backup, was damaged, or was made by a version that is newer than this one."""

    code = "bad_backup"


class Table(msgspec.Struct, frozen=True):
    """A table of the backup: its rows are lines of `tables/NAME.copy`, in PostgreSQL's own text format."""

    name: str
    columns: Sequence[str]
    rows: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds."""

    format: int = FORMAT
    step: str
    """The step of the schema that the tables are at."""
    made_at: datetime
    made_by: str
    """The version of Largesse."""
    tables: Sequence[Table]

    @property
    def rows(self) -> int:
        """How many there are in all tables."""
        return sum(table.rows for table in self.tables)


class _Age(msgspec.Struct, frozen=True):
    """What every version of a manifest says."""

    format: int
    step: str


class Archive:
    """An open and examined backup."""

    def __init__(self, zip: ZipFile, manifest: Manifest) -> None:
        self._zip = zip
        self.manifest = manifest

    def chunks(self, table: Table) -> Iterator[bytes]:
        """Yield what the table holds. Raises `BadArchive` when the file cannot be read."""
        with _readable(), self._zip.open(_place(table.name)) as file:
            while chunk := file.read(_CHUNK):
                yield chunk


@contextmanager
def new_archive(file: Path) -> Iterator[ZipFile]:
    """Give an empty archive, which gets its name when the block ends well. Raises `OSError`, also when it is there."""
    if file.exists():
        raise FileExistsError(17, "there is such a file already", str(file))
    unready = file.with_name(f".{file.name}.unready")
    try:
        with unready.open("wb") as raw:
            os.fchmod(raw.fileno(), 0o600)  # it holds customers
            with ZipFile(raw, "w", ZIP_DEFLATED) as zip:
                yield zip
            raw.flush()
            os.fsync(raw.fileno())
        unready.rename(file)
    finally:
        unready.unlink(missing_ok=True)


def write_table(zip: ZipFile, name: str, columns: Sequence[str], rows: Iterable[bytes]) -> Iterator[Table]:
    """Write a table, yielding what was written after every row; the last is the whole."""
    digest, count, size = hashlib.sha256(), 0, 0
    with zip.open(_place(name), "w", force_zip64=True) as file:
        for row in rows:
            file.write(row)
            digest.update(row)
            count, size = count + 1, size + len(row)
            if count % 1000 == 0:
                yield Table(name, columns, count, size, "")
    yield Table(name, columns, count, size, digest.hexdigest())


def write_manifest(zip: ZipFile, manifest: Manifest) -> None:
    """Write it, as the last of all."""
    zip.writestr(_MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2))


@contextmanager
def open_archive(file: Path, move: Move) -> Iterator[Archive]:
    """Give a backup after having read all of it once. Raises `BadArchive`, `OSError`."""
    with _readable(file), ZipFile(file) as zip:
        manifest = _manifest(zip, file)
        done = 0
        for table in manifest.tables:
            done += _examine(zip, table, file)
            move("reading the backup", done, sum(each.bytes for each in manifest.tables))
        yield Archive(zip, manifest)


def _manifest(zip: ZipFile, file: Path) -> Manifest:
    raw = zip.read(_MANIFEST)
    age = msgspec.json.decode(raw, type=_Age)
    if age.format > FORMAT or age.step > head():
        raise BadArchive(f"{file} was made by a newer version of Largesse: restore it with that one")
    return msgspec.json.decode(raw, type=Manifest)


def _examine(zip: ZipFile, table: Table, file: Path) -> int:
    digest, size = hashlib.sha256(), 0
    with zip.open(_place(table.name)) as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    if (size, digest.hexdigest()) != (table.bytes, table.sha256):
        raise BadArchive(f"{file} is damaged: the table {table.name} is not what it was")
    return size


@contextmanager
def _readable(file: Path | None = None) -> Iterator[None]:
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, msgspec.DecodeError) as error:
        said = str(error).strip("'\"")
        raise BadArchive(f"{file or 'the backup'} is damaged, or no backup of Largesse: {said}") from error


def _place(table: str) -> str:
    return f"tables/{table}.copy"
