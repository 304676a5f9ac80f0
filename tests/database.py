"""A PostgreSQL for the tests: one server for the whole run, and a database of its own for each test that asks.

`LARGESSE_TEST_POSTGRES=15` runs them on an installed server of that major version instead of the newest.
"""

import os
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

import psycopg
import pytest
from psycopg import sql

from largesse.app.companies import create_company
from largesse.app.ports import Ports
from largesse.store.binaries import find_binaries
from largesse.store.database import Database
from largesse.store.embedded import EmbeddedServer, running
from largesse.store.locks import exclusive
from largesse.store.migrate import migrate
from largesse.store.roles import APP, OWNER, SUPERUSER
from largesse.store.work import PostgresStore

TEMPLATE = "migrated"
COMPANY = "acme"
_numbers = count()


@dataclass(frozen=True)
class FreshDatabase:
    """One database of the test server."""

    server: EmbeddedServer
    name: str

    def url(self, role: str = APP) -> str:
        return self.server.url(role, self.name)


@dataclass
class Clock:
    """A clock that tests set: it stands still unless it is moved."""

    at: datetime = datetime(2026, 6, 15, 12, tzinfo=UTC)
    started: float = field(default_factory=time.monotonic)
    ahead: float = 0.0

    def now(self) -> datetime:
        return self.at + timedelta(seconds=self.ahead)

    def ticks(self) -> float:
        return self.started + self.ahead

    def advance(self, seconds: float) -> None:
        self.ahead += seconds


@contextmanager
def new_database(server: EmbeddedServer, template: str = TEMPLATE) -> Iterator[FreshDatabase]:
    """A database copied from the template, dropped afterwards together with whoever is still connected."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    create, drop = "create database {} template {} owner {}", "drop database {} with (force)"
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(create).format(*map(sql.Identifier, (name, template, OWNER))))
        yield FreshDatabase(server, name)
        connection.execute(sql.SQL(drop).format(sql.Identifier(name)))


@contextmanager
def _wanted_version() -> Iterator[None]:
    wanted = os.environ.get("LARGESSE_TEST_POSTGRES")
    found = [each for each in find_binaries() if wanted in (None, str(each.major))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("largesse.store.embedded.find_binaries", lambda: found)
        yield


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """The server of this run, shared by all its processes, with one migrated database to copy."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "postgres"
    with _wanted_version(), running(folder) as server:
        with exclusive(folder / "template.lock"), psycopg.connect(server.url(SUPERUSER, "postgres")) as connection:
            connection.autocommit = True
            if not connection.execute("select 1 from pg_database where datname = %s", [TEMPLATE]).fetchone():
                connection.execute(
                    sql.SQL("create database {} owner {}").format(*map(sql.Identifier, (TEMPLATE, OWNER)))
                )
                migrate(server.url(OWNER, TEMPLATE))
        yield server


@pytest.fixture
def fresh(postgres: EmbeddedServer) -> Iterator[FreshDatabase]:
    """A migrated and empty database for one test."""
    with new_database(postgres) as made:
        yield made


@pytest.fixture
async def database(fresh: FreshDatabase) -> AsyncIterator[Database]:
    """Connections to it, as the role that serves."""
    async with Database(fresh.url()) as database:
        yield database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def ports(database: Database, clock: Clock) -> Ports:
    """What use cases need, on a real database with one company, `acme`, and a clock that stands still."""
    ports = Ports(PostgresStore(database), clock.now, clock.ticks, secrets.randbits)
    await create_company(ports, COMPANY, "Acme")
    return ports
