"""How often a key may ask: exactly so often, by any number of processes together."""

from __future__ import annotations

from mmap import mmap

import pytest

from largesse.api.app import assemble
from largesse.api.errors import TooManyRequests
from largesse.api.limits import Limits
from largesse.api.rates import MEMORY, Rate, Rates
from tests.api.toys import READER, ROUTES, client, toy_desk
from tests.database import Clock


def admitted(rates: Rates, key: str, times: int) -> int:
    """How many of so many requests at this moment are let through."""
    through = 0
    for _ in range(times):
        try:
            rates.count(key)
            through += 1
        except TooManyRequests:
            continue
    return through


@pytest.fixture
def clock() -> Clock:
    return Clock()


def rates(clock: Clock, memory: bytearray | mmap | None = None) -> Rates:
    return Rates(Rate(a_second=10, at_once=5), bytearray(MEMORY) if memory is None else memory, clock.ticks)


def test_after_a_rest_so_many_at_once_and_then_so_many_a_second(clock: Clock):
    counted = rates(clock)
    assert admitted(counted, "key_a", 20) == 5
    clock.advance(0.1)
    assert admitted(counted, "key_a", 20) == 1
    clock.advance(0.35)
    assert admitted(counted, "key_a", 20) == 3
    clock.advance(3600)
    assert admitted(counted, "key_a", 20) == 5


def test_a_steady_caller_is_let_through_exactly_at_the_rate(clock: Clock):
    counted = rates(clock)
    through = 0
    for _ in range(1000):
        clock.advance(0.01)
        through += admitted(counted, "key_a", 1)
    assert through == 10 * 10 + 5 - 1


def test_keys_do_not_use_up_each_others(clock: Clock):
    counted = rates(clock)
    assert [admitted(counted, f"key_{number}", 9) for number in range(3000)] == [5] * 3000


def test_a_place_is_given_to_another_key_when_its_key_has_rested(clock: Clock):
    counted = rates(clock)
    for _ in range(20):
        assert {admitted(counted, f"{clock.ahead}_{number}", 6) for number in range(2000)} == {5}
        clock.advance(1)


def test_processes_that_share_the_memory_count_together(clock: Clock):
    memory = mmap(-1, MEMORY)
    one, other = rates(clock, memory), rates(clock, memory)
    assert admitted(one, "key_a", 3) + admitted(other, "key_a", 9) == 5
    assert admitted(one, "key_a", 1) == 0


def test_who_asks_too_often_is_told_when_to_come_back(clock: Clock):
    counted = Rates(Rate(a_second=0.25, at_once=1), bytearray(MEMORY), clock.ticks)
    counted.count("key_a")
    clock.advance(0.5)
    with pytest.raises(TooManyRequests) as refused:
        counted.count("key_a")
    assert refused.value.wait_s == 4
    clock.advance(refused.value.wait_s)
    counted.count("key_a")


async def test_over_http_it_is_a_429_with_retry_after_for_that_key_alone(clock: Clock):
    app = assemble(toy_desk(Limits(rates=rates(clock))), ROUTES)
    async with client(app) as api, client(app, READER) as other, client(app, None) as nobody:
        assert [(await api.get("/v1/toys")).status_code for _ in range(6)] == [200] * 5 + [429]
        refused = await api.get("/v1/toys/bear")
        assert refused.headers["retry-after"] == "1"
        assert refused.headers["content-type"] == "application/problem+json"
        assert (refused.json()["code"], refused.json()["status"]) == ("too_many_requests", 429)
        assert (await other.get("/v1/toys")).status_code == 200
        assert (await nobody.get("/v1/toys")).status_code == 401
        clock.advance(1)
        assert (await api.get("/v1/toys")).status_code == 200
