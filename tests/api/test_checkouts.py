"""From a basket to an order, over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
from msgspec.json import decode

from largesse.app.keys import create_key
from largesse.app.ports import Ports
from tests.api.documents import campaign, checkout, live, problems
from tests.api.toys import client
from tests.database import COMPANY

ONE: Any = {"limits": [{"uses": 1}]}


async def put(api: httpx.AsyncClient, id: str, **said: Any) -> httpx.Response:
    return await api.put(f"/v1/checkouts/{id}", json=checkout(), **said)


async def confirm(api: httpx.AsyncClient, id: str, **said: Any) -> httpx.Response:
    return await api.post(f"/v1/checkouts/{id}/confirm", json=said.pop("body", {}), **said)


async def test_a_basket_becomes_an_order(api: httpx.AsyncClient) -> None:
    await live(api, campaign(**ONE))
    held = (await put(api, "web-1")).json()
    assert (held["state"], held["evaluation"]["totals"]["total"]) == ("open", "18.00")
    assert (await api.get("/v1/checkouts/web-1")).json() == held
    placed = await confirm(api, "web-1", body={"order": "no/1"})
    assert (placed.status_code, placed.headers["location"]) == (200, "/v1/orders/no%2F1")
    assert (await api.get(placed.headers["location"])).json() == placed.json()
    assert [each["id"] for each in (await api.get("/v1/orders?campaign=tea-time")).json()["items"]] == ["no/1"]
    usage = (await api.get("/v1/campaigns/tea-time/usage")).json()
    assert usage["counters"] == [
        {"counter": "tea-time|uses", "capacity": "1", "used": "1", "held": "0", "left": "0"}
    ]  # fmt: skip
    assert [each["kind"] for each in (await api.get("/v1/ledger?checkout=web-1")).json()["items"]] == [
        "reserve", "redeem",
    ]  # fmt: skip


async def test_a_price_that_moved_is_refused_figure_by_figure(api: httpx.AsyncClient) -> None:
    await live(api, campaign(**ONE))
    await put(api, "late", params={"hold": 0})
    await put(api, "quick")
    refused = await confirm(api, "late")
    assert (refused.status_code, refused.json()["code"]) == (409, "price_moved")
    assert ("$.evaluation.totals.total", "price_moved") in problems(refused)
    assert (await confirm(api, "late", body={"accept_new_price": True})).json()["total"] == "20.00"


async def test_a_key_for_selling_sells_and_does_nothing_else(api: httpx.AsyncClient, app: Any, ports: Ports) -> None:
    await live(api, campaign())
    async with client(app, (await create_key(ports, COMPANY, scopes=["sell"])).secret) as till:
        assert (await put(till, "a")).status_code == 200
        assert (await confirm(till, "a")).status_code == 200
        assert (await till.post("/v1/campaigns", json=campaign("another"))).status_code == 403
        assert (await till.get("/v1/orders")).status_code == 403
    async with client(app, (await create_key(ports, COMPANY, scopes=["evaluate", "read"])).secret) as reader:
        assert (await put(reader, "b")).status_code == 403


async def test_a_write_that_is_sent_again_is_answered_as_before(api: httpx.AsyncClient) -> None:
    await live(api, campaign(**ONE))
    once = {"headers": {"Idempotency-Key": "k"}}
    first, second = await put(api, "a", **once), await put(api, "a", **once)
    assert (first.content, second.headers["idempotent-replayed"]) == (second.content, "true")
    assert (await api.post("/v1/checkouts/a/cancel")).json()["state"] == "cancelled"
    assert (await put(api, "a")).json()["code"] == "checkout_closed"


async def test_an_explanation_says_that_the_limit_is_reached(api: httpx.AsyncClient) -> None:
    await live(api, campaign(**ONE))
    await put(api, "a")
    answer = decode((await put(api, "b", params={"explain": "candidates"})).content)
    (verdict,) = answer["evaluation"]["verdicts"]
    assert (verdict["reason"], verdict["finding"]["actual"]) == ("limit_reached", 1)
