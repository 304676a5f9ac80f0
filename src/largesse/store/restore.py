"""Put a backup back into a database: all of it in one transaction, or nothing."""

from collections.abc import Sequence
from graphlib import TopologicalSorter
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from largesse.core.errors import Conflict, LargesseError
from largesse.store.archive import Archive, BadArchive, Move, Table
from largesse.store.backup import Connection, columns_of, tables_of
from largesse.store.errors import SchemaMismatch
from largesse.store.migrate import bring_up_to_date, driver_of, migrating, present_step, upgrade


class NotEmpty(Conflict):
    """Somebody's data would be lost."""

    code = "database_not_empty"


class RestoreFailed(LargesseError):
    """The database refused what the backup holds; nothing was changed."""

    code = "restore_failed"


def restore(url: str, archive: Archive, *, replace: bool, move: Move) -> None:
    """Restore a backup as the role that owns the tables, which are made if there are none, then bring them up to date.

    With `replace`, what is there is lost. Raises `Unavailable`, `NotEmpty`, `SchemaMismatch` when the tables are newer
    than the backup, `BadArchive`, `RestoreFailed`, and `Conflict` while others use the database.
    """
    step = archive.manifest.step
    with migrating(url) as connection:
        driver = driver_of(connection)
        _refuse_company(driver)
        present = present_step(connection)
        if present is not None and present > step:
            raise SchemaMismatch(
                f"the backup is of step {step} and the tables are at {present} already: restore it into a new database"
            )
        upgrade(connection, step)
        try:
            _fill(driver, archive, replace, move)
        except psycopg.Error as error:
            said = error.diag.message_primary or str(error)
            raise RestoreFailed(f"nothing was restored: {said.strip()}") from error
        bring_up_to_date(connection)


def _refuse_company(driver: Connection) -> None:
    found = driver.execute(
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
        "and application_name like 'largesse%'"
    ).fetchone()
    if found and found[0]:
        raise Conflict(f"{found[0]} connections of Largesse are open: stop every server and worker first")


def _fill(driver: Connection, archive: Archive, replace: bool, move: Move) -> None:
    tables = {table.name: table for table in archive.manifest.tables}
    if set(tables) != set(tables_of(driver)):
        raise BadArchive("the backup has other tables than its step of the schema")
    driver.execute("set local datestyle to iso")
    driver.execute("set local statement_timeout to 0")
    _make_room(driver, list(tables), replace)
    done = 0
    for name in _referred_to_first(driver, list(tables)):
        _alter(driver, name, *_OPEN)
        for read in _copy_in(driver, archive, tables[name]):
            move(name, done + read, sum(table.bytes for table in archive.manifest.tables))
        done += tables[name].bytes
        _go_on_counting(driver, name)
        _alter(driver, name, *_CLOSE)
        driver.execute(sql.SQL("analyze {}").format(sql.Identifier(name)))


# Not even the owner sees all rows otherwise; and what happens when a row is added has happened already.
_OPEN: tuple[LiteralString, ...] = ("no force row level security", "disable trigger user")
_CLOSE: tuple[LiteralString, ...] = ("enable trigger user", "force row level security")


def _alter(driver: Connection, table: str, *how: LiteralString) -> None:
    for each in how:
        driver.execute(sql.SQL("alter table {} {}").format(sql.Identifier(table), sql.SQL(each)))


def _make_room(driver: Connection, tables: Sequence[str], replace: bool) -> None:
    _alter(driver, "company", *_OPEN)
    found = driver.execute("select count(*) from company").fetchone()
    if not found or not found[0]:
        return
    if not replace:
        raise NotEmpty(f"the database has {found[0]} companies already: --replace does away with all that is there")
    for table in tables:
        _alter(driver, table, *_OPEN)
    driver.execute(sql.SQL("truncate {}").format(sql.SQL(", ").join(map(sql.Identifier, tables))))


def _referred_to_first(driver: Connection, tables: Sequence[str]) -> Sequence[str]:
    """The tables in an order in which each comes after those that its rows refer to."""
    found = driver.execute(
        "select referring.relname::text, referred.relname::text from pg_constraint "
        "join pg_class referring on referring.oid = conrelid join pg_class referred on referred.oid = confrelid "
        "where contype = 'f' and referring.relname = any(%s) and conrelid <> confrelid",
        [list(tables)],
    )
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(tables, ()))
    for referring, referred in sorted(found.fetchall()):
        order.add(referring, referred)
    return list(order.static_order())


def _copy_in(driver: Connection, archive: Archive, table: Table) -> Any:
    """Copy a table's rows; yield how many bytes of them were taken so far."""
    if set(table.columns) - set(columns_of(driver, table.name)):
        raise BadArchive(f"the table {table.name} has other columns in the backup than at its step of the schema")
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    query = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table.name), columns)
    taken = 0
    with driver.cursor().copy(query) as copy:
        for chunk in archive.chunks(table):
            copy.write(chunk)
            taken += len(chunk)
            yield taken


def _go_on_counting(driver: Connection, table: str) -> None:
    """Let numbers that the database gives go on after the highest one that was restored."""
    found = driver.execute(
        "select attname::text from pg_attribute where attrelid = %s::regclass and attidentity <> '' and attnum > 0",
        [sql.Identifier(table).as_string()],
    )
    for (column,) in found.fetchall():
        statement = sql.SQL(
            "select setval(pg_get_serial_sequence(%s, %s), coalesce(max({}), 0) + 1, false) from {}"
        ).format(sql.Identifier(column), sql.Identifier(table))
        driver.execute(statement, [sql.Identifier(table).as_string(), column])
