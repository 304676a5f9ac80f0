"""How many requests a key may make: so many a second in the long run, and more at once after a rest.

A key's whole history is one number: the moment until which what it has asked is paid for. A request costs a share of
a second, paid for after what was asked before; who is too far ahead of the clock waits. The numbers stand in memory
that the processes of one machine share. They do not lock it: two that count the same key in the same microsecond count
one request, which is exact enough, and nobody waits.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from mmap import mmap
from struct import Struct

from largesse.api.errors import TooManyRequests

_SLOT = Struct("=Qd")
_SLOTS = 2**14
_TRIES = 8

MEMORY = _SLOT.size * _SLOTS
"""Bytes that the numbers need: enough for as many keys at a time as any machine serves."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What is allowed."""

    a_second: float
    at_once: int


class Rates:
    """Counts the requests of each key. `ticks` is a clock that all who share the `memory` read alike, in seconds."""

    def __init__(self, rate: Rate, memory: bytearray | mmap, ticks: Callable[[], float]) -> None:
        self._cost = 1 / rate.a_second
        self._ahead = self._cost * rate.at_once
        self._memory = memory
        self._ticks = ticks

    def count(self, key: str) -> None:
        """Count a request; raise TooManyRequests, with the seconds to wait, when there were too many."""
        now = self._ticks()
        name = hash_of(key)
        slot, paid_until = self._find(name, now)
        paid_until = max(paid_until, now) + self._cost
        wait = paid_until - now - self._ahead
        if wait > 1e-9:
            raise TooManyRequests(f"this key asks too often; come back in {wait:.3g} seconds", math.ceil(wait))
        if slot is not None:
            _SLOT.pack_into(self._memory, slot, name, paid_until)

    def _find(self, name: int, now: float) -> tuple[int | None, float]:
        """Return the place of a key and its number, or a place that nobody needs: who is not ahead has no history."""
        free = None
        for step in range(_TRIES):
            place = (name + step) % _SLOTS * _SLOT.size
            held_by, paid_until = _SLOT.unpack_from(self._memory, place)
            if held_by == name:
                return place, paid_until
            if free is None and paid_until <= now:
                free = place
        return free, 0.0


def hash_of(key: str) -> int:
    """Return a number for a key, the same in every process; never 0, which is what an empty place holds."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) or 1
