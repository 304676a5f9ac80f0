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
from largesse.wiring.telemetry import watch_pool

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from largesse.api.limits import Limits
    from largesse.telemetry.watch import Telemetry


def api_over(
    config: Config, place: Place, telemetry: Telemetry, limits: Limits, *, patient: bool = False, jobs: bool = False
) -> ASGIApp:
    """Return the API over a database. A `patient` one also starts while it is away; `jobs` are done beside it."""
    with needs_extra("server"):
        from largesse.api.app import create_app
        from largesse.api.metrics_page import MetricsPage
        from largesse.app.book import Books
        from largesse.store.notices import listen
        from largesse.telemetry.metrics import MEDIA

    database = connect(config, place, telemetry)
    ports = ports_over(database, telemetry)
    books = Books(ports)

    @asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(opened(database, patient))
            await stack.enter_async_context(watch_pool(telemetry, database))
            hearing = asyncio.create_task(listen(place.url, books.note_change, books.note_silence, place.revive))
            stack.callback(hearing.cancel)
            if jobs:
                await stack.enter_async_context(jobs_beside(config, place, ports, telemetry))
            yield

    metrics = MetricsPage(telemetry.metrics.text, MEDIA, config.metrics_key)
    return create_app(ports, books, limits=limits, lifespan=lifespan, others=[metrics])
