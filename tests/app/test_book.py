import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.campaigns import change_state, create_campaign
from largesse.app.catalogue import import_catalogue
from largesse.app.checkout import evaluate_checkout
from largesse.app.ports import Ports, Work
from largesse.app.ports.companies import Grant
from largesse.app.ports.customers import CustomerFacts
from largesse.app.settings import replace_settings
from largesse.catalogue.article import Article, CatalogueFile
from largesse.core.errors import Unavailable
from largesse.promotions.settings import RoundingContract, Settings
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import COMPANY, Clock


class Counted:
    """A store that counts its trips and can go away."""

    def __init__(self, ports: Ports) -> None:
        self._store = ports.store
        self.trips = 0
        self.away = False
        self.answering = asyncio.Event()
        self.answering.set()

    def _count(self) -> None:
        self.trips += 1
        if self.away:
            raise Unavailable("away")

    @asynccontextmanager
    async def transaction(self, company: str) -> AsyncIterator[Work]:
        self._count()
        async with self._store.transaction(company) as work:
            yield work

    @asynccontextmanager
    async def view(self, company: str) -> AsyncIterator[Work]:
        self._count()
        await self.answering.wait()
        async with self._store.view(company) as work:
            yield work

    async def customer_facts(self, company: str, customer: str) -> CustomerFacts:
        self._count()
        return await self._store.customer_facts(company, customer)

    async def find_grant(self, digest: bytes) -> Grant | None:
        self._count()
        return await self._store.find_grant(digest)


@pytest.fixture
def counted(ports: Ports) -> Counted:
    return Counted(ports)


@pytest.fixture
def near(ports: Ports, counted: Counted) -> Ports:
    """The same ports over the counting store."""
    return replace(ports, store=counted)


async def price(ports: Ports, books: Books, **fields: object) -> str:
    return (await evaluate_checkout(ports, books, COMPANY, checkout(**fields))).totals.total


async def test_checkouts_without_a_customer_cost_no_trip_once_the_book_is_there(near: Ports, counted: Counted):
    await import_catalogue(near, COMPANY, CatalogueFile(articles=[Article(id="a", product="p")]))
    books = Books(near)
    await price(near, books)
    counted.trips = 0
    for _ in range(10):
        await price(near, books)
    assert counted.trips == 0


async def test_a_checkout_with_a_customer_costs_one_trip(near: Ports, counted: Counted):
    books = Books(near)
    await price(near, books)
    counted.trips = 0
    await price(near, books, customer={"id": "ann"})
    assert counted.trips == 1


async def test_the_counters_are_asked_once_a_second_and_not_more(near: Ports, counted: Counted, clock: Clock):
    books = Books(near)
    await price(near, books)
    counted.trips = 0
    for _ in range(30):
        clock.advance(0.1)
        await price(near, books)
    assert counted.trips == 3


async def test_many_checkouts_at_once_compile_the_book_once(near: Ports, counted: Counted):
    await import_campaigns(near, COMPANY, campaign_file(campaign()), activate=True)
    books = Books(near)
    counted.trips = 0
    assert set(await asyncio.gather(*(price(near, books) for _ in range(20)))) == {"9.00"}
    assert counted.trips == 1


async def test_a_change_shows_within_a_second_without_any_notice(ports: Ports, clock: Clock):
    books = Books(ports)
    await create_campaign(ports, COMPANY, campaign())
    assert await price(ports, books) == "10.00"
    await change_state(ports, COMPANY, "summer", "activate")
    assert await price(ports, books) == "10.00"
    clock.advance(1.01)
    assert await price(ports, books) == "9.00"
    await change_state(ports, COMPANY, "summer", "pause")
    clock.advance(1.01)
    assert await price(ports, books) == "10.00"


async def test_a_notice_makes_a_change_show_at_once(ports: Ports):
    books = Books(ports)
    assert await price(ports, books) == "10.00"
    await import_campaigns(ports, COMPANY, campaign_file(campaign()), activate=True)
    books.note_silence()
    assert await price(ports, books) == "9.00"
    books.note_change("a company that nobody asked for")


async def test_each_evaluation_names_the_version_of_its_book(ports: Ports):
    books = Books(ports)
    first = await evaluate_checkout(ports, books, COMPANY, checkout())
    await import_campaigns(ports, COMPANY, campaign_file(campaign()), activate=True)
    books.note_change(COMPANY)
    second = await evaluate_checkout(ports, books, COMPANY, checkout())
    assert (first.book, second.book) == ("0", "1")
    assert [applied.version for applied in second.applied] == [1]


async def test_settings_are_part_of_the_book(ports: Ports):
    books = Books(ports)
    await replace_settings(ports, COMPANY, Settings(rounding=RoundingContract(level="line")))
    assert (await evaluate_checkout(ports, books, COMPANY, checkout())).rounding.level == "line"


async def test_a_change_of_the_catalogue_keeps_the_compiled_book(ports: Ports):
    books = Books(ports)
    before = await books.snapshot(COMPANY)
    await import_catalogue(ports, COMPANY, CatalogueFile(articles=[Article(id="a")]))
    books.note_change(COMPANY)
    after = await books.snapshot(COMPANY)
    assert after.book is before.book
    assert after.shelf is not before.shelf


async def test_evaluation_goes_on_with_the_last_known_book_while_the_database_is_away(
    near: Ports, counted: Counted, clock: Clock
):
    await import_campaigns(near, COMPANY, campaign_file(campaign()), activate=True)
    books = Books(near)
    assert await price(near, books) == "9.00"
    counted.away = True
    clock.advance(5)
    assert await price(near, books) == "9.00"
    with pytest.raises(Unavailable):
        await price(near, Books(near))
    counted.away = False
    await change_state(near, COMPANY, "summer", "pause")
    clock.advance(5)
    assert await price(near, books) == "10.00"


async def test_a_checkout_does_not_wait_for_a_database_that_hangs_when_it_has_a_book(
    near: Ports, counted: Counted, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("largesse.app.book.HASTE_S", 0.05)
    await import_campaigns(near, COMPANY, campaign_file(campaign()), activate=True)
    books = Books(near)
    await price(near, books)
    await change_state(near, COMPANY, "summer", "pause")
    counted.answering.clear()
    clock.advance(5)
    async with asyncio.timeout(5):
        assert [await price(near, books) for _ in range(3)] == ["9.00"] * 3
    counted.answering.set()
    renewal = books._rooms[COMPANY].renewal
    assert renewal is not None
    await renewal
    assert await price(near, books) == "10.00"


async def test_a_caller_that_gives_up_does_not_take_the_book_from_the_others(near: Ports, counted: Counted):
    books = Books(near)
    counted.answering.clear()
    first, second = (asyncio.create_task(price(near, books)) for _ in range(2))
    await asyncio.sleep(0.01)
    first.cancel()
    counted.answering.set()
    assert await second == "10.00"


async def test_a_broken_campaign_is_left_out_and_named_and_the_rest_works(ports: Ports):
    await import_campaigns(ports, COMPANY, campaign_file(campaign("good"), campaign("bad")), activate=True)
    async with ports.store.transaction(COMPANY) as work:
        connection = work.campaigns._connection  # pyright: ignore[reportAttributeAccessIssue]
        await connection.execute(
            "update campaign set document = jsonb_set(document, '{promotions,0,benefits,0,type}', '\"gone\"') "
            "where id = 'bad'"
        )
    books = Books(ports)
    assert await price(ports, books) == "9.00"
    broken = (await books.snapshot(COMPANY)).broken
    assert list(broken) == ["bad"]
    assert broken["bad"][0].path.startswith("$.promotions[0].benefits[0]")
