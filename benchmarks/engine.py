"""Evaluation JSON to JSON, as a multiple of only decoding and encoding the same bodies."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import msgspec

from benchmarks import sample
from largesse.promotions import kinds
from largesse.promotions.book import Book, compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Evaluation

ROUNDS = 15


def once(book: Book, body: bytes) -> Callable[[], bytes]:
    """Return a call that evaluates from JSON to JSON."""
    decoder, encoder = kinds.decoder(Checkout), msgspec.json.Encoder()
    return lambda: encoder.encode(evaluate(book, decoder.decode(body)))


def yardstick(body: bytes, answer: bytes) -> Callable[[], bytes]:
    """Return a call that decodes the checkout and encodes the answer, and nothing else."""
    decoder, encoder = kinds.decoder(Checkout), msgspec.json.Encoder()
    result = msgspec.json.decode(answer, type=Evaluation)

    def call() -> bytes:
        decoder.decode(body)
        return encoder.encode(result)

    return call


def seconds(calls: list[Callable[[], object]], budget: float = 0.05) -> list[float]:
    """Return the median time of each call, in seconds, the calls taking turns so that drift hits all alike."""
    counts = [_count(call, budget) for call in calls]
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, count, mine in zip(calls, counts, times, strict=True):
            start = time.perf_counter()
            for _ in range(count):
                call()
            mine.append((time.perf_counter() - start) / count)
    return [statistics.median(mine) for mine in times]


def _count(call: Callable[[], object], budget: float) -> int:
    start = time.perf_counter()
    call()
    call()
    return max(1, int(budget / max((time.perf_counter() - start) / 2, 1e-7)))


def run() -> None:
    """Print the ratios."""
    body = msgspec.json.encode(sample.checkout())
    books = {count: compile_book(sample.campaigns(count)) for count in (10, 1_000, 10_000)}
    calls = {count: once(book, body) for count, book in books.items()}
    answer = calls[1_000]()
    assert len(msgspec.json.decode(answer, type=Evaluation).applied) == sample.RELEVANT
    base, *rest = seconds([yardstick(body, answer), *calls.values()])
    print(f"yardstick (decode and encode): {base * 1e6:.1f} us, body {len(body)} B, answer {len(answer)} B")
    for count, spent in zip(calls, rest, strict=True):
        print(f"evaluate, {count:6} promotions: {spent / base:5.1f} x yardstick ({spent * 1e6:.1f} us)")
    print(f"10,000 against 10 promotions: {rest[2] / rest[0]:.2f} x")
