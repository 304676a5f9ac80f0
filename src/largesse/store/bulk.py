"""Many rows at once: copied into a temporary table, then merged into the real one in a single statement."""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql

from largesse.store.database import Connection


async def merge(
    connection: Connection, table: str, key: Sequence[str], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Add the rows, or replace those of the same key; return how many were added or really differ.

    Each row gives the key's columns, then the others. No key may occur twice.
    """
    names = [*key, *columns]
    incoming = sql.Identifier(f"incoming_{table}")
    shape = sql.SQL("create temporary table {} on commit drop as select {} from {} limit 0")
    await connection.execute(shape.format(incoming, _list(names), sql.Identifier(table)))
    async with connection.cursor().copy(sql.SQL("copy {} ({}) from stdin").format(incoming, _list(names))) as copy:
        for row in rows:
            await copy.write_row(row)
    done = await connection.execute(
        sql.SQL("insert into {} ({}) select {} from {} on conflict ({}) {}").format(
            sql.Identifier(table), _list(names), _list(names), incoming, _list(key), _replacement(table, columns)
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
