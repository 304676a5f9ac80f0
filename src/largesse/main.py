"""The only place where everything meets: the command line on one side, the other shells behind it."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from largesse.app.ports import Ports
from largesse.cli.command import run
from largesse.core.errors import LargesseError

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from largesse.store.database import Database

T = TypeVar("T")


class MissingExtra(LargesseError):
    """A part of the product that is installed separately is asked for."""

    code = "missing_extra"


def main() -> None:
    """Run the command line."""
    sys.exit(run(sys.argv[1:], Wiring()))


class Wiring:
    """Gives the verbs the rooms behind them, and loads each only when it is asked for."""

    def data_folder(self, data: Path | None) -> Path:
        """Return where the embedded database keeps its data."""
        return data_folder(data).absolute()

    def use(self, data: Path | None, work: Callable[[Ports], Awaitable[T]]) -> T:
        """Do something with the store."""

        async def do(url: str) -> T:
            async with opened(url) as database:
                return await work(ports_over(database))

        with database_url(data) as url:
            return asyncio.run(do(url))

    def serve(self, data: Path | None, host: str, port: int, when_ready: Callable[[str], None]) -> int:
        """Serve the API until stopped."""
        with needs_extra("server"):
            import uvicorn

        with database(data) as (url, revive):
            config = uvicorn.Config(api(url, revive), host=host, port=port, log_config=None, server_header=False)
            server = uvicorn.Server(config)
            asyncio.run(_serve(server, when_ready))
        return 0 if server.started else 2

    def migrate(self, data: Path | None) -> int:
        """Bring the database's schema up to date."""
        named = os.environ.get("LARGESSE_MIGRATION_URL") or os.environ.get("LARGESSE_DATABASE_URL")
        if named is None:
            with database_url(data):
                return 0
        with needs_extra("server"):
            from largesse.store.migrate import migrate
        migrate(named)
        return 0

    def demo_data(self) -> ModuleType:
        """Return the room of the real year."""
        with needs_extra("demo"):
            import duckdb  # noqa: F401

            import largesse.demo as demo
        return demo


@contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """Say which extra to install when one of its packages is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(f"{error.name} is not installed: pip install 'largesse[{extra}]'") from error


def data_folder(data: Path | None) -> Path:
    """Return where the embedded database keeps its data: as asked, as set, or the user's own place for data."""
    if data is not None:
        return data
    if named := os.environ.get("LARGESSE_DATA"):
        return Path(named)
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "largesse"


@contextmanager
def database_url(data: Path | None) -> Iterator[str]:
    """Give the database to serve from: the one that is named, else our own, started and migrated."""
    with database(data) as (url, _):
        yield url


@contextmanager
def database(data: Path | None) -> Iterator[tuple[str, Callable[[], None] | None]]:
    """Give the database to serve from, and, if it is our own, what brings it back when it has died."""
    if named := os.environ.get("LARGESSE_DATABASE_URL"):
        yield named, None
        return
    with needs_extra("server"):
        from largesse.store.embedded import EmbeddedServer
        from largesse.store.migrate import migrate
        from largesse.store.roles import OWNER
    server = EmbeddedServer(data_folder(data), os.environ.get("LARGESSE_DATABASE_USER"))
    server.join()
    try:
        migrate(server.url(OWNER))
        yield server.url(), server.join
    finally:
        server.leave()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Connect to the database for as long as the block lasts."""
    with needs_extra("server"):
        from largesse.store.database import Database
    async with Database(url) as database:
        yield database


def ports_over(database: Database) -> Ports:
    """Return the ports of the use cases over a database and this machine's clock and randomness."""
    from largesse.store.work import PostgresStore

    return Ports(
        store=PostgresStore(database),
        now=lambda: datetime.now(UTC),
        ticks=time.monotonic,
        random_bits=secrets.randbits,
    )


def api(url: str, revive: Callable[[], None] | None = None) -> ASGIApp:
    """Return the API over a database, which it connects to when the server starts and, if it can, revives."""
    from largesse.api.app import create_app
    from largesse.app.book import Books
    from largesse.store.database import Database
    from largesse.store.notices import listen

    database = Database(url)
    ports = ports_over(database)
    books = Books(ports)

    @asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(database)
            hearing = asyncio.create_task(listen(url, books.note_change, books.note_silence, revive))
            stack.callback(hearing.cancel)
            yield

    return create_app(ports, books, lifespan=lifespan)


async def _serve(server: uvicorn.Server, when_ready: Callable[[str], None]) -> None:
    serving = asyncio.create_task(server.serve())
    while not (server.started or serving.done()):  # noqa: ASYNC110 - the server has no event for it
        await asyncio.sleep(0.01)
    if server.started:
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        when_ready(f"http://{host}:{port}")
    await serving
