"""Many rows at once: copied into a temporary table, then merged into the real one in a single statement."""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql

from largesse.store.database import Connection

_FEW = 10
"""Up to so many rows are sent one by one: a temporary table costs more than they do."""


async def merge(
    connection: Connection, table: str, key: Sequence[str], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Add the rows, or replace those of the same key; return how many were added or really differ.

    Each row gives the key's columns, then the others. No key may occur twice.
    """
    clause = sql.SQL("on conflict ({}) {}").format(_list(key), _replacement(table, columns))
    return await _pour(connection, table, [*key, *columns], rows, clause)


async def append(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Add the rows to a table in which nothing is ever replaced; one whose key is there already is passed over."""
    if len(rows) > _FEW:
        await _pour(connection, table, columns, rows, sql.SQL("on conflict do nothing"))
    elif rows:
        values = sql.SQL(", ").join(sql.Placeholder() * len(columns))
        statement = sql.SQL("insert into {} ({}) values ({}) on conflict do nothing").format(
            sql.Identifier(table), _list(columns), values
        )
        await connection.cursor().executemany(statement, rows)


async def _pour(
    connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], clause: sql.Composable
) -> int:
    """Copy rows beside the table, which row-level security keeps from being copied to, and insert them from there."""
    incoming = sql.Identifier(f"incoming_{table}")
    shape = sql.SQL("create temporary table {} on commit drop as select {} from {} limit 0")
    await connection.execute(shape.format(incoming, _list(names), sql.Identifier(table)))
    async with connection.cursor().copy(sql.SQL("copy {} ({}) from stdin").format(incoming, _list(names))) as copy:
        for row in rows:
            await copy.write_row(row)
    done = await connection.execute(
        sql.SQL("insert into {} ({}) select {} from {} {}").format(
            sql.Identifier(table), _list(names), _list(names), incoming, clause
        )
    )
    await connection.execute(sql.SQL("drop table {}").format(incoming))
    return done.rowcount


def _replacement(table: str, columns: Sequence[str]) -> sql.Composable:
    """What happens to a row that is there: written anew only if it differs, so that an import repeated is cheap."""
    if not columns:
        return sql.SQL("do nothing")
    old = sql.SQL(", ").join(sql.Identifier(table, name) for name in columns)
    new = sql.SQL(", ").join(sql.Identifier("excluded", name) for name in columns)
    return sql.SQL("do update set ({}) = row({}) where ({}) is distinct from ({})").format(
        _list(columns), new, old, new
    )


def _list(names: Sequence[str]) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, names))
