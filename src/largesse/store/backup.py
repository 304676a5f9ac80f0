"""Write everything that the database keeps into one file, as it was at one moment, while others go on writing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, UndefinedTable

from largesse.core.errors import Unavailable
from largesse.store.archive import Manifest, Move, Table, new_archive, write_manifest, write_table
from largesse.store.errors import SchemaMismatch
from largesse.store.migrate import LOCK
from largesse.store.steps import head

Connection = psycopg.Connection[tuple[Any, ...]]


def back_up(url: str, file: Path, now: datetime, version: str, move: Move) -> Manifest:
    """Write a backup, as the role that sees every company. Return what it holds.

    Jobs are not part of it: what is due is found again. Raises `OSError`, `Unavailable`, `SchemaMismatch`.
    """
    with _snapshot(url) as connection, new_archive(file) as zip:
        tables: list[Table] = []
        step, present = _step(connection), tables_of(connection)
        total = sum(_count(connection, name) for name in present)
        for name in present:
            done, written = sum(table.rows for table in tables), None
            columns = columns_of(connection, name)
            for written in write_table(zip, name, columns, _rows(connection, name, columns)):
                move(name, done + written.rows, total)
            assert written is not None
            tables.append(written)
        manifest = Manifest(step=step, made_at=now, made_by=version, tables=tables)
        write_manifest(zip, manifest)
        return manifest


@contextmanager
def _snapshot(url: str) -> Iterator[Connection]:
    """Give a transaction that reads one moment, during which nobody changes the tables themselves."""
    try:
        with psycopg.connect(
            url, autocommit=True, application_name="largesse backup", connect_timeout=10
        ) as connection:
            connection.execute("select pg_advisory_lock_shared(%s)", [LOCK])  # before the moment that is read
            connection.execute("begin isolation level repeatable read, read only; set local datestyle to iso")
            connection.execute("set local statement_timeout to 0")
            yield connection
    except psycopg.OperationalError as error:
        raise Unavailable(f"the database cannot be reached: {str(error).strip()}") from error


def _step(connection: Connection) -> str:
    try:
        found = connection.execute("select version_num from alembic_version").fetchone()
    except (UndefinedTable, InsufficientPrivilege):
        found = None
    if found is None:
        raise SchemaMismatch("the database has no tables of Largesse for this role: there is nothing to back up")
    if found[0] > head():
        raise SchemaMismatch(f"the database is at step {found[0]}, which this version does not know: use a newer one")
    return found[0]


def tables_of(connection: Connection) -> Sequence[str]:
    """Return our tables by name: each lets the worker see every company, and nobody else's does."""
    found = connection.execute(
        "select relname::text from pg_class join pg_policy on polrelid = pg_class.oid "
        "where polname = 'every_company' and pg_table_is_visible(pg_class.oid) order by relname"
    )
    return [name for (name,) in found]


def columns_of(connection: Connection, table: str) -> Sequence[str]:
    """Return the columns that are stored, in order: none that is computed, no numbers of this server's transactions."""
    found = connection.execute(
        "select attname::text from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped "
        "and attgenerated = '' and atttypid <> 'xid8'::regtype order by attnum",
        [sql.Identifier(table).as_string()],
    )
    return [name for (name,) in found]


def _count(connection: Connection, table: str) -> int:
    found = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone()
    return found[0] if found else 0


def _rows(connection: Connection, table: str, columns: Sequence[str]) -> Iterator[bytes]:
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    query = sql.SQL("copy (select {} from {}) to stdout").format(listed, sql.Identifier(table))
    with connection.cursor().copy(query) as copy:
        for row in copy:
            yield bytes(row)
