"""A write as a whole: in one transaction whatever it is made of, and done once however often it is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import msgspec

from largesse.app.ports import Ports
from largesse.app.ports.replays import Answer
from largesse.core.errors import Interrupted, Invalid

KEPT_FOR = timedelta(hours=24)
"""How long the answer to a write is kept; after that its key is a new one."""

_ATTEMPTS = 5

Act = Callable[[Ports], Awaitable[Answer]]
"""What is done with ports whose transactions are parts of the one that is open."""


class KeyReused(Invalid):
    """The same key was given to two different requests."""

    code = "idempotency_key_reused"


class Mark(msgspec.Struct, frozen=True):
    """What a caller calls a write, and a digest of all that was sent."""

    key: str
    digest: bytes


async def write(
    ports: Ports, company: str, act: Act, *, mark: Mark | None = None, exact: bool = False
) -> tuple[Answer, bool]:
    """Act in one transaction; return the answer, and whether it is an earlier one.

    With a `mark` the answer is kept, and is given again to whoever sends the same under the same key; who does so at
    the same time waits for it. When `act` raises, nothing is stored, the key neither. With `exact`, nothing that
    `act` has read is changed by others before it is done. Raises `KeyReused`, and what `act` raises.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return await _attempt(ports, company, act, mark, exact)
        except Interrupted:
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError("the last attempt returns or raises")


async def _attempt(ports: Ports, company: str, act: Act, mark: Mark | None, exact: bool) -> tuple[Answer, bool]:
    async with ports.store.together(company, exact=exact) as whole:
        inside = replace(ports, store=whole)
        if mark is None:
            return await act(inside), False
        earlier = await _claim(inside, company, mark)
        if earlier is not None:
            return earlier, True
        answer = await act(inside)
        async with whole.transaction(company) as work:
            await work.replays.keep(mark.key, answer)
        return answer, False


async def _claim(ports: Ports, company: str, mark: Mark) -> Answer | None:
    now = ports.now()
    async with ports.store.transaction(company) as work:
        kept = await work.replays.claim(mark.key, mark.digest, now, now - KEPT_FOR)
    if kept is None:
        return None
    if kept.digest != mark.digest:
        text = "this key was used for another request within a day: each request has a key of its own"
        raise KeyReused.at("header.Idempotency-Key", KeyReused.code, text)
    return kept.answer
