"""Many checkouts as NDJSON: one record in, one record out, in order; a bad record is an error record, not the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from largesse.core.errors import Invalid, LargesseError, Problem
from largesse.promotions import kinds
from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluate import Explain, evaluate
from largesse.promotions.facts import NOTHING_KNOWN, Facts

LONGEST = 2**20
"""Bytes that one record may have."""


class BatchError(msgspec.Struct, frozen=True, tag_field="schema", tag="largesse.error/1"):
    """What stands in the place of an evaluation that could not be made. `line` counts records from 1."""

    line: int
    code: str
    message: str
    problems: tuple[Problem, ...] = ()


def error_record(line: int, error: LargesseError) -> bytes:
    """Return the record that says why there is no evaluation."""
    return msgspec.json.encode(BatchError(line, error.code, error.message, error.problems))


def read_record(body: bytes) -> Checkout:
    """Return the checkout of one record; raise `Invalid` for one that is too long or makes no sense."""
    if len(body) > LONGEST:
        raise Invalid.at("$", "too_large", f"a record has at most {LONGEST} bytes")
    return kinds.decode(Checkout, body)


def evaluate_batch(
    book: Book, records: Iterable[bytes], facts: Facts = NOTHING_KNOWN, *, explain: Explain = "applied", hints: int = 0
) -> Iterator[bytes]:
    """Give the answer to each record as soon as it is made, so that memory stays bounded; blank lines are skipped."""
    encoder = msgspec.json.Encoder()
    for number, record in enumerate(records, 1):
        if not record.strip():
            continue
        try:
            answer = encoder.encode(evaluate(book, read_record(record), facts, explain=explain, hints=hints))
        except LargesseError as error:
            answer = error_record(number, error)
        yield answer
