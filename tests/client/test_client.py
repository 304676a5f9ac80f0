"""The Python client, both ways of it, against the API itself and against servers that fail."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import msgspec
import pytest

from largesse.api.app import create_app
from largesse.app.book import Books
from largesse.app.campaign_files import CampaignImport
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from largesse.client import AsyncClient, Client, NoAnswer, Refused, Retries, calls
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign, CampaignFile
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.kinds import decode
from largesse.promotions.settings import Settings
from tests.api.documents import campaign, checkout
from tests.database import COMPANY

AT_ONCE = Retries(attempts=4, first_s=0.001)


class Flaky(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A server that fails some times, in given ways, and then answers."""

    def __init__(self, *failures: int | type[httpx.TransportError]) -> None:
        self._failures = list(failures)
        self.seen: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        if not self._failures:
            return httpx.Response(200, content=msgspec.json.encode(Settings()), headers={"etag": '"s"'})
        failure = self._failures.pop(0)
        if isinstance(failure, int):
            return httpx.Response(failure, content=b"a proxy's page", headers={"retry-after": "0"})
        raise failure("gone")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


def wait_for(server: Flaky, request: Any, retries: Retries = AT_ONCE) -> Any:
    with Client("http://flaky.test", "lg_test_key_1", retries=retries, transport=server) as client:
        return client.ask(request)


def await_for(server: Flaky, request: Any, retries: Retries = AT_ONCE) -> Any:
    async def ask() -> Any:
        async with AsyncClient("http://flaky.test", "lg_test_key_1", retries=retries, transport=server) as client:
            return await client.ask(request)

    return asyncio.run(ask())


both = pytest.mark.parametrize("ask", [wait_for, await_for])
Ask = Callable[..., Any]


@pytest.fixture
async def client(ports: Ports) -> Any:
    secret = (await create_key(ports, COMPANY)).secret
    transport = httpx.ASGITransport(app=create_app(ports, Books(ports, patience=0)))
    return AsyncClient("http://largesse.test", secret, transport=transport)


@both
def test_what_may_pass_is_sent_again_under_the_same_key(ask: Ask) -> None:
    server = Flaky(503, httpx.ConnectError, 429)
    reply = ask(server, calls.replace_settings(Settings()))
    assert (reply.value, reply.etag, reply.status, len(server.seen)) == (Settings(), '"s"', 200, 4)
    assert len({request.headers["idempotency-key"] for request in server.seen}) == 1


@both
def test_a_client_gives_up_in_the_end(ask: Ask) -> None:
    server = Flaky(*[503] * 9)
    with pytest.raises(Refused) as refused:
        ask(server, calls.get_settings())
    assert (refused.value.problem.status, len(server.seen)) == (503, 4)
    with pytest.raises(NoAnswer):
        ask(Flaky(*[httpx.ReadTimeout] * 9), calls.get_settings())


@both
@pytest.mark.parametrize("status", [400, 404, 409, 412, 422, 500])
def test_what_will_not_pass_is_not_sent_again(ask: Ask, status: int) -> None:
    server = Flaky(status)
    with pytest.raises(Refused, match="a proxy's page"):
        ask(server, calls.get_settings())
    assert len(server.seen) == 1


def test_waits_grow_differ_and_heed_the_server() -> None:
    retries = Retries(attempts=9, first_s=1, longest_s=5)
    waits = [[retries.wait(attempt, None) or 0 for _ in range(200)] for attempt in range(1, 9)]
    assert [max(each) <= longest for each, longest in zip(waits, (1, 2, 4, 5, 5, 5, 5, 5), strict=True)] == [True] * 8
    assert len(set(waits[3])) > 100
    assert retries.wait(1, 7.0) == 7.0
    assert retries.wait(9, None) is None


def test_each_write_has_a_key_of_its_own_unless_the_caller_gives_one() -> None:
    one, other = calls.pause_campaign("a"), calls.pause_campaign("a")
    assert one.headers["idempotency-key"] != other.headers["idempotency-key"]
    assert calls.pause_campaign("a", idempotency_key="mine").headers["idempotency-key"] == "mine"
    assert "idempotency-key" not in calls.get_campaign("a").headers


async def test_a_campaign_is_made_read_changed_and_refused(client: AsyncClient) -> None:
    tea = decode(Campaign, msgspec.json.encode(campaign("tea/time")))
    made = await client.ask(calls.create_campaign(tea))
    assert (made.status, made.value.state, made.value.campaign.name) == (201, "draft", tea.name)
    named = msgspec.structs.replace(tea, name="Tea for two")
    changed = await client.ask(calls.replace_campaign("tea/time", named, if_match=made.etag))
    with pytest.raises(Refused, match="precondition_failed"):
        await client.send(calls.replace_campaign("tea/time", tea, if_match=made.etag))
    assert (await client.ask(calls.get_campaign("tea/time"))).etag == changed.etag
    assert await client.send(calls.delete_campaign("tea/time")) is None


async def test_a_request_that_is_sent_twice_is_done_once(client: AsyncClient) -> None:
    request = calls.create_campaign(decode(Campaign, msgspec.json.encode(campaign())))
    first, again = await client.ask(request), await client.ask(request)
    assert (first.value, first.replayed, again.replayed) == (again.value, False, True)


async def test_a_list_is_walked_to_its_end(client: AsyncClient) -> None:
    for number in range(5):
        await client.send(calls.create_campaign(decode(Campaign, msgspec.json.encode(campaign(f"c{number}")))))
    assert [each.id async for each in client.each(calls.list_campaigns(limit=2))] == ["c0", "c1", "c2", "c3", "c4"]
    assert [each.id async for each in client.each(calls.list_campaigns(search="c3"))] == ["c3"]


async def test_checkouts_are_priced_one_by_one_and_many_at_once(client: AsyncClient) -> None:
    file = decode(CampaignFile, msgspec.json.encode({"campaigns": [campaign()]}))
    assert await client.send(calls.import_campaigns(file, activate=True)) == CampaignImport(1, 0, 0, 1)
    tea = msgspec.json.decode(msgspec.json.encode(checkout()), type=Checkout)
    alone = await client.send(calls.evaluate(tea, explain="applied"))
    many = await client.send(calls.evaluate_records([tea, tea]))
    assert alone.totals.total == "18.00"
    assert [each.totals.total for each in many if isinstance(each, Evaluation)] == ["18.00", "18.00"]


def test_a_list_is_walked_while_waiting_too() -> None:
    pages = {"": b'{"items":[{"id":"a"}],"next":"n"}', "n": b'{"items":[{"id":"b"}]}'}
    transport = httpx.MockTransport(lambda seen: httpx.Response(200, content=pages[seen.url.params.get("cursor", "")]))
    with Client("http://two.test", "lg_test_key_1", transport=transport) as client:
        assert [each.id for each in client.each(calls.list_customers())] == ["a", "b"]
