"""The live book of one company at its largest: ready after a restart, one campaign changed, all under evaluation."""

from __future__ import annotations

import asyncio
import gc
import statistics
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from benchmarks import sample
from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.campaign_order import CampaignMove, move_campaign
from largesse.app.campaigns import change_state
from largesse.app.checkout import evaluate_checkout
from largesse.app.companies import create_company
from largesse.app.ports import Ports
from largesse.app.settings import get_settings, replace_settings
from largesse.config import Config
from largesse.promotions.definition import CampaignFile
from largesse.store.notices import listen
from largesse.wiring.database import Place, connect, opened, place_of, ports_over

COMPANY = "bench"
PROMOTIONS = 100_000
PART = 10_000
CHANGES = 20


class Till:
    """Somebody who checks out all the time, and notes how long each evaluation took and which book it saw."""

    def __init__(self, ports: Ports, books: Books) -> None:
        self.ports, self.books = ports, books
        self.checkout = msgspec.structs.replace(sample.checkout(), customer=None)
        self.longest = 0.0
        self.version = "0"

    async def run(self) -> None:
        while True:
            began = time.perf_counter()
            self.version = (await evaluate_checkout(self.ports, self.books, COMPANY, self.checkout)).book
            self.longest = max(self.longest, time.perf_counter() - began)
            await asyncio.sleep(0.001)

    async def until_it_sees(self, version: int, began: float) -> float:
        """Return the seconds from `began` until an evaluation names that version of the book."""
        while int(self.version) < version:  # noqa: ASYNC110 - it is asked for by the till itself
            await asyncio.sleep(0.0005)
        return time.perf_counter() - began


@asynccontextmanager
async def serving(config: Config, place: Place):
    """A process's own connections, books and notices, without HTTP."""
    async with opened(connect(config, place)) as database:
        ports = ports_over(database)
        books = Books(ports)
        hearing = asyncio.create_task(listen(place.url, books.note_change, books.note_silence))
        try:
            yield ports, books
        finally:
            hearing.cancel()


async def fill(config: Config, place: Place) -> None:
    """Put the campaigns into the database."""
    async with opened(connect(config, place)) as database:
        ports = ports_over(database)
        await create_company(ports, COMPANY, COMPANY)
        campaigns = [
            msgspec.structs.replace(each, position=1000 * each.position) for each in sample.campaigns(PROMOTIONS)
        ]
        for start in range(0, PROMOTIONS, PART):
            await import_campaigns(
                ports, COMPANY, CampaignFile(campaigns=campaigns[start : start + PART]), activate=True
            )


async def measure(config: Config, place: Place, began: float) -> None:
    """Print what a process does with them from its start on."""
    async with serving(config, place) as (ports, books):
        till = Till(ports, books)
        busy = time.process_time()
        await evaluate_checkout(ports, books, COMPANY, till.checkout)
        print(
            f"{PROMOTIONS:,} promotions ready after a restart in {time.perf_counter() - began:.1f} s (under 15), "
            f"{time.process_time() - busy:.1f} s of them at work"
        )
        checking_out = asyncio.create_task(till.run())
        await till.until_it_sees(1, began)
        try:
            till.longest = 0.0
            await asyncio.sleep(5)
            print(f"longest evaluation at rest: {till.longest * 1e3:.1f} ms")
            await _change(ports, till)
            await _recompile(ports, till)
        finally:
            checking_out.cancel()


async def _change(ports: Ports, till: Till) -> None:
    till.longest = 0.0
    for what, change in _changes(ports).items():
        written: list[float] = []
        spent: list[float] = []
        for i in range(CHANGES):
            version, asked = int(till.version) + 1, time.perf_counter()
            await change(i)
            written.append(time.perf_counter() - asked)
            spent.append(await till.until_it_sees(version, time.perf_counter()))
        print(
            f"{what} in {statistics.median(written) * 1e3:.0f} ms, "
            f"live {statistics.median(spent) * 1e3:.0f} ms later (under 50), at most {max(spent) * 1e3:.0f}"
        )
    print(f"longest evaluation meanwhile: {till.longest * 1e3:.1f} ms")


def _changes(ports: Ports) -> dict[str, Callable[[int], Awaitable[Any]]]:
    def pause(i: int) -> Awaitable[Any]:
        return change_state(ports, COMPANY, f"camp_o{1000 + i}", "pause")

    def resume(i: int) -> Awaitable[Any]:
        return change_state(ports, COMPANY, f"camp_o{1000 + i}", "resume")

    def drag(i: int) -> Awaitable[Any]:
        return move_campaign(ports, COMPANY, CampaignMove(f"camp_o{2000 + i}", before="camp_r0"))

    return {"one campaign paused": pause, "one resumed": resume, "one dragged": drag}


async def _recompile(ports: Ports, till: Till) -> None:
    settings = await get_settings(ports, COMPANY)
    till.longest = 0.0
    version, began = int(till.version) + 1, time.perf_counter()
    await replace_settings(ports, COMPANY, msgspec.structs.replace(settings, time_limit_ms=settings.time_limit_ms + 1))
    spent = await till.until_it_sees(version, began)
    await asyncio.sleep(3)
    print(
        f"all recompiled for other settings in {spent:.1f} s; longest evaluation meanwhile: {till.longest * 1e3:.1f} ms"
    )


def run() -> None:
    """Print the seconds until the book is ready, and the milliseconds until a change is live."""
    with TemporaryDirectory() as folder:
        config = Config(data=folder)
        with place_of(config) as place:
            asyncio.run(fill(config, place))
        gc.collect()
        began = time.perf_counter()
        with place_of(config) as place:
            asyncio.run(measure(config, place, began))
