"""What evaluation reads of one company, all of one moment; and how the next one is made of the last."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from largesse.app.ports import Ports, Versions, Work
from largesse.app.ports.campaigns import BookPage, Moment
from largesse.app.shelf import Shelf
from largesse.campaigns.lifecycle import Span, evaluated_until
from largesse.core.errors import Invalid, NotFound
from largesse.core.garbage import keep_everything, no_garbage
from largesse.promotions.book import Book, Broken, Edition, empty_book
from largesse.promotions.definition import Campaign
from largesse.promotions.kinds import decode

MANY = 5_000
"""From so many campaigns on, a book is kept from the collector, and one that is replaced is let go of bit by bit."""


_LEAVE_S = 1.0


@dataclass(frozen=True)
class Snapshot:
    """The company's book and its catalogue, as they were at one moment."""

    versions: Versions
    moment: Moment
    book: Book
    shelf: Shelf
    compiled: int
    """How many of its campaigns were compiled for it; it shares the others with the one before."""

    @property
    def broken(self) -> Broken:
        """Live campaigns that were left out, and why."""
        return self.book.broken


async def read_snapshot(ports: Ports, company: str, last: Snapshot | None) -> Snapshot:
    """Return the present snapshot, which shares with the last one whatever has not changed.

    Only campaigns that were changed since are read and compiled, unless the settings have changed, under which all are.
    Raises `Unavailable`, `NotFound` for an unknown company.
    """
    with no_garbage():
        async with ports.store.view(company) as work:
            versions = await work.changes.versions()
            if last is not None and versions == last.versions:
                return last
            if last is None and await work.companies.get() is None:
                raise NotFound(f"there is no company {company!r}")
            shelf = await _shelf(work, versions, last)
            if last is not None and versions.book == last.versions.book:
                return Snapshot(versions, last.moment, last.book, shelf, 0)
            moment = await work.campaigns.moment()
            edition = await _edition(work, versions, moment, last)
        book = await asyncio.to_thread(edition.bind, str(versions.book))
        if len(edition) >= MANY:
            keep_everything()
    return Snapshot(versions, moment, book, shelf, len(edition))


async def _edition(work: Work, versions: Versions, moment: Moment, last: Snapshot | None) -> Edition:
    """Compile what has changed, beside the event loop and part by part: evaluations go on meanwhile."""
    settings = await work.settings.get()
    if last is not None and settings == last.book.settings and _continues(last, versions, moment):
        edition, pages = Edition(last.book), work.campaigns.book(last.moment)
    else:
        edition, pages = Edition(empty_book(settings)), work.campaigns.book()
    async for part in pages:
        await asyncio.to_thread(_put, edition, part)
    return edition


async def _shelf(work: Work, versions: Versions, last: Snapshot | None) -> Shelf:
    if last is not None and versions.catalogue == last.versions.catalogue:
        return last.shelf
    tax_rates = {each.id: each.rate for each in await work.catalogue.tax_classes()}
    return Shelf(versions.catalogue, await work.catalogue.parents(), tax_rates)


def _continues(last: Snapshot, versions: Versions, moment: Moment) -> bool:
    """Whether the database has gone on from where it was: it was not replaced by a backup, and nothing is torn out."""
    before = last.moment
    went_on = moment.line == before.line and moment.number >= before.number and versions.book > last.versions.book
    return went_on and moment.torn < before.number


def _put(edition: Edition, pages: Sequence[BookPage]) -> None:
    """Put campaigns into the edition; what cannot be read or makes no sense is left out and does not stop the rest."""
    for page in pages:
        try:
            campaign = found(page)
        except Invalid as error:
            edition.leave_out(page.id, error.problems)
            continue
        if campaign is None:
            edition.leave_out(page.id)
        else:
            edition.put(campaign)


def found(page: BookPage) -> Campaign | None:
    """Return the campaign of a page as evaluations find it: until its end or until it was ended, if it ever applied.

    Raises `Invalid` for a document that cannot be read.
    """
    campaign = decode(Campaign, page.document)
    is_there, end = evaluated_until(page.life, Span(campaign.starts_at, campaign.ends_at))
    if not is_there:
        return None
    return campaign if end == campaign.ends_at else msgspec.structs.replace(campaign, ends_at=end)


async def let_go(before: Book, after: Book) -> None:
    """Let go of what a book has and the one after it has not: all at once, that would halt evaluations for a second."""
    leaving = await asyncio.to_thread(before.not_in, after)
    del before
    await asyncio.sleep(_LEAVE_S)  # evaluations that have it in hand come to their end
    await asyncio.to_thread(_drop, leaving)


def _drop(leaving: list[object]) -> None:
    while leaving:
        leaving.pop()
