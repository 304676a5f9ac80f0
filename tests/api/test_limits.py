"""How long a request may take, and how large it may be, as the operator sets it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from largesse.api.app import assemble
from largesse.api.limits import Limits
from largesse.api.route import Call, Route
from tests.api.toys import ROUTES, client, toy_desk


async def doze(desk: Any, call: Call[None, Any]) -> dict[str, str]:
    """Take a while."""
    await asyncio.sleep(5)
    return {}


async def fail(desk: Any, call: Call[None, Any]) -> dict[str, str]:
    """Give up by itself."""
    raise TimeoutError


SLOW = Route(method="GET", path="/v1/slow", tag="Toys", says="Doze", handler=doze, gives=dict[str, str])


async def test_what_takes_too_long_is_broken_off_with_a_problem() -> None:
    async with client(assemble(toy_desk(Limits(seconds=0.05)), (SLOW,))) as api:
        answer = await api.get("/v1/slow")
    assert (answer.status_code, answer.json()["code"]) == (504, "took_too_long")
    assert "0.05 seconds" in answer.json()["detail"]


async def test_a_timeout_of_our_own_is_a_fault_and_not_called_slowness(faults_expected: None) -> None:
    async with client(assemble(toy_desk(), (replace(SLOW, handler=fail),))) as api:
        assert (await api.get("/v1/slow")).status_code == 500


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_above_the_limit_is_refused_however_it_comes(declared: bool) -> None:
    body = b'{"id": "' + b"a" * 2000 + b'"}'

    async def parts() -> AsyncIterator[bytes]:
        yield body[:1000]
        yield body[1000:]

    async with client(assemble(toy_desk(Limits(body=1024)), ROUTES)) as api:
        headers = {"Content-Type": "application/json"}
        content = body if declared else parts()
        answer = await api.post("/v1/toys", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
