"""Evaluations of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from largesse.client.request import Request, make
from largesse.promotions.batch import BatchError
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluation import Evaluation


def evaluate(
    body: Checkout,
    *,
    explain: Literal["applied", "candidates", "all"] | None = None,
    campaigns: str | None = None,
    hints: int | None = None,
) -> Request[Evaluation]:
    """Prices a checkout by the campaigns that are live. Nothing is stored or used up.

    What the checkout leaves out comes from the catalogue and from the customer's profile. With `explain`, each
    promotion looked at has a verdict with a permanent reason code. A checkout with a `stacking` policy of its own needs
    a key that allows `override`.
    """
    return make(
        "POST", "/v1/evaluations", Evaluation,
        query={"explain": explain, "campaigns": campaigns, "hints": hints}, body=body,
    )


def evaluate_records(
    body: Iterable[Checkout],
    *,
    explain: Literal["applied", "candidates", "all"] | None = None,
    campaigns: str | None = None,
    hints: int | None = None,
) -> Request[list[Evaluation | BatchError]]:
    """Prices many checkouts: one JSON document a line, in and out, in order.

    A line that makes no sense is answered by a line of schema `largesse.error/1` with its number and what is wrong,
    and the rest goes on. Blank lines are passed over.
    """
    return make(
        "POST", "/v1/evaluations:batch", Evaluation | BatchError,
        query={"explain": explain, "campaigns": campaigns, "hints": hints}, records=body,
    )
