from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import psycopg
import pytest
from psycopg import sql

from largesse.app.campaign_files import import_campaigns
from largesse.app.keys import create_key, find_grant
from largesse.app.ports import Ports
from largesse.core.errors import Conflict
from largesse.store.archive import BadArchive, Manifest, new_archive, open_archive, write_manifest, write_table
from largesse.store.backup import Connection, back_up, columns_of, tables_of
from largesse.store.database import Database
from largesse.store.embedded import EmbeddedServer
from largesse.store.errors import SchemaMismatch
from largesse.store.migrate import migrate, migrating, upgrade
from largesse.store.restore import NotEmpty, restore
from largesse.store.roles import OWNER, SUPERUSER, WORKER
from largesse.store.steps import head
from largesse.store.work import PostgresStore
from tests.app.writing import campaign, campaign_file
from tests.database import COMPANY, FreshDatabase, new_database

NOW = datetime(2026, 6, 15, tzinfo=UTC)


def unmoved(doing: str, done: int, of: int) -> None:
    """Nobody watches the bar."""


@pytest.fixture
def empty(postgres: EmbeddedServer) -> Iterator[FreshDatabase]:
    """A database without tables."""
    with new_database(postgres, "template1") as made:
        yield made


@pytest.fixture
async def backup(ports: Ports, fresh: FreshDatabase, tmp_path: Path) -> Path:
    """Of a company with a key, two campaigns and an odd name."""
    await import_campaigns(ports, COMPANY, campaign_file(campaign(), campaign("b", name="1\t2\\\n3")), activate=True)
    await create_key(ports, COMPANY)
    return make(fresh, tmp_path / "shop.zip")


def make(database: FreshDatabase, file: Path) -> Path:
    back_up(database.url(WORKER), file, NOW, "9.9", unmoved)
    return file


def put_back(file: Path, into: FreshDatabase, replace: bool = False) -> Manifest:
    with open_archive(file, unmoved) as archive:
        restore(into.url(OWNER), archive, replace=replace, move=unmoved)
        return archive.manifest


def contents(database: FreshDatabase) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with psycopg.connect(database.url(SUPERUSER)) as connection:
        return {name: [row for (row,) in rows(connection, name)] for name in tables_of(connection)}


def rows(connection: Connection, table: str) -> psycopg.Cursor[tuple[Any, ...]]:
    columns = sql.SQL(", ").join(map(sql.Identifier, columns_of(connection, table)))
    return connection.execute(sql.SQL("select row({})::text from {} order by 1").format(columns, sql.Identifier(table)))


def numbers(database: FreshDatabase) -> list[int]:
    """Of the company's entries in the audit."""
    with psycopg.connect(database.url(SUPERUSER)) as connection:
        found = connection.execute("select number from audit where company = %s order by 1", [COMPANY])
        return [number for (number,) in found]


def safeguards(database: FreshDatabase) -> list[tuple[object, ...]]:
    """How each table is protected, and which triggers are on."""
    with psycopg.connect(database.url(SUPERUSER)) as connection:
        tables = "select relname, relrowsecurity, relforcerowsecurity from pg_class where relkind = 'r' order by 1"
        triggers = "select tgname, tgenabled from pg_trigger where not tgisinternal order by 1"
        return [*connection.execute(tables), *connection.execute(triggers)]


def test_every_row_of_every_table_comes_back_as_it_was(backup: Path, fresh: FreshDatabase, empty: FreshDatabase):
    manifest = put_back(backup, empty)
    before = contents(fresh)
    with psycopg.connect(empty.url(SUPERUSER)) as connection:
        changed_in = connection.execute("select distinct changed_in::text from campaign").fetchall()
    assert changed_in == [("0",)], "numbers of another server's transactions say nothing here"
    assert contents(empty) == before
    assert {table.name: table.rows for table in manifest.tables} == {name: len(rows) for name, rows in before.items()}
    assert manifest.rows == sum(map(len, before.values())) > 8
    assert (manifest.made_at, manifest.made_by, manifest.step) == (NOW, "9.9", head())
    assert safeguards(empty) == safeguards(fresh)


async def test_keys_work_after_a_restore_and_the_audit_goes_on_where_it_was(
    ports: Ports, fresh: FreshDatabase, empty: FreshDatabase, tmp_path: Path
):
    secret = (await create_key(ports, COMPANY)).secret
    put_back(make(fresh, tmp_path / "shop.zip"), empty)
    before = numbers(empty)
    async with Database(empty.url()) as database:
        restored = replace(ports, store=PostgresStore(database))
        grant = await find_grant(restored, secret)
        assert grant is not None
        assert grant.company == COMPANY
        await create_key(restored, COMPANY)
    assert numbers(empty) == [*before, before[-1] + 1]


