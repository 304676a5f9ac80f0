"""Which database there is: the one that is named, else our own; and the ports of the use cases over it."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from largesse.app.ports import Ports
from largesse.app.ports.watch import UNWATCHED, Watch
from largesse.config import Config
from largesse.wiring.environment import data_folder
from largesse.wiring.extras import needs_extra

if TYPE_CHECKING:
    from largesse.store.database import Database


@dataclass(frozen=True)
class Place:
    """Where to connect, and as whom."""

    url: str
    """As the role that serves."""
    owner_url: str
    """As the role that owns the tables."""
    worker_url: str | None = None
    """As the role that sees every company, where there is one."""
    revive: Callable[[], None] | None = None
    """Brings our own database back when it has died. Blocks."""


@contextmanager
def place_of(config: Config, *, migrated: bool = False) -> Iterator[Place]:
    """Give the database for as long as the block lasts. Our own is started, and migrated unless it is known to be."""
    if config.database_url is not None:
        yield Place(config.database_url, config.migration_url or config.database_url, config.worker_url)
        return
    with needs_extra("server"):
        from largesse.store.embedded import running
        from largesse.store.roles import OWNER, WORKER
    with running(data_folder(config), config.database_user) as server:
        place = Place(server.url(), server.url(OWNER), server.url(WORKER), server.join)
        if not migrated:
            migrate_at(place)
        yield place


def migrate_at(place: Place) -> None:
    """Bring the tables up to date."""
    with needs_extra("server"):
        from largesse.store.migrate import migrate
    migrate(place.owner_url)


def connect(config: Config, place: Place, watch: Watch = UNWATCHED) -> Database:
    """Return the pool of connections that serves, not yet open."""
    with needs_extra("server"):
        from largesse.store.database import Database
    return Database(place.url, config.database_connections, config.statement_seconds, watch=watch)


@asynccontextmanager
async def opened(database: Database, patient: bool = False) -> AsyncIterator[Database]:
    """Connect for the time of the block; a `patient` one begins also while the database is away."""
    await database.open(patient)
    try:
        yield database
    finally:
        await database.close()


def ports_over(database: Database, watch: Watch = UNWATCHED) -> Ports:
    """Return the ports of the use cases over a database and this machine's clock and randomness."""
    from largesse.store.work import PostgresStore

    return Ports(
        store=PostgresStore(database),
        now=lambda: datetime.now(UTC),
        ticks=time.monotonic,
        busy=time.thread_time,
        random_bits=secrets.randbits,
        watch=watch,
    )
