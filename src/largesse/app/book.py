"""The live book of each company: compiled once, kept, and replaced when the company's change counter moves."""

from __future__ import annotations

import asyncio

from largesse.app.guard import Guard
from largesse.app.ports import Ports
from largesse.app.snapshot import MANY, Snapshot, let_go, read_snapshot
from largesse.core.errors import NotFound, Unavailable

PATIENCE_S = 1.0
"""How long a book is believed to be the newest without asking, so how late a change shows when no notice came."""

HASTE_S = 0.1
"""How long a checkout waits for a newer book when there is a last known one: the database may be away."""


class _Room:
    """One company's snapshot, and the task that gets the next one, while there is one."""

    def __init__(self) -> None:
        self.snapshot: Snapshot | None = None
        self.believed_until = 0.0
        self.renewal: asyncio.Task[None] | None = None


class Books:
    """The snapshots of all companies asked for. Evaluation goes on with the last one while the next is compiled."""

    def __init__(self, ports: Ports, patience: float = PATIENCE_S) -> None:
        self._ports = ports
        self._patience = patience
        self._rooms: dict[str, _Room] = {}
        self._guards: dict[str, Guard] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    async def snapshot(self, company: str) -> Snapshot:
        """Return the company's newest snapshot, or the last known one while the database is away.

        Raises `Unavailable` when there is none yet, `NotFound` for an unknown company.
        """
        room = self._rooms.get(company) or self._rooms.setdefault(company, _Room())
        present = room.snapshot
        if present is not None and (room.believed_until > self._ports.ticks() or room.renewal is not None):
            return present
        if room.renewal is None:
            room.renewal = asyncio.create_task(self._renew(company, room))
        # A task of its own: whoever asked may give up, and the others still want what it brings.
        done, _ = await asyncio.wait({room.renewal}, timeout=None if present is None else HASTE_S)
        for task in done:
            task.result()
        assert room.snapshot is not None
        return room.snapshot

    def guard(self, company: str) -> Guard:
        """Return who watches over the time of the company's evaluations in this process."""
        ports = self._ports
        found = self._guards.get(company)
        return found or self._guards.setdefault(company, Guard(ports.ticks, ports.busy, company, ports.watch))

    def note_change(self, company: str) -> None:
        """A notice came that something of this company changed: look again at the next checkout."""
        if company in self._rooms:
            self._rooms[company].believed_until = 0.0

    def note_silence(self) -> None:
        """Notices may have been missed: look again at the next checkout of every company."""
        for company in self._rooms:
            self.note_change(company)

    async def _renew(self, company: str, room: _Room) -> None:
        believed_until = self._ports.ticks() + self._patience
        try:
            await self._read(company, room)
        except Unavailable:
            if room.snapshot is None:
                raise
        except NotFound:
            self._rooms.pop(company, None)
            raise
        finally:
            room.renewal = None
        room.believed_until = believed_until

    async def _read(self, company: str, room: _Room) -> None:
        last = room.snapshot
        with self._ports.watch.span("renew book", company=company):
            new = room.snapshot = await read_snapshot(self._ports, company, last)
        if last is not None and new is not last and new.compiled >= MANY:
            leaving = asyncio.create_task(let_go(last.book, new.book))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)
        if last is None or new.book is not last.book:
            self._ports.watch.book_renewed(company, new.versions.book, len(new.book), len(new.broken))
