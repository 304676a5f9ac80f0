"""The page about the HTTP API names every route and every refusal."""

from __future__ import annotations

import pytest

from largesse.api.errors import ANSWERS
from largesse.api.route import Route
from largesse.api.routes import ROUTES
from largesse.core.errors import LargesseError
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "reference" / "http.md").read_text()


@pytest.mark.parametrize("error", ANSWERS)
def test_every_refusal_is_on_the_page(error: type[LargesseError]) -> None:
    assert f"| `{error.code}` | {ANSWERS[error].status} |" in PAGE


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_every_route_is_on_the_page(route: Route) -> None:
    *_, last = route.path.rpartition("/")
    rows = [row for row in PAGE.splitlines() if row.startswith("|") and f"{route.method}" in row]
    assert any(route.path in row or f"`/{last}`" in row for row in rows)
