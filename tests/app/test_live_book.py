"""The live book follows every change by reading what was changed alone, and is what a new process would read."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import msgspec
import psycopg
import pytest

from largesse.app import campaign_order, snapshot
from largesse.app.book import Books
from largesse.app.campaign_drafts import publish_campaign
from largesse.app.campaign_files import import_campaigns
from largesse.app.campaign_order import CampaignMove, move_campaign
from largesse.app.campaign_states import mark_ended, pause_all, resume_all
from largesse.app.campaigns import change_state, delete_campaign, replace_campaign
from largesse.app.ports import Ports
from largesse.app.settings import replace_settings
from largesse.campaigns.lifecycle import Action, NotInThisState
from largesse.core.errors import LargesseError
from largesse.promotions.book import Book
from largesse.promotions.evaluate import evaluate
from largesse.promotions.facts import Facts
from largesse.promotions.settings import CategoryDefault, Settings
from largesse.store.roles import OWNER
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import COMPANY, Clock, FreshDatabase

NAMES = [f"c{i}" for i in range(6)]
Change = Callable[[], Awaitable[object]]


async def present(ports: Ports, books: Books) -> snapshot.Snapshot:
    books.note_change(COMPANY)
    return await books.snapshot(COMPANY)


def said(book: Book, clock: Clock) -> list[bytes]:
    """What the book answers now, a day ago and in a day."""
    days = [clock.now() + timedelta(days=days) for days in (-1, 0, 1)]
    asked = [msgspec.structs.replace(checkout(codes=["TEA"]), at=day) for day in days]
    return [msgspec.json.encode(evaluate(book, each, Facts(), explain="all", hints=5)) for each in asked]


def changes(ports: Ports, chance: random.Random, clock: Clock) -> list[Change]:
    """One of each that may concern the book, about campaigns drawn by chance."""
    one, other = chance.sample(NAMES, 2)
    drawn = campaign(
        one,
        percent=str(chance.randint(1, 9)),
        ends_at=(clock.now() + timedelta(hours=chance.choice([-30, 5, 50]))).isoformat()
        if chance.random() < 0.5
        else None,
        category=chance.choice(["x", "y"]),
    )

    async def save() -> None:
        try:
            await replace_campaign(ports, COMPANY, drawn)
        except NotInThisState:
            await delete_campaign(ports, COMPANY, one)

    async def all_priorities() -> None:
        categories = {"x": CategoryDefault(priority=chance.randint(0, 9))}
        await replace_settings(ports, COMPANY, Settings(categories=categories))

    actions: list[Action] = ["activate", "pause", "resume", "end", "archive", "restore"]
    moves = [partial(change_state, ports, COMPANY, one, action) for action in actions]
    return [
        *moves,
        save,
        save,
        all_priorities,
        lambda: publish_campaign(ports, COMPANY, one),
        lambda: delete_campaign(ports, COMPANY, one),
        lambda: move_campaign(ports, COMPANY, CampaignMove(one, before=other)),
        lambda: move_campaign(ports, COMPANY, CampaignMove(one, after=other)),
        lambda: import_campaigns(ports, COMPANY, campaign_file(drawn), activate=True),
        lambda: pause_all(ports, COMPANY),
        lambda: resume_all(ports, COMPANY),
        lambda: mark_ended(ports, COMPANY),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
async def test_after_any_changes_it_is_what_a_new_process_reads(
    ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(campaign_order, "NEAR", 3)
    chance, books, done = random.Random(seed), Books(ports), 0
    await import_campaigns(ports, COMPANY, campaign_file(*(campaign(name) for name in NAMES)), activate=True)
    for step in range(50):
        try:
            await chance.choice(changes(ports, chance, clock))()
            done += 1
        except LargesseError:  # not in this state: nothing has changed
            continue
        if step % 5 == 0:
            clock.advance(3600)
        followed, fresh = (await present(ports, books)).book, (await Books(ports).snapshot(COMPANY)).book
        assert said(followed, clock) == said(fresh, clock)
        assert (followed.version, len(followed), followed.broken) == (fresh.version, len(fresh), fresh.broken)
    assert done > 20


async def change_until_one_is_compiled(ports: Ports, books: Books) -> tuple[snapshot.Snapshot, snapshot.Snapshot]:
    """Pause and resume a campaign until the book compiles it alone, and return the snapshots before and after it.

    While others on the server, such as tests beside this one, are writing, a few more are compiled.
    """
    for _ in range(200):
        before = await present(ports, books)
        await change_state(ports, COMPANY, "c1", "pause")
        after = await present(ports, books)
        if after.compiled == 1:
            return before, after
        await change_state(ports, COMPANY, "c1", "resume")
    raise AssertionError("more than what was changed is compiled, always")


async def test_of_many_campaigns_only_the_changed_one_is_compiled(ports: Ports) -> None:
    books = Books(ports)
    await import_campaigns(ports, COMPANY, campaign_file(*(campaign(name) for name in NAMES)), activate=True)
    assert (await books.snapshot(COMPANY)).compiled == len(NAMES)
    first, second = await change_until_one_is_compiled(ports, books)
    assert second.book.entries_of(["c2"])[0] is first.book.entries_of(["c2"])[0]
    assert second.book.entries_of(["c1"]) == []


async def test_neighbours_that_made_room_are_compiled_too_though_their_revision_stays(ports: Ports) -> None:
    books = Books(ports)
    await import_campaigns(ports, COMPANY, campaign_file(*(campaign(name) for name in NAMES)), activate=True)
    await books.snapshot(COMPANY)
    await move_campaign(ports, COMPANY, CampaignMove("c5", before="c0"))
    moved = await present(ports, books)
    assert moved.compiled > 1
    fresh = await Books(ports).snapshot(COMPANY)
    assert [each.rank for each in moved.book.all_entries()] == [each.rank for each in fresh.book.all_entries()]


async def test_when_settings_change_all_is_compiled_under_them(ports: Ports) -> None:
    books = Books(ports)
    await import_campaigns(ports, COMPANY, campaign_file(*(campaign(name) for name in NAMES)), activate=True)
    await books.snapshot(COMPANY)
    await replace_settings(ports, COMPANY, Settings(steps=5000))
    assert (await present(ports, books)).compiled == len(NAMES)


TEAR = "delete from campaign where id = 'c1'"
REPLACE = "update book_version set book = book - 1"
COUNT = "update book_version set book = book + 1"


@pytest.mark.parametrize("by_hand", [TEAR, REPLACE])
async def test_what_is_torn_out_or_put_back_by_hand_makes_it_read_everything(
    ports: Ports, fresh: FreshDatabase, by_hand: str
) -> None:
    """As after a backup was brought back: what is there now counts, not what has been changed since."""
    books = Books(ports)
    await import_campaigns(ports, COMPANY, campaign_file(*(campaign(name) for name in NAMES)), activate=True)
    await change_state(ports, COMPANY, "c3", "pause")
    before = await books.snapshot(COMPANY)
    with psycopg.connect(fresh.url(OWNER)) as connection:
        connection.execute("select set_config('largesse.company', %s, true)", [COMPANY])
        connection.execute(by_hand.encode())
        if by_hand == TEAR:
            connection.execute(COUNT)
    after = await present(ports, books)
    assert len(before.book) == 5
    assert after.compiled == len(after.book) == (4 if by_hand == TEAR else 5)


async def test_numbers_of_another_database_are_not_taken_for_new_changes(ports: Ports, fresh: FreshDatabase) -> None:
    books = Books(ports)
    await import_campaigns(ports, COMPANY, campaign_file(*(campaign(name) for name in NAMES)), activate=True)
    with psycopg.connect(fresh.url(OWNER)) as connection:
        connection.execute("alter table campaign disable trigger change_is_noted")
        connection.execute("select set_config('largesse.company', %s, true)", [COMPANY])
        connection.execute("update campaign set changed_in = '9000000000000'")
        connection.execute("alter table campaign enable trigger change_is_noted")
    await books.snapshot(COMPANY)
    await change_until_one_is_compiled(ports, books)


async def test_a_large_book_is_kept_from_the_collector_and_let_go_of_bit_by_bit(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bool] = []
    monkeypatch.setattr("largesse.app.book.MANY", 2)
    monkeypatch.setattr(snapshot, "MANY", 2)
    monkeypatch.setattr(snapshot, "_LEAVE_S", 0.0)
    monkeypatch.setattr(snapshot, "keep_everything", lambda: kept.append(True))
    books = Books(ports)
    await import_campaigns(ports, COMPANY, campaign_file(*(campaign(name) for name in NAMES)), activate=True)
    await books.snapshot(COMPANY)
    await replace_settings(ports, COMPANY, Settings(steps=5000))
    await present(ports, books)
    assert kept == [True, True]
    for task in list(books._leaving):
        await task
    assert len((await present(ports, books)).book) == len(NAMES)
    assert not books._leaving
