"""Replay the year over all cores: prepare it once, share it as a file, let every process take slices of households."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from duckdb import DuckDBPyConnection as Connection

from largesse.app.replay import Replayer
from largesse.app.replay_report import ReplayReport, report_of
from largesse.app.replay_tally import Replay
from largesse.demo.baskets import count_baskets, past_checkouts
from largesse.demo.oddities import odd_kinds
from largesse.demo.progress import Progress
from largesse.demo.source import open_source
from largesse.demo.split import Split
from largesse.demo.year import campaign_file, prepare_year
from largesse.promotions.book import Book, compile_book
from largesse.promotions.definition import CampaignFile
from largesse.promotions.kinds import decode

_SLICES = 16
"""For each process, so that none waits long for the last one, and progress can be seen."""


def replay_year(split: Split, progress: Progress, processes: int | None = None) -> ReplayReport:
    """Evaluate every basket of the year and return the report. Uses all cores unless told otherwise."""
    processes = processes or _cores()
    with TemporaryDirectory(prefix="largesse-replay-") as folder:
        year, campaigns = Path(folder) / "year.duckdb", Path(folder) / "campaigns.json"
        progress("reading a year of receipts", 0, 0)
        with open_source(file=year) as connection:
            prepare_year(connection, split)
            campaigns.write_bytes(campaign_file(connection))
            baskets, odd = count_baskets(connection), odd_kinds(connection)
        progress("evaluating baskets", 0, baskets)
        replay = Replay()
        # A fresh interpreter for each process: DuckDB's threads do not survive a fork.
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
            of = processes * _SLICES
            slices: list[Future[Replay]] = [
                pool.submit(replay_slice, year, campaigns, split, piece, of) for piece in range(of)
            ]
            for done in as_completed(slices):
                replay.add(done.result())
                progress("evaluating baskets", replay.checkouts, baskets)
        return report_of(replay, _read(campaigns).campaigns, odd)


def _cores() -> int:
    """Return how many cores this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def replay_slice(year: Path, campaigns: Path, split: Split, piece: int, of: int) -> Replay:
    """Evaluate the baskets of every `of`-th household; runs in a process of its own, which compiles the book once."""
    replayer = Replayer(_compiled(campaigns), _read(campaigns).campaigns)
    for past in past_checkouts(_opened(year), split, piece, of):
        replayer.run(past)
    return replayer.replay


@cache
def _read(campaigns: Path) -> CampaignFile:
    return decode(CampaignFile, campaigns.read_bytes())


@cache
def _compiled(campaigns: Path) -> Book:
    file = _read(campaigns)
    book = compile_book(file.campaigns, file.settings)
    assert not book.broken, book.broken
    return book


@cache
def _opened(year: Path) -> Connection:
    return duckdb.connect(str(year), read_only=True, config={"threads": 1, "memory_limit": "256MB"})
