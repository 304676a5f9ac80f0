"""Evaluations over HTTP: what does this checkout cost, which campaigns apply, and why not the others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from largesse.api.accept import in_language
from largesse.api.desk import Desk
from largesse.api.route import RECORDS_LIMIT, Call, Route
from largesse.app.checkout import evaluate_checkout
from largesse.core.errors import Forbidden, LargesseError, NotFound, Unavailable
from largesse.promotions.batch import BatchError, error_record, read_record
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluate import Explain
from largesse.promotions.evaluation import Evaluation

EXAMPLE = {
    "currency": "USD",
    "at": "2026-07-01T12:00:00Z",
    "customer": {"id": "c-1001"},
    "store": "s-17",
    "codes": ["WELCOME"],
    "lines": [
        {"article": "7310865004703", "quantity": 8, "price": "3.49", "categories": ["drinks", "juice"]},
        {"article": "apples", "quantity": "0.345", "price": "2.90"},
    ],
    "deliveries": [{"amount": "4.90", "method": "home"}],
}


ANSWER = {
    "schema": "largesse.evaluation/1",
    "currency": "USD",
    "at": "2026-07-01T12:00:00Z",
    "book": "7",
    "lines": [
        {
            "id": "1",
            "article": "7310865004703",
            "quantity": 8,
            "price": "3.49",
            "subtotal": "27.92",
            "total": "25.12",
            "adjustments": [
                {
                    "promotion": "drinks-10",
                    "campaign": "summer-drinks",
                    "benefit": "percent_off_products",
                    "amount": "-2.80",
                    "units": 8,
                }
            ],
            "campaign_price": "3.14",
        },
        {"id": "2", "article": "apples", "quantity": "0.345", "price": "2.90", "subtotal": "1.00", "total": "1.00"},
    ],
    "totals": {
        "subtotal": "28.92",
        "discount": "2.80",
        "delivery": "4.90",
        "fees": "0.00",
        "total": "31.02",
        "tax": "0.00",
        "total_with_tax": "31.02",
    },
    "applied": [
        {
            "promotion": "drinks-10",
            "campaign": "summer-drinks",
            "version": 1,
            "amount": "2.80",
            "text": "10 % off drinks",
        }
    ],
    "deliveries": [{"id": "delivery", "amount": "4.90", "total": "4.90"}],
    "codes": [{"code": "WELCOME", "status": "rejected", "reason": "code_unknown", "text": "This code is not known"}],
    "rounding": {"mode": "half_up", "level": "unit", "what": "discount"},
}
"""What the example is answered with where the example campaign is live and the catalogue is empty."""


HINTS = 3
"""For whoever asks why, unless they say how many."""


class Explaining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which verdicts are wanted."""

    explain: Literal["applied", "candidates", "all"] = "applied"
    """Verdicts on what applied only; also on what the checkout could have had; or on every live promotion."""
    campaigns: Annotated[str, Meta(max_length=10_000)] | None = None
    """Ids with commas between them: verdicts on these campaigns, instead of `explain`."""
    hints: Annotated[int, Meta(ge=0, le=20)] | None = None
    """So many hints at most about promotions that are one step away; 3 when left out and something is explained."""


async def evaluate(desk: Desk, call: Call[Checkout, Explaining]) -> Evaluation:
    """Prices a checkout by the campaigns that are live. Nothing is stored or used up.

    What the checkout leaves out comes from the catalogue and from the customer's profile. With `explain`, each
    promotion looked at has a verdict with a permanent reason code. A checkout with a `stacking` policy of its own needs
    a key that allows `override`.
    """
    query = call.query
    check_override(call, call.body)
    checkout = in_language(call.body, call.language)
    return await evaluate_checkout(
        desk.ports, desk.books, call.company, checkout, explained(query), hints_wanted(query)
    )


def check_override(call: Call[Any, Any], checkout: Checkout) -> None:
    """Raise `Forbidden` when the checkout brings a stacking policy and the key does not allow that."""
    if checkout.stacking is not None and "override" not in call.scopes:
        raise Forbidden("this key does not allow 'override': the checkout may not bring a stacking policy of its own")


def explained(query: Explaining) -> Explain:
    """Return which verdicts are wanted."""
    return query.explain if query.campaigns is None else [each.strip() for each in query.campaigns.split(",")]


def hints_wanted(query: Explaining) -> int:
    """Return how many hints are wanted: none at the till, some for whoever wants to know why."""
    if query.hints is not None:
        return query.hints
    return 0 if query.explain == "applied" and query.campaigns is None else HINTS


async def evaluate_records(desk: Desk, call: Call[Iterable[bytes], Explaining]) -> AsyncIterator[bytes]:
    """Prices many checkouts: one JSON document a line, in and out, in order.

    A line that makes no sense is answered by a line of schema `largesse.error/1` with its number and what is wrong,
    and the rest goes on. Blank lines are passed over.
    """
    explain, hints = explained(call.query), hints_wanted(call.query)
    encode = msgspec.json.Encoder(order="deterministic").encode
    for number, line in enumerate(call.body, 1):
        if not line.strip():
            continue
        try:
            checkout = in_language(read_record(line.rstrip(b"\r\n")), call.language)
            check_override(call, checkout)
            yield encode(await evaluate_checkout(desk.ports, desk.books, call.company, checkout, explain, hints))
        except LargesseError as error:
            yield error_record(number, error)


ROUTES = (
    Route(
        method="POST", path="/v1/evaluations", tag="Evaluations", says="Price a checkout", handler=evaluate,
        scope="evaluate", query=Explaining, takes=Checkout, gives=Evaluation, example=EXAMPLE, answer=ANSWER,
        errors=(NotFound, Unavailable),
    ),
    Route(
        method="POST", path="/v1/evaluations:batch", tag="Evaluations", says="Price many checkouts",
        handler=evaluate_records, scope="evaluate", query=Explaining, takes=Checkout, gives=Evaluation | BatchError,
        example=EXAMPLE, limit=RECORDS_LIMIT, records=True, errors=(),
    ),
)  # fmt: skip
