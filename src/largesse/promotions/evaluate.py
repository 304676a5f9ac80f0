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
from largesse.promotions.hints import Question, hints_of, tell
from largesse.promotions.meter import Meter
from largesse.promotions.outcome import Outcome
from largesse.promotions.reasons import Reason
from largesse.promotions.settings import check_policy
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
    meter: Meter | None = None,
    hints: int = 0,
) -> Evaluation:
    """Return what the checkout costs, which promotions applied and why others did not.

    The checkout's own stacking policy, if it has one, replaces the company's. `meter` counts the work, by default up to
    the company's step budget; `hints` asks for at most so many about promotions that are one step away.
    A pure function: the same inputs give the same bytes. Raises `Invalid` for a checkout or a policy that makes no
    sense, with the path of each problem.
    """
    settings = book.settings
    if checkout.stacking is not None:
        check_policy(checkout.stacking, "$.stacking")
    read = basket.read(checkout, settings)
    candidates = book.candidates(read, facts)
    entries = candidates if explain == "applied" else _with_explained(candidates, book, explain)
    policy, meter = checkout.stacking or settings.stacking, meter or Meter(settings.steps)
    view = View(read, Standing(read), facts, explain != "applied", policy.default_behavior == "stackable")
    outcome = decide(entries, view, policy, meter)
    meter.rest()
    left_out = _left_out(outcome, candidates) if outcome.cut_short or facts.suspended else []
    if not (view.explain or read.codes or hints):
        told = answer.Told(left_out=left_out) if left_out else answer.NOTHING_TOLD
        return answer.write(book, read, outcome, told)
    speaker = Speaker(checkout.spoken, checkout.currency, lambda id: book.name_of(id, checkout.spoken))
    only = frozenset(explain) if isinstance(explain, list) else None
    untouched = View(read, Standing(read), facts, explain=True, stackable=view.stackable)
    question = Question(candidates, untouched, policy, meter)
    near = hints_of(question, book.near_misses(read, facts), outcome, hints) if hints else []
    meter.rest()
    told = answer.Told(
        left_out=left_out,
        verdicts=verdicts_of(outcome, read, only, speaker) if view.explain else [],
        codes=codes_of(book, view, outcome, speaker),
        hints=[tell(miss, worth, read, speaker) for miss, worth in near],
    )
    return answer.write(book, read, outcome, told)


def _with_explained(candidates: list[Entry], book: Book, explain: Explain) -> list[Entry]:
    """Return the candidates and what else is to be explained. What the index passed over never applies."""
    if explain == "all":
        return book.all_entries()
    if explain == "candidates":
        return candidates
    return sorted({*candidates, *book.entries_of(explain)}, key=lambda entry: entry.rank)


def _left_out(outcome: Outcome, candidates: list[Entry]) -> list[str]:
    """Return the campaigns that could have mattered and were not looked at, whatever else is to be explained."""
    wanted = set(candidates)
    found = [each.entry for each in outcome.refused if each.reason in _NOT_LOOKED_AT and each.entry in wanted]
    return list(dict.fromkeys(entry.campaign.id for entry in sorted(found, key=lambda entry: entry.rank)))


_NOT_LOOKED_AT = (Reason.not_reached, Reason.suspended)
