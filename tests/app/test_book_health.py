"""Evaluations under the time limit, all the way through the use case; and the health of the book."""

from __future__ import annotations

import dataclasses
import logging
from typing import Literal

import pytest

from largesse.app.book import Books, Snapshot
from largesse.app.book_health import book_health
from largesse.app.checkout import evaluate_checkout
from largesse.app.guard import STRIKES
from largesse.app.ports import Ports
from largesse.promotions.evaluation import Evaluation
from tests.app.test_guard import NOON, book
from tests.app.writing import checkout
from tests.database import COMPANY, Clock


async def slow_books(ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch, *slow: float) -> Books:
    """The company's books, in which the live book is one whose campaigns take so many seconds."""
    books = Books(ports)
    snapshot = dataclasses.replace(await books.snapshot(COMPANY), book=book(clock, *slow))

    async def slowly(company: str) -> Snapshot:
        return snapshot

    monkeypatch.setattr(books, "snapshot", slowly)
    return books


async def test_a_slow_campaign_goes_and_comes_back_and_is_reported(
    ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    books = await slow_books(ports, clock, monkeypatch, 0, 0.08, 0)

    async def price(explain: Literal["applied", "all"] = "applied") -> Evaluation:
        return await evaluate_checkout(ports, books, COMPANY, checkout(at=NOON), explain, 5)

    with caplog.at_level(logging.WARNING, "largesse.evaluation"):
        for _ in range(1 + STRIKES):
            assert (await price()).cut_short
    assert [record.getMessage() for record in caplog.records] == [
        "campaign c1, version 1, is out of evaluation for 60 s: it took 80 ms of the 50 that there are"
    ]
    found = await price("all")
    assert [(each.campaign, each.reason) for each in found.verdicts] == [
        ("c0", None),
        ("c1", "suspended"),
        ("c2", None),
    ]
    health = await book_health(ports, books, COMPANY)
    (out,) = health.suspended
    assert (out.campaign, out.version, out.took_ms, out.back_in_s) == ("c1", 1, 80, 60)
    assert (health.promotions, health.over_time) == (3, 1 + STRIKES)
    clock.advance(61)
    assert (await book_health(ports, books, COMPANY)).suspended == []
    assert len((await price()).applied) == 2


async def test_a_book_in_good_health(ports: Ports) -> None:
    health = await book_health(ports, Books(ports), COMPANY)
    assert (health.promotions, health.broken, health.suspended, health.over_time) == (0, [], [], 0)
