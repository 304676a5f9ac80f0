"""For every test of the API: the server logs no warning and no error, whatever it was sent."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture
def faults_expected() -> None:
    """Asked for by a test that makes the server fail on purpose."""


@pytest.fixture(autouse=True)
def nothing_logged_as_an_error(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test after which the log holds a warning or worse."""
    with caplog.at_level(logging.INFO):
        yield
    if "faults_expected" not in request.fixturenames:
        assert [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING] == []
