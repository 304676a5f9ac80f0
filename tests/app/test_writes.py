"""Writes as a whole, on a real database: done once, answered again, undone together."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from largesse.app.audiences import AudienceFile, delete_audience, get_audience, import_audiences
from largesse.app.ports import Ports
from largesse.app.ports.customers import Audience
from largesse.app.ports.replays import Answer
from largesse.app.writes import KeyReused, Mark, write
from largesse.core.errors import NotFound
from tests.database import COMPANY, Clock

MARK = Mark("k-1", b"a" * 32)


def file(id: str, *customers: str) -> AudienceFile:
    return AudienceFile(audiences=[Audience(id=id, customers=list(customers))])


async def size(ports: Ports, id: str) -> int | None:
    try:
        return (await get_audience(ports, COMPANY, id)).customers
    except NotFound:
        return None


class Adding:
    """A write that puts one more customer into an audience each time it is done."""

    def __init__(self, gate: asyncio.Event | None = None) -> None:
        self.times = 0
        self.began = asyncio.Event()
        self._gate = gate

    async def __call__(self, ports: Ports) -> Answer:
        self.times += 1
        self.began.set()
        if self._gate is not None:
            await self._gate.wait()
        await import_audiences(ports, COMPANY, file("a", *map(str, range(self.times))))
        return Answer(201, {"etag": '"x"'}, b"{}")


async def test_what_is_sent_again_is_answered_as_before_and_done_once(ports: Ports) -> None:
    add = Adding()
    first, again = [await write(ports, COMPANY, add, mark=MARK) for _ in range(2)]
    assert (first, again) == ((Answer(201, {"etag": '"x"'}, b"{}"), False), (first[0], True))
    assert (add.times, await size(ports, "a")) == (1, 1)


async def test_another_request_under_the_same_key_is_refused(ports: Ports) -> None:
    await write(ports, COMPANY, Adding(), mark=MARK)
    with pytest.raises(KeyReused):
        await write(ports, COMPANY, Adding(), mark=Mark("k-1", b"b" * 32))


async def test_who_sends_the_same_meanwhile_waits_and_is_given_the_same_answer(ports: Ports) -> None:
    gate = asyncio.Event()
    slow, other = Adding(gate), Adding()
    first = asyncio.create_task(write(ports, COMPANY, slow, mark=MARK))
    await slow.began.wait()
    second = asyncio.create_task(write(ports, COMPANY, other, mark=MARK))
    done, _ = await asyncio.wait([second], timeout=0.2)
    assert not done
    gate.set()
    assert (await first)[1] is False
    assert await second == ((await first)[0], True)
    assert other.times == 0


async def test_a_write_that_failed_leaves_no_key_and_nothing_else(ports: Ports) -> None:
    async def fail(inside: Ports) -> Answer:
        await import_audiences(inside, COMPANY, file("half"))
        await delete_audience(inside, COMPANY, "nothing")
        raise AssertionError

    with pytest.raises(NotFound):
        await write(ports, COMPANY, fail, mark=MARK)
    assert await size(ports, "half") is None
    assert (await write(ports, COMPANY, Adding(), mark=MARK))[1] is False


async def half(inside: Ports) -> None:
    async with inside.store.transaction(COMPANY) as work:
        await work.audiences.remove("kept")
        raise ZeroDivisionError


async def test_a_part_that_failed_is_undone_by_itself(ports: Ports) -> None:
    async def go_on(inside: Ports) -> Answer:
        await import_audiences(inside, COMPANY, file("kept"))
        with pytest.raises(ZeroDivisionError):
            await half(inside)
        return Answer(200, {}, b"")

    await write(ports, COMPANY, go_on, mark=MARK)
    assert await size(ports, "kept") == 0


async def test_a_key_is_forgotten_after_a_day(ports: Ports, clock: Clock) -> None:
    add = Adding()
    for ahead in (0, 86_000, 800):
        clock.advance(ahead)
        await write(ports, COMPANY, add, mark=MARK)
    assert add.times == 2


async def test_keys_that_are_too_old_are_deleted(ports: Ports, clock: Clock) -> None:
    await write(ports, COMPANY, Adding(), mark=MARK)
    clock.advance(86_401)
    await write(ports, COMPANY, Adding(), mark=Mark("k-2", b"b" * 32))
    async with ports.store.transaction(COMPANY) as work:
        assert await work.replays.claim("k-1", b"c" * 32, clock.now(), datetime.min.replace(tzinfo=UTC)) is None


async def test_the_same_key_of_another_company_is_another_key(ports: Ports) -> None:
    await write(ports, COMPANY, Adding(), mark=MARK)

    async def look(inside: Ports) -> Answer:
        return Answer(200, {}, b"")

    assert (await write(ports, f"{COMPANY}.test", look, mark=MARK))[1] is False


async def test_what_an_exact_write_has_read_is_read_again_when_others_changed_it(ports: Ports) -> None:
    await import_audiences(ports, COMPANY, file("a"))
    seen: list[int] = []

    async def decide(inside: Ports) -> Answer:
        seen.append((await get_audience(inside, COMPANY, "a")).customers)
        if len(seen) == 1:
            await delete_audience(ports, COMPANY, "a")
            await import_audiences(ports, COMPANY, file("a", "one", "two"))
        await delete_audience(inside, COMPANY, "a")
        return Answer(204, {}, b"")

    await write(ports, COMPANY, decide, exact=True)
    assert (seen, await size(ports, "a")) == ([0, 2], None)
