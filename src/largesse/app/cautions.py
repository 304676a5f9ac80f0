"""What may be wrong with campaigns: quickly, when they are saved, and thoroughly, when somebody asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from largesse.app.book import Books
from largesse.app.goods import Goods, load_goods
from largesse.app.live_file import live_file
from largesse.app.ports import Ports, Work
from largesse.app.ports.campaigns import CampaignFilter
from largesse.campaigns.lifecycle import State
from largesse.core.errors import LargesseError
from largesse.promotions.book import Book, compile_book
from largesse.promotions.caution import Caution, Study, nothing_known
from largesse.promotions.condition import Key
from largesse.promotions.definition import Campaign, CampaignFile
from largesse.promotions.goods import looked_at
from largesse.promotions.kinds import decode
from largesse.promotions.lint_campaigns import lint_campaigns

_NEIGHBOURS = 200
_NEIGHBOURS_PROMOTIONS = 5000
"""So many of the campaigns that run beside a saved one are looked at, the first ones in order of effect."""
_FEW = 20
"""Of more campaigns saved at once, no baskets are priced."""
_TRIES = 50
_GOODS = 300
_WAITING: tuple[State, ...] = ("draft", "paused")
_MOST_WAITING = 100_000


async def cautions_on_saving(ports: Ports, books: Books, company: str, saved: Sequence[Campaign]) -> list[Caution]:
    """Return the warnings about campaigns that are to be saved, beside those that are live; none when that fails.

    Bounded: some neighbours, some articles, few baskets. `lint_company` looks at everything. Nothing is locked.
    """
    try:
        snapshot = await books.snapshot(company)
        book, beside, keys = await asyncio.to_thread(_beside, snapshot.book, saved)
        async with ports.store.view(company) as work:
            goods = await load_goods(work, keys, _GOODS)
    except LargesseError:  # no reason not to save them
        return []
    tries = _TRIES if len(saved) <= _FEW else 0
    study = Study(book, [*saved, *beside], saved, ports.now(), goods.sold_in, goods.stores, tries)
    return await asyncio.to_thread(lint_campaigns, study)


def _beside(live: Book, saved: Sequence[Campaign]) -> tuple[Book, list[Campaign], frozenset[Key] | None]:
    """Return the book of the saved campaigns and their neighbours, those neighbours, and the keys of what is meant."""
    beside = _neighbours(live, saved)
    book = compile_book([*saved, *beside], live.settings)
    return book, beside, _keys(book, saved)


class LintReport(msgspec.Struct, frozen=True):
    """What was found when a company's campaigns, or those of files, were looked at."""

    looked_at: int
    """How many campaigns: those that are not over."""
    over: int
    """How many are over, and were not looked at."""
    cautions: list[Caution]


Told = Callable[[int, int], None]
"""Hears how many campaigns have been looked at, and how many there are."""


async def lint_company(ports: Ports, company: str, at: datetime | None = None, told: Told | None = None) -> LintReport:
    """Return the warnings about a company's campaigns, drafts and paused ones included, as things are at an instant."""
    at = at or ports.now()
    async with ports.store.view(company) as work:
        live, waiting = await live_file(work), await _waiting(work, at)
        goods = await load_goods(work)
    campaigns = [*live.campaigns, *waiting]
    going = [each for each in campaigns if each.ends_at is None or each.ends_at > at]
    found = await asyncio.to_thread(lint_file, msgspec.structs.replace(live, campaigns=going), goods, at, told)
    return msgspec.structs.replace(found, over=len(campaigns) - len(going))


def lint_file(file: CampaignFile, goods: Goods | None, at: datetime, told: Told | None = None) -> LintReport:
    """Return the warnings about the campaigns of a file, as things are at an instant.

    Raises `Invalid` for settings that make no sense; campaigns that make none are passed over.
    """
    campaigns, book = file.campaigns, compile_book(file.campaigns, file.settings)
    sold_in = goods.sold_in if goods else nothing_known
    study = Study(book, campaigns, campaigns, at, sold_in, goods.stores if goods else ())
    found = lint_campaigns(study, lambda done: told(done, len(campaigns)) if told else None)
    return LintReport(len(campaigns), 0, found)


async def _waiting(work: Work, at: datetime) -> list[Campaign]:
    """Return the campaigns that are drafts or paused."""
    found: list[Campaign] = []
    for state in _WAITING:
        rows = await work.campaigns.page(CampaignFilter(at=at, limit=_MOST_WAITING, state=state))
        documents = await work.campaigns.documents([row.id for row in rows]) if rows else []
        found += [decode(Campaign, document) for _, document in documents]
    return found


def _neighbours(book: Book, saved: Sequence[Campaign]) -> list[Campaign]:
    """Return the first live campaigns that run at a time, and in a currency, of one that was saved."""
    ids = {each.id for each in saved}
    found: dict[str, Campaign] = {}
    room = _NEIGHBOURS_PROMOTIONS
    for entry in book.all_entries():
        campaign = entry.campaign
        if campaign.id in ids or campaign.id in found or not any(_meet(campaign, each) for each in saved):
            continue
        room -= len(campaign.promotions)
        if room < 0 or len(found) >= _NEIGHBOURS:
            break
        found[campaign.id] = campaign
    return list(found.values())


def _meet(one: Campaign, other: Campaign) -> bool:
    if one.currency != other.currency:
        return False
    pairs = ((one.starts_at, other.ends_at), (other.starts_at, one.ends_at))
    return all(start is None or end is None or start < end for start, end in pairs)


def _keys(book: Book, campaigns: Sequence[Campaign]) -> frozenset[Key] | None:
    """Return the keys of the lines that these campaigns look at; None for any line."""
    keys = [looked_at(entry) for entry in book.entries_of(each.id for each in campaigns)]
    return None if None in keys else frozenset(key for each in keys for key in each or ())