def test_a_database_that_holds_something_is_left_alone_unless_told(
    backup: Path, empty: FreshDatabase, fresh: FreshDatabase
):
    put_back(backup, empty)
    with psycopg.connect(empty.url(SUPERUSER)) as connection:
        connection.execute("update campaign set name = 'changed'")
    changed = contents(empty)
    with pytest.raises(NotEmpty, match="has 2 companies already"):
        put_back(backup, empty)
    assert contents(empty) == changed
    put_back(backup, empty, replace=True)
    assert contents(empty) == contents(fresh)
    assert safeguards(empty) == safeguards(fresh)


async def test_nothing_is_restored_under_a_running_server(backup: Path, empty: FreshDatabase):
    migrate(empty.url(OWNER))
    async with Database(empty.url()) as server, server.transaction(company=COMPANY):
        with pytest.raises(Conflict, match="stop every server"):
            put_back(backup, empty)


def test_a_backup_of_an_earlier_step_is_brought_up_to_date(
    postgres: EmbeddedServer, empty: FreshDatabase, tmp_path: Path
):
    with new_database(postgres, "template1") as old:
        with migrating(old.url(OWNER)) as connection:
            upgrade(connection, "0003")
        with psycopg.connect(old.url(SUPERUSER)) as connection:
            connection.execute("insert into company values ('acme', 'Acme', now())")
            connection.execute(
                "insert into campaign values ('acme', 'a', 'live', 1, 'A', 'USD', null, 0, 0, null, null, 0, '{}', "
                "now(), now())"
            )
        file = make(old, tmp_path / "old.zip")
    assert put_back(file, empty).step == "0003"
    with psycopg.connect(empty.url(SUPERUSER)) as connection:
        assert connection.execute("select version_num from alembic_version").fetchall() == [(head(),)]
        assert connection.execute("select activated_at is not null from campaign").fetchall() == [(True,)]
    put_back(make(empty, tmp_path / "new.zip"), empty, replace=True)
    with pytest.raises(SchemaMismatch, match="restore it into a new database"):
        put_back(file, empty, replace=True)


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def another_row(file: Path) -> None:
    """Somebody has edited a table and packed it all again."""
    with ZipFile(file) as zip:
        parts = {name: zip.read(name) for name in zip.namelist()}
    parts["tables/campaign.copy"] = parts["tables/campaign.copy"].replace(b"a", b"A", 1)
    _pack(file, parts)


def no_table(file: Path) -> None:
    with ZipFile(file) as zip:
        parts = {name: zip.read(name) for name in zip.namelist() if name != "tables/campaign.copy"}
    _pack(file, parts)


def one_bit(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[80] ^= 1
    file.write_bytes(raw)


def newer_form(file: Path) -> None:
    _manifest(file, b'{"format": 2, "step": "0001", "what": "who knows"}')


def newer_step(file: Path) -> None:
    _manifest(file, b'{"format": 1, "step": "9999"}')


def no_manifest(file: Path) -> None:
    _pack(file, {"readme.txt": b"hello"})


def no_zip(file: Path) -> None:
    file.write_text("hello")


def _manifest(file: Path, manifest: bytes) -> None:
    with ZipFile(file) as zip:
        parts = {name: zip.read(name) for name in zip.namelist()}
    _pack(file, parts | {"manifest.json": manifest})


def _pack(file: Path, parts: dict[str, bytes]) -> None:
    with ZipFile(file, "w") as zip:
        for name, content in parts.items():
            zip.writestr(name, content)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (half, "damaged"),
        (another_row, "damaged: the table campaign"),
        (no_table, "damaged"),
        (one_bit, "damaged"),
        (no_manifest, "no backup of Largesse"),
        (no_zip, "no backup of Largesse"),
        (newer_form, "newer version"),
        (newer_step, "newer version"),
    ],
)
def test_a_file_that_is_not_whole_or_too_new_is_refused_in_one_line(
    tmp_path: Path, spoil: Callable[[Path], None], said: str
):
    file = tmp_path / "shop.zip"
    with new_archive(file) as zip:
        (*_, table) = write_table(zip, "campaign", ["name"], [b"apples\n", b"pears\n"] * 99)
        write_manifest(zip, Manifest(step=head(), made_at=NOW, made_by="9.9", tables=[table]))
    with open_archive(file, unmoved) as archive:
        assert b"".join(archive.chunks(table)) == b"apples\npears\n" * 99
    spoil(file)
    with pytest.raises(BadArchive, match=said) as refused, open_archive(file, unmoved):
        pass
    assert "\n" not in refused.value.message
    assert file.name in refused.value.message


def test_a_file_that_is_there_is_not_written_over_and_half_a_backup_is_not_left(
    fresh: FreshDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = make(fresh, tmp_path / "shop.zip")
    with pytest.raises(FileExistsError):
        make(fresh, file)

    def break_off(doing: str, done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(fresh.url(WORKER), tmp_path / "other.zip", NOW, "", break_off)
    assert list(tmp_path.iterdir()) == [file]
    assert file.stat().st_mode & 0o077 == 0


def test_a_database_without_tables_is_not_backed_up(empty: FreshDatabase, tmp_path: Path):
    with pytest.raises(SchemaMismatch, match="nothing to back up"):
        make(empty, tmp_path / "shop.zip")
    assert not list(tmp_path.iterdir())
