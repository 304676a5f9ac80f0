"""Connections to the database, and the one place where a transaction is opened and its company is set."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any, LiteralString, Self, TypeVar

import psycopg
from psycopg import AsyncClientCursor, AsyncConnection, sql
from psycopg.errors import (
    DeadlockDetected,
    ForeignKeyViolation,
    InsufficientPrivilege,
    SerializationFailure,
    UndefinedTable,
)
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from largesse.app.ports.watch import UNWATCHED, Watch
from largesse.core.errors import Interrupted, Invalid, NotFound, Unavailable
from largesse.store.errors import SchemaMismatch, UnsafeRole
from largesse.store.roles import APP, WORKER
from largesse.store.steps import mismatch

Connection = AsyncConnection[tuple[Any, ...]]
R = TypeVar("R")

_WAIT_S = 5.0
"""How long a request waits for a connection before it is told to come back."""

_AWAY_WAIT_S = 0.25
"""How long it waits once the database has been away for a while: no queue grows, and the pool tries again meanwhile."""

# The settings are for this transaction only: anything longer would stay with the connection and reach its next user.
_COMPANY = "select set_config('largesse.company', %s, true), set_config('largesse.key_digest', %s, true)"
_BEGIN: LiteralString = f"begin; {_COMPANY}"
_BEGIN_EXACT: LiteralString = f"begin isolation level repeatable read; {_COMPANY}"
_BEGIN_FROZEN: LiteralString = f"begin isolation level repeatable read, read only; {_COMPANY}"


class Database:
    """A pool of connections to one database. Open it in the loop that uses it.

    One that is to see `every_company` connects as the worker, and nobody who serves may have it.
    """

    def __init__(
        self,
        url: str,
        connections: int = 10,
        statement_s: float = 60.0,
        *,
        every_company: bool = False,
        watch: Watch = UNWATCHED,
    ) -> None:
        self._watch = watch
        self._most = connections
        self._role = WORKER if every_company else APP
        self._url = url
        self._kwargs = {
            "autocommit": True,
            "connect_timeout": 5,
            "application_name": "largesse",
            "options": f"-c statement_timeout={round(statement_s * 1000)}",
        }
        self._away = False
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            timeout=_WAIT_S,
            open=False,
            configure=self._admit,
            reconnect_timeout=_WAIT_S,
            reconnect_failed=self._note_absence,
            kwargs=self._kwargs,
        )

    async def open(self, patient: bool = False) -> None:
        """Connect, and make sure that what serves here is safe and has the right tables.

        When it is `patient` and the database is away, it is opened all the same, and works once the database is there.
        Raises `Unavailable`, `UnsafeRole`, `SchemaMismatch`.
        """
        try:
            with _in_our_words():
                connection: Connection = await AsyncConnection.connect(self._url, **self._kwargs)
                async with connection:
                    await _check(connection, self._role)
        except Unavailable:
            if not patient:
                raise
        await self._pool.open()

    async def close(self) -> None:
        """Let go of all connections."""
        await self._pool.close()

    def stats(self) -> Mapping[str, int]:
        """Return how the pool stands, in the words of psycopg_pool."""
        return self._pool.get_stats()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.close()

    @asynccontextmanager
    async def transaction(
        self, *, company: str = "", key_digest: str = "", frozen: bool = False, exact: bool = False
    ) -> AsyncIterator[Connection]:
        """Open a transaction that sees the rows of one company, or the one API key of this digest.

        With `frozen`, it reads everything as it was at one moment, and writes nothing; with `exact`, it does so too and
        raises `Interrupted` when it is to change what others have changed since. Raises `Unavailable`, `Invalid` for
        text or numbers that PostgreSQL cannot hold, `NotFound` when something is stored for an unknown company.
        """
        begin = _BEGIN_FROZEN if frozen else _BEGIN_EXACT if exact else _BEGIN
        with _in_our_words(), self._watch.span("transaction", company=company):
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
        with _in_our_words(), self._watch.span(function):
            connection, cursor = await self._first(lambda to: to.execute(statement, arguments))
            try:
                return await cursor.fetchone()
            finally:
                await self._pool.putconn(connection)

    async def _admit(self, connection: Connection) -> None:
        """Check a new connection like the first one: the server behind it may be another one by now."""
        try:
            await _check(connection, self._role)
        except BaseException:
            await connection.close()
            raise

    def _note_absence(self, pool: object) -> None:
        self._away = True

    async def _first(self, statement: Callable[[Connection], Awaitable[R]]) -> tuple[Connection, R]:
        """Take a connection and send the first statement on it.

        When the server was started again, every pooled connection is dead and tells so at its next use: then another
        is taken. To ask each connection how it is beforehand would cost a trip every time.
        """
        for attempt in range(self._most + 1):
            connection = await self._pool.getconn(_AWAY_WAIT_S if self._away else _WAIT_S)
            try:
                done = await statement(connection)
                self._away = False
                return connection, done
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
    except (SerializationFailure, DeadlockDetected) as error:
        raise Interrupted("somebody else changed the same at this moment; send it again") from error
    except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, PoolClosed) as error:
        raise Unavailable("the database cannot be reached now; try again in a moment") from error
    except psycopg.DataError as error:
        said = error.diag.message_primary or "it does not fit"
        raise Invalid.at("$", "not_storable", f"PostgreSQL cannot hold this: {said}") from error
    except ForeignKeyViolation as error:
        if (error.diag.constraint_name or "").endswith("_company_fkey"):
            raise NotFound("there is no such company") from error
        raise


async def _check(connection: Connection, role: str) -> None:
    await _check_role(connection, role)
    await _check_schema(connection)


async def _check_role(connection: Connection, role: str) -> None:
    """Refuse somebody for whom row-level security does not hold, and to serve as the one who sees every company."""
    cursor = await connection.execute(
        "select rolname, rolsuper or rolbypassrls, exists ("
        "  select from pg_roles where rolname = %s and pg_has_role(us.oid, oid, 'usage')) "
        "from pg_roles as us where rolname in (session_user, current_user)",
        [WORKER],
    )
    for name, is_above, sees_all in await cursor.fetchall():
        if is_above or (sees_all and role == APP):
            raise UnsafeRole(
                f"the role {name} sees the rows of every company, so it must not serve: run `largesse migrate` as it, "
                f"then serve as a role of its own: create role shop login password '...' in role {APP}"
            )
        if not sees_all and role == WORKER:
            raise UnsafeRole(
                f"the role {name} does not see every company, so it finds no work: "
                f"create role shop_jobs login password '...' in role {WORKER}"
            )


async def _check_schema(connection: Connection) -> None:
    """Refuse tables that this version of the program cannot work with."""
    try:
        cursor = await connection.execute(
            "select version_num, to_jsonb(step) ->> 'oldest' from alembic_version as step"
        )
        present, oldest = await cursor.fetchone() or (None, None)
    except (UndefinedTable, InsufficientPrivilege) as error:
        raise SchemaMismatch("the database has no tables of Largesse for this role: run `largesse migrate`") from error
    if reason := mismatch(present, oldest):
        raise SchemaMismatch(reason)
