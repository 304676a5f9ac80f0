"""Keys are looked up once and believed for some seconds, no longer."""

from __future__ import annotations

import asyncio

import pytest

from largesse.api import keys
from largesse.api.keys import Keyring
from largesse.app.ports.companies import Grant
from largesse.core.errors import Forbidden, Unauthorized, Unavailable

GRANT = Grant("acme", ("read",), "live", "key_1")


class FakeDesk:
    """A store of keys that counts how often it is asked, and a clock that is set by hand."""

    def __init__(self) -> None:
        self.grants: dict[str, Grant] = {"lg_live_one": GRANT}
        self.asked = 0
        self.now = 0.0
        self.away = self.silent = False

    async def find(self, secret: str) -> Grant | None:
        self.asked += 1
        if self.away:
            raise Unavailable("away")
        if self.silent:
            await asyncio.sleep(60)
        return self.grants.get(secret)

    def keyring(self) -> Keyring:
        return Keyring(self.find, lambda: self.now)


def bearing(secret: str) -> list[tuple[bytes, bytes]]:
    return [(b"authorization", f"Bearer {secret}".encode())]


async def test_a_key_is_asked_for_once_in_a_while() -> None:
    desk = FakeDesk()
    ring = desk.keyring()
    for _ in range(3):
        assert await ring.admit(bearing("lg_live_one"), "read") == GRANT
    assert desk.asked == 1


async def test_a_revoked_key_is_refused_once_the_memory_of_it_fades() -> None:
    desk = FakeDesk()
    ring = desk.keyring()
    await ring.admit(bearing("lg_live_one"), "read")
    desk.grants.clear()
    desk.now = keys.SECONDS - 0.1
    assert await ring.admit(bearing("lg_live_one"), "read") == GRANT
    desk.now = keys.SECONDS + 0.1
    with pytest.raises(Unauthorized):
        await ring.admit(bearing("lg_live_one"), "read")


async def test_a_known_key_is_believed_while_the_database_is_away_but_not_for_ever() -> None:
    desk = FakeDesk()
    ring = desk.keyring()
    await ring.admit(bearing("lg_live_one"), "read")
    desk.away = True
    for desk.now in (10.0, 100.0, keys.GRACE_S - 1):
        assert await ring.admit(bearing("lg_live_one"), "read") == GRANT
    desk.now = keys.GRACE_S + 1
    with pytest.raises(Unavailable):
        await ring.admit(bearing("lg_live_one"), "read")
    with pytest.raises(Unavailable):
        await ring.admit(bearing("lg_live_new"), "read")
    desk.away = False
    desk.now += keys.HASTE_S
    assert await ring.admit(bearing("lg_live_one"), "read") == GRANT


async def test_a_key_revoked_during_the_outage_is_refused_after_it() -> None:
    desk = FakeDesk()
    ring = desk.keyring()
    await ring.admit(bearing("lg_live_one"), "read")
    desk.away, desk.now = True, 10.0
    await ring.admit(bearing("lg_live_one"), "read")
    desk.away, desk.now = False, 10.1 + keys.HASTE_S
    desk.grants.clear()
    with pytest.raises(Unauthorized):
        await ring.admit(bearing("lg_live_one"), "read")


async def test_nobody_waits_long_for_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "HASTE_S", 0.05)
    desk = FakeDesk()
    ring = desk.keyring()
    await ring.admit(bearing("lg_live_one"), "read")
    desk.silent, desk.now = True, 10.0
    async with asyncio.timeout(5):
        assert await ring.admit(bearing("lg_live_one"), "read") == GRANT


async def test_an_unknown_key_is_not_remembered() -> None:
    desk = FakeDesk()
    ring = desk.keyring()
    with pytest.raises(Unauthorized):
        await ring.admit(bearing("lg_live_new"), "read")
    desk.grants["lg_live_new"] = GRANT
    assert await ring.admit(bearing("lg_live_new"), "read") == GRANT


async def test_a_key_does_what_it_allows_and_nothing_else() -> None:
    with pytest.raises(Forbidden, match="'write'"):
        await FakeDesk().keyring().admit(bearing("lg_live_one"), "write")


async def test_a_key_that_writes_may_ask_to_launch_and_one_that_launches_may_not_write() -> None:
    desk = FakeDesk()
    for scopes, wanted in ((("write",), "launch"), (("launch",), "launch")):
        desk.grants["lg_live_one"] = Grant("acme", scopes, "live", "key_1")
        assert (await desk.keyring().admit(bearing("lg_live_one"), wanted)).scopes == scopes
    with pytest.raises(Forbidden, match="'write'"):
        await desk.keyring().admit(bearing("lg_live_one"), "write")


async def test_only_so_many_keys_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MOST", 2)
    desk = FakeDesk()
    desk.grants = {f"lg_live_{n}": GRANT for n in range(3)}
    ring = desk.keyring()
    for n in (0, 1, 2, 2, 0):
        await ring.admit(bearing(f"lg_live_{n}"), "read")
    assert desk.asked == 4
