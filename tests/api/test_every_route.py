"""What the document says holds: requests drawn from it, right and wrong ones, sent to a server that runs for real."""

from __future__ import annotations

import asyncio
import os
import secrets
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks

from largesse.api.app import create_app
from largesse.api.openapi import document
from largesse.api.routes import ROUTES
from largesse.app.book import Books
from largesse.app.companies import create_company
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from largesse.promotions import kinds
from largesse.store.database import Database
from largesse.store.embedded import EmbeddedServer
from largesse.store.work import PostgresStore
from tests.database import COMPANY, new_database

kinds.load()
load_all_checks()
schema = schemathesis.openapi.from_dict(document(ROUTES))
# Conditions hold conditions of some forty kinds: drawing one takes long, and going through them all takes for ever.
no_coverage = schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": False}}})
drawn_only = schemathesis.openapi.from_dict(document(ROUTES), config=no_coverage)

# Lines of JSON are not drawn from a schema; tests/api/test_records.py sends them.
WITH_RECORDS = [route.operation for route in ROUTES if route.records]
# Going through all combinations of so many filters takes longer than all other routes together.
WITH_MANY_FILTERS = ["list_campaigns"]
WITH_CAMPAIGNS = ["create_campaign", "replace_campaign", "import_campaigns"]
EXAMPLES = int(os.environ.get("LARGESSE_EXAMPLES", "6"))
QUIET: Any = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}
# What fits the schema may still make no sense (a currency that does not exist), and is then refused with 422.
TOO_STRICT = CHECKS.get_by_names(["positive_data_acceptance"])


class LiveServer:
    """The API served by uvicorn in a thread of its own."""

    def __init__(self, url: str) -> None:
        self.key = ""
        self._database = Database(url)
        self._ports = Ports(PostgresStore(self._database), lambda: datetime.now(UTC), time.monotonic, secrets.randbits)
        app = create_app(self._ports, Books(self._ports), lifespan=self._lifespan)
        self._server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
        self._thread = threading.Thread(target=lambda: asyncio.run(self._server.serve()))

    @asynccontextmanager
    async def _lifespan(self, app: object) -> AsyncIterator[None]:
        async with self._database:
            await create_company(self._ports, COMPANY, "Acme")
            self.key = (await create_key(self._ports, COMPANY)).secret
            yield

    def start(self) -> str:
        """Return the address, once it answers."""
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.01)
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture(scope="module")
def served(postgres: EmbeddedServer) -> Iterator[tuple[str, str]]:
    """Address and key of a server with an empty database."""
    with new_database(postgres) as fresh:
        server = LiveServer(fresh.url())
        address = server.start()
        yield address, server.key
        server.stop()


def check(case: Any, served: tuple[str, str]) -> None:
    address, key = served
    case.call_and_validate(
        base_url=address, headers={"Authorization": f"Bearer {key}"}, excluded_checks=TOO_STRICT, timeout=30
    )


@schema.exclude(operation_id=[*WITH_CAMPAIGNS, *WITH_MANY_FILTERS, *WITH_RECORDS]).parametrize()
@settings(max_examples=EXAMPLES, **QUIET)
def test_the_route_keeps_its_word(case: Any, served: tuple[str, str]) -> None:
    check(case, served)


@drawn_only.include(operation_id=WITH_MANY_FILTERS).parametrize()
@settings(max_examples=EXAMPLES, **QUIET)
def test_the_route_with_many_filters_keeps_its_word(case: Any, served: tuple[str, str]) -> None:
    check(case, served)


@drawn_only.include(operation_id=WITH_CAMPAIGNS).parametrize()
@settings(max_examples=max(2, EXAMPLES // 10), **QUIET)
def test_the_route_that_takes_campaigns_keeps_its_word(case: Any, served: tuple[str, str]) -> None:
    check(case, served)
