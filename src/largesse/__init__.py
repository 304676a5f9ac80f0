"""Largesse answers one question at the till: which campaigns apply, what does each take off, and why not the others.

As a library:

    import largesse

    book = largesse.compile_book(largesse.read_campaigns(campaigns_json))
    checkout = largesse.read_checkout(checkout_json)
    result = largesse.evaluate(book, checkout, explain="candidates")
    print(result.totals.total, [(verdict.promotion, verdict.reason) for verdict in result.verdicts])
"""

from __future__ import annotations

import msgspec

from largesse.core.errors import Invalid, LargesseError, Problem
from largesse.promotions import kinds as _kinds
from largesse.promotions.book import Book
from largesse.promotions.book import compile_book as _compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign, CampaignFile
from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import Facts
from largesse.promotions.settings import check

__all__ = [
    "Book",
    "Campaign",
    "CampaignFile",
    "Checkout",
    "Evaluation",
    "Facts",
    "Invalid",
    "LargesseError",
    "Problem",
    "compile_book",
    "encode",
    "evaluate",
    "read_campaigns",
    "read_checkout",
    "read_facts",
]


def read_campaigns(body: bytes | str) -> CampaignFile:
    """Return a campaign file from its JSON; raise `Invalid` with the path of what does not fit."""
    return _kinds.decode(CampaignFile, body)


def read_checkout(body: bytes | str) -> Checkout:
    """Return a checkout from its JSON; raise `Invalid` with the path of what does not fit."""
    return _kinds.decode(Checkout, body)


def read_facts(body: bytes | str) -> Facts:
    """Return facts from their JSON; raise `Invalid` with the path of what does not fit."""
    return _kinds.decode(Facts, body)


def compile_book(file: CampaignFile) -> Book:
    """Return the book of a campaign file, under the file's own settings.

    Raises `Invalid` for settings or a campaign that makes no sense; a service that must go on without it compiles with
    `largesse.promotions.book.compile_book`, which leaves such campaigns out and names them.
    """
    if file.settings is not None:
        check(file.settings, "$.settings")
    book = _compile_book(file.campaigns, file.settings)
    if book.broken:
        places = {campaign.id: f"$.campaigns[{index}]" for index, campaign in enumerate(file.campaigns)}
        raise Invalid.of(
            [
                msgspec.structs.replace(problem, path=places[id] + problem.path[1:])
                for id, problems in book.broken.items()
                for problem in problems
            ]
        )
    return book


def encode(value: msgspec.Struct) -> bytes:
    """Return any document of the wire contract as JSON."""
    return msgspec.json.encode(value)
