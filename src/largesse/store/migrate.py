"""Bring a database to the schema that this version of the program works with."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import sleep
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, pool, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from largesse.core.errors import Unavailable
from largesse.store import jobs_schema
from largesse.store.errors import SchemaMismatch, UnsafeRole
from largesse.store.roles import APP, WORKER
from largesse.store.steps import FOLDER, head

LOCK = 7_162_201  # any number will do; everybody who migrates a database of Largesse takes this one

LOCK_MS = 500
"""So long a step waits for a table that servers are at work on. Less than the second after which PostgreSQL looks for a
deadlock: then it is the step that gives way, and no request."""

TRIES = 100
PAUSE_S = 0.2


def migrate(url: str) -> None:
    """Carry out the steps that are missing, all or none. Blocks while somebody else does the same.

    The URL's role owns the tables afterwards, so it is the owner's and not the one that serves. Raises `Unavailable`,
    `UnsafeRole` when the roles for serving are missing and cannot be made, `SchemaMismatch` for a database that
    a newer version of the program has migrated.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            with migrating(url) as connection:
                connection.execute(text(f"set local lock_timeout = {LOCK_MS}"))
                bring_up_to_date(connection)
            return
        except _InUse as error:
            if not tries_left:
                raise Unavailable(f"the tables are in use all the time: {error}") from error
            sleep(PAUSE_S)


class _InUse(Unavailable):
    """Others work on the tables that were to be changed."""


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """Open the one transaction in which tables are changed, alone; see `migrate` for what it raises."""
    engine = create_engine(_for_sqlalchemy(url), poolclass=pool.NullPool)
    try:
        with engine.begin() as connection:
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            _refuse_newer(connection)
            _ensure_roles(connection)
            yield connection
    except OperationalError as error:
        if isinstance(error.orig, psycopg.errors.LockNotAvailable | psycopg.errors.DeadlockDetected):
            raise _InUse(str(error.orig).partition("\n")[0]) from error
        raise Unavailable(f"the database cannot be reached: {str(error.orig).strip()}") from error


def upgrade(connection: Connection, step: str) -> None:
    """Carry out what is missing up to a step."""
    command.upgrade(_config(connection), step)


def bring_up_to_date(connection: Connection) -> None:
    """Carry out all that is missing."""
    upgrade(connection, "head")
    connection.execute(text("update alembic_version set oldest = :oldest"), {"oldest": _steps()[head()]})
    jobs_schema.bring_up_to_date(connection)


def present_step(connection: Connection) -> str | None:
    """Return the step that the tables are at; None when there are none."""
    if connection.execute(text("select to_regclass('alembic_version')")).scalar() is None:
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar()


def driver_of(connection: Connection) -> psycopg.Connection[tuple[Any, ...]]:
    """Return the driver's own connection, in the same transaction."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def _steps() -> dict[str, str]:
    """Every step, with the oldest one whose programs work on its tables. Each file of a step says so."""
    return {step.revision: step.module.oldest for step in ScriptDirectory.from_config(_config()).walk_revisions()}


def _refuse_newer(connection: Connection) -> None:
    present = present_step(connection)
    if present is not None and present not in _steps():
        raise SchemaMismatch(f"the database is at step {present}, which this version does not know: use a newer one")


def _ensure_roles(connection: Connection) -> None:
    """Make the roles that tables are granted to. They belong to the whole server, so another database may have them."""
    for role in (APP, WORKER):
        try:
            with connection.begin_nested():
                if not connection.execute(
                    text("select 1 from pg_roles where rolname = :role"), {"role": role}
                ).scalar():
                    connection.execute(text(f"create role {role} nologin nosuperuser nobypassrls"))
        except ProgrammingError as error:
            if isinstance(error.orig, psycopg.errors.DuplicateObject):
                continue
            raise UnsafeRole(
                f"the role {role} is missing and this role may not make it; as an administrator: create role {role}"
            ) from error


def _for_sqlalchemy(url: str) -> str:
    """The same URL with the driver's name in it, which SQLAlchemy wants."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in ("postgres", "postgresql") else url
