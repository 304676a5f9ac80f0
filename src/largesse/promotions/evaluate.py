"""Evaluate a checkout against a book: read it, find what could apply, decide, write the answer."""

from __future__ import annotations

from typing import Literal

from largesse.promotions import answer, basket
from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout
from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.explain import codes_of, verdicts_of
from largesse.promotions.facts import NOTHING_KNOWN, Facts
from largesse.promotions.meter import Meter
from largesse.promotions.settings import StackingPolicy, check_policy
from largesse.promotions.stacking import decide
from largesse.promotions.standing import Standing
from largesse.promotions.words import Speaker

Explain = Literal["applied", "candidates", "all"] | list[str]
"""Which verdicts are wanted: those that applied, also those that the index found, every promotion of the book, or
every promotion of the listed campaigns."""


def evaluate(
    book: Book,
    checkout: Checkout,
    facts: Facts = NOTHING_KNOWN,
    *,
    explain: Explain = "applied",
    stacking: StackingPolicy | None = None,
    meter: Meter | None = None,
) -> Evaluation:
    """Return what the checkout costs, which promotions applied and why others did not.

    `stacking` replaces the company's policy for this one checkout; `meter` counts the work, by default up to the
    company's step budget.
    A pure function: the same inputs give the same bytes. Raises `Invalid` for a checkout or a policy that makes no
    sense, with the path of each problem.
    """
    settings = book.settings
    if stacking is not None:
        check_policy(stacking, "$.stacking")
    read = basket.read(checkout, settings)
    entries = book.candidates(read, facts)
    if explain != "applied":
        entries = _with_explained(entries, book, explain)
    policy = stacking or settings.stacking
    view = View(read, Standing(read), facts, explain != "applied", policy.default_behavior == "stackable")
    outcome = decide(entries, view, policy, meter or Meter(settings.steps))
    if not (view.explain or read.codes):
        return answer.write(book, read, outcome, [], [])
    speaker = Speaker(checkout.language, checkout.currency, lambda id: book.name_of(id, checkout.language))
    only = frozenset(explain) if isinstance(explain, list) else None
    verdicts = verdicts_of(outcome, read, only, speaker) if view.explain else []
    return answer.write(book, read, outcome, verdicts, codes_of(book, view, outcome, speaker))


def _with_explained(candidates: list[Entry], book: Book, explain: Explain) -> list[Entry]:
    """Return the candidates and what else is to be explained. What the index passed over never applies."""
    if explain == "all":
        return book.all_entries()
    if explain == "candidates":
        return candidates
    return sorted({*candidates, *book.entries_of(explain)}, key=lambda entry: entry.rank)
