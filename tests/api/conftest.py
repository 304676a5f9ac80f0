"""The API over a real database, and for every test: the server logs no warning and no error, whatever it was sent."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from largesse.api.app import create_app
from largesse.app.book import Books
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from tests.api.toys import client
from tests.database import COMPANY


@pytest.fixture
def faults_expected() -> None:
    """Asked for by a test that makes the server fail on purpose."""


@pytest.fixture(autouse=True)
def nothing_logged_as_an_error(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test after which the log holds a warning or worse."""
    with caplog.at_level(logging.INFO):
        yield
    if "faults_expected" not in request.fixturenames:
        logged = caplog.get_records("call")
        assert [record.getMessage() for record in logged if record.levelno >= logging.WARNING] == []


@pytest.fixture
def app(ports: Ports) -> Any:
    """The whole API, on a database of its own."""
    return create_app(ports, Books(ports, patience=0))


@pytest.fixture
async def api(app: Any, ports: Ports) -> AsyncIterator[httpx.AsyncClient]:
    """A caller with a key that may do everything."""
    async with client(app, (await create_key(ports, COMPANY)).secret) as http:
        yield http
