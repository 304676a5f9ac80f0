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
    """Print the ratios, each with what it is held against."""
    body = msgspec.json.encode(sample.checkout())
    counts: tuple[int, ...] = (10, 1_000, 10_000, 100_000)
    books = {count: _compiled(count) for count in counts}
    calls = {count: once(book, body) for count, book in books.items()}
    answer = calls[1_000]()
    assert len(msgspec.json.decode(answer, type=Evaluation).applied) == sample.RELEVANT
    base, *rest = seconds([yardstick(body, answer), *calls.values()])
    spent: dict[int, float] = dict(zip(counts, rest, strict=True))
    print(f"yardstick (decode and encode): {base * 1e6:.1f} us, body {len(body)} B, answer {len(answer)} B")
    for count in counts:
        print(f"evaluate, {count:7,} promotions: {spent[count] / base:5.1f} x yardstick ({spent[count] * 1e6:.1f} us)")
    for many, most in ((10_000, 1.5), (1_000, 1.2), (100_000, 2.0)):
        print(f"{many:,} against 10: {spent[many] / spent[10]:.2f} x (at most {most})")
    _explained(books[1_000], body)
    _long(books[1_000], body)
    _dense(body)


def _compiled(count: int) -> Book:
    campaigns = sample.campaigns(count)
    start = time.perf_counter()
    book = compile_book(campaigns)
    print(f"compiled {count:,} promotions in {time.perf_counter() - start:.2f} s")
    return book


def _explained(book: Book, body: bytes) -> None:
    decode, encode = kinds.decoder(Checkout).decode, msgspec.json.Encoder().encode
    plain, explained = seconds(
        [once(book, body), lambda: encode(evaluate(book, decode(body), explain="candidates"))],
    )
    print(f"explain candidates against plain: {explained / plain:.2f} x (at most 2)")


def _long(book: Book, body: bytes) -> None:
    ten, hundred = seconds([once(book, body), once(book, msgspec.json.encode(sample.checkout(100)))])
    print(f"100 lines against 10: {hundred / ten:.1f} x (at most 12)")


def _dense(body: bytes) -> None:
    [spent] = seconds([once(compile_book(sample.dense(1_000)), body)])
    print(f"half of 1,000 promotions matching, in turn: {spent * 1e3:.2f} ms (under 10)")
