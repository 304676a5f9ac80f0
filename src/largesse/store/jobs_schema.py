"""The tables of the job queue. They are Procrastinate's own, so its versions are followed, in a schema of their own.

The comment on the schema says which version's tables are there.
"""

from importlib.metadata import version
from pathlib import Path

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

from largesse.store.roles import WORKER

SCHEMA = "jobs"


def bring_up_to_date(connection: Connection) -> None:
    """Make the tables, or carry out what newer versions of the library have changed since they were made."""
    installed = version("procrastinate")
    present = connection.execute(
        text("select obj_description(to_regnamespace(:schema), 'pg_namespace')"), {"schema": SCHEMA}
    ).scalar()
    if present == installed:
        return
    connection.execute(text(f"create schema if not exists {SCHEMA}"))
    connection.execute(text(f"set local search_path = {SCHEMA}"))
    for script in [SchemaManager.get_schema()] if present is None else _changes_since(present):
        _run(connection, script)
    connection.execute(text("set local search_path to default"))
    connection.execute(text(f"comment on schema {SCHEMA} is '{installed}'"))
    _grant(connection)


def _changes_since(present: str) -> list[str]:
    """The library's own scripts after a version, in order. Each is named by the version that it belongs to."""
    return [script.read_text() for script in scripts() if numbers(script.name) > numbers(present)]


def scripts() -> list[Path]:
    """All of the library's own scripts, in order."""
    return sorted(Path(SchemaManager.get_migrations_path()).glob("[0-9]*.sql"))


def numbers(name: str) -> tuple[int, ...]:
    """The version in a script's name, or a version itself, so that it can be compared."""
    return tuple(int(part) for part in name.partition("_")[0].split(".")[:3])


def _run(connection: Connection, script: str) -> None:
    """Many statements at once, as they are: the driver alone takes them so."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(script)


def _grant(connection: Connection) -> None:
    """A job may concern any company, so the role that serves sees none."""
    connection.execute(text(f"grant usage on schema {SCHEMA} to {WORKER}"))
    connection.execute(text(f"grant select, insert, update, delete on all tables in schema {SCHEMA} to {WORKER}"))
    connection.execute(text(f"grant usage on all sequences in schema {SCHEMA} to {WORKER}"))
