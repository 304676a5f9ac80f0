"""The live book of each company: compiled once, kept, and replaced when the company's change counter moves."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from largesse.app.guard import Guard
from largesse.app.ports import Ports, Versions
from largesse.app.ports.campaigns import BookPage
from largesse.app.shelf import Shelf
from largesse.campaigns.lifecycle import Span, evaluated_until
from largesse.core.errors import Invalid, NotFound, Problem, Unavailable
from largesse.promotions.book import Book, compile_book
from largesse.promotions.definition import Campaign
from largesse.promotions.kinds import decode
from largesse.promotions.settings import Settings

PATIENCE_S = 1.0
"""How long a book is believed to be the newest without asking, so how late a change shows when no notice came."""

HASTE_S = 1.0
"""How long a checkout waits for a newer book when there is a last known one: the database may be away."""


@dataclass(frozen=True)
class Snapshot:
    """What evaluation reads of one company, all of one moment. `broken` are live campaigns left out, and why."""

    versions: Versions
    book: Book
    shelf: Shelf
    broken: Mapping[str, Sequence[Problem]]


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
        return self._guards.get(company) or self._guards.setdefault(company, Guard(self._ports.ticks))

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
            new = room.snapshot = await _read(self._ports, company, last)
        if last is None or new.book is not last.book:
            self._ports.watch.book_renewed(company, new.versions.book, len(new.book), len(new.broken))


async def _read(ports: Ports, company: str, last: Snapshot | None) -> Snapshot:
    """Return the present snapshot, which shares with the last one whatever has not changed."""
    async with ports.store.view(company) as work:
        versions = await work.changes.versions()
        if last is not None and versions == last.versions:
            return last
        if last is None and await work.companies.get() is None:
            raise NotFound(f"there is no company {company!r}")
        if last is None or versions.catalogue != last.versions.catalogue:
            tax_rates = {each.id: each.rate for each in await work.catalogue.tax_classes()}
            shelf = Shelf(versions.catalogue, await work.catalogue.parents(), tax_rates)
        else:
            shelf = last.shelf
        if last is not None and versions.book == last.versions.book:
            return Snapshot(versions, last.book, shelf, last.broken)
        settings = await work.settings.get()
        pages = await work.campaigns.book()
    book, broken = await asyncio.to_thread(_compile, pages, settings, str(versions.book))
    return Snapshot(versions, book, shelf, broken)


def _compile(pages: Sequence[BookPage], settings: Settings, version: str) -> tuple[Book, dict[str, Sequence[Problem]]]:
    """Return the book, and the campaigns left out: what cannot be read or makes no sense must not stop the rest."""
    campaigns: list[Campaign] = []
    broken: dict[str, Sequence[Problem]] = {}
    for page in pages:
        try:
            campaigns += _found(page)
        except Invalid as error:
            broken[page.id] = error.problems
    book = compile_book(campaigns, settings, version)
    return book, {**broken, **book.broken}


def _found(page: BookPage) -> list[Campaign]:
    """Return the campaign of a page as evaluations find it: until its end or until it was ended, if it ever applied."""
    campaign = decode(Campaign, page.document)
    is_there, end = evaluated_until(page.life, Span(campaign.starts_at, campaign.ends_at))
    if not is_there:
        return []
    return [campaign if end == campaign.ends_at else msgspec.structs.replace(campaign, ends_at=end)]
