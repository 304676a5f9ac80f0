"""The HTTP API over a database, as an ASGI application that connects when the server starts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from largesse.config import Config
from largesse.wiring.database import Place, connect, opened, ports_over
from largesse.wiring.extras import needs_extra
from largesse.wiring.jobs import jobs_beside

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def api_over(config: Config, place: Place, *, patient: bool = False, jobs: bool = False) -> ASGIApp:
    """Return the API over a database. A `patient` one also starts while it is away; `jobs` are done beside it."""
    with needs_extra("server"):
        from largesse.api.app import create_app
        from largesse.app.book import Books
        from largesse.store.notices import listen

    database = connect(config, place)
    ports = ports_over(database)
    books = Books(ports)

    @asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(opened(database, patient))
            hearing = asyncio.create_task(listen(place.url, books.note_change, books.note_silence, place.revive))
            stack.callback(hearing.cancel)
            if jobs:
                await stack.enter_async_context(jobs_beside(config, place, ports))
            yield

    return create_app(ports, books, lifespan=lifespan)
