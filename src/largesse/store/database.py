"""Connections to the database, and the one place where a transaction is opened and its company is set."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, LiteralString, Self, TypeVar

import psycopg
from psycopg import AsyncClientCursor, AsyncConnection, sql
from psycopg.errors import ForeignKeyViolation, UndefinedTable
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from largesse.core.errors import Invalid, NotFound, Unavailable
from largesse.store.errors import SchemaMismatch, UnsafeRole
from largesse.store.migrate import head
from largesse.store.roles import APP

Connection = AsyncConnection[tuple[Any, ...]]
R = TypeVar("R")

_WAIT_S = 5.0
"""How long a request waits for a connection before it is told to come back."""

# The settings are for this transaction only: anything longer would stay with the connection and reach its next user.
_COMPANY = "select set_config('largesse.company', %s, true), set_config('largesse.key_digest', %s, true)"
_BEGIN: LiteralString = f"begin; {_COMPANY}"
_BEGIN_FROZEN: LiteralString = f"begin isolation level repeatable read, read only; {_COMPANY}"


class Database:
    """A pool of connections to one database. Open it in the loop that uses it."""

    def __init__(self, url: str, connections: int = 10) -> None:
        self._most = connections
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            timeout=_WAIT_S,
            open=False,
            kwargs={"autocommit": True, "connect_timeout": 5, "application_name": "largesse"},
        )

    async def open(self) -> None:
        """Connect, and make sure that what serves here is safe and has the right tables.

        Raises `Unavailable`, `UnsafeRole`, `SchemaMismatch`.
        """
        await self._pool.open()
        try:
            async with self.transaction() as connection:
                await _check_role(connection)
                await _check_schema(connection)
        except BaseException:
            await self._pool.close()
            raise

    async def close(self) -> None:
        """Let go of all connections."""
        await self._pool.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.close()

    @asynccontextmanager
    async def transaction(
        self, *, company: str = "", key_digest: str = "", frozen: bool = False
    ) -> AsyncIterator[Connection]:
        """Open a transaction that sees the rows of one company, or the one API key of this digest.

        With `frozen`, it reads everything as it was at one moment, and writes nothing. Raises `Unavailable`, `Invalid`
        for text or numbers that PostgreSQL cannot hold, `NotFound` when something is stored for an unknown company.
        """
        begin = _BEGIN_FROZEN if frozen else _BEGIN
        with _in_our_words():
            # Values are put into the text here, and not by the server, so that both statements go in one trip.
            connection, _ = await self._first(lambda to: AsyncClientCursor(to).execute(begin, [company, key_digest]))
            try:
                async with connection:  # commits or rolls back; a pooled one is not closed by it
                    yield connection
            finally:
                await self._pool.putconn(connection)

    async def ask(self, function: LiteralString, *arguments: object) -> tuple[Any, ...] | None:
        """Call a function of the database that sets its company itself: one trip instead of three, for hot paths.

        Raises `Unavailable`.
        """
        statement = sql.SQL("select * from {}({})").format(
            sql.Identifier(function), sql.SQL(", ").join(sql.Placeholder() * len(arguments))
        )
        with _in_our_words():
            connection, cursor = await self._first(lambda to: to.execute(statement, arguments))
            try:
                return await cursor.fetchone()
            finally:
                await self._pool.putconn(connection)

    async def _first(self, statement: Callable[[Connection], Awaitable[R]]) -> tuple[Connection, R]:
        """Take a connection and send the first statement on it.

        When the server was started again, every pooled connection is dead and tells so at its next use: then another
        is taken. To ask each connection how it is beforehand would cost a trip every time.
        """
        for attempt in range(self._most + 1):
            connection = await self._pool.getconn()
            try:
                return connection, await statement(connection)
            except BaseException as error:
                dead = connection.broken
                await self._pool.putconn(connection)
                if not (dead and isinstance(error, psycopg.OperationalError)) or attempt == self._most:
                    raise
        raise AssertionError("the last attempt returns or raises")


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, PoolClosed) as error:
        raise Unavailable("the database cannot be reached now; try again in a moment") from error
    except psycopg.DataError as error:
        said = error.diag.message_primary or "it does not fit"
        raise Invalid.at("$", "not_storable", f"PostgreSQL cannot hold this: {said}") from error
    except ForeignKeyViolation as error:
        if (error.diag.constraint_name or "").endswith("_company_fkey"):
            raise NotFound("there is no such company") from error
        raise


async def _check_role(connection: Connection) -> None:
    """Refuse to serve as somebody for whom row-level security does not hold."""
    cursor = await connection.execute(
        "select rolname from pg_roles where rolname in (session_user, current_user) and (rolsuper or rolbypassrls)"
    )
    if unsafe := await cursor.fetchone():
        raise UnsafeRole(
            f"the role {unsafe[0]} sees the rows of every company, so it must not serve: run `largesse migrate` as it, "
            f"then serve as a role of its own: create role shop login password '...' in role {APP}"
        )


async def _check_schema(connection: Connection) -> None:
    try:
        async with connection.transaction():
            cursor = await connection.execute("select version_num from alembic_version")
            present = await cursor.fetchone()
    except (UndefinedTable, psycopg.errors.InsufficientPrivilege) as error:
        raise SchemaMismatch("the database has no tables of Largesse for this role: run `largesse migrate`") from error
    if present is None or present[0] != head():
        raise SchemaMismatch(
            f"the database is at step {present and present[0]} and this version needs {head()}: run `largesse migrate`"
        )
