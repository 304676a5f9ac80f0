"""Why each promotion did or did not apply, and what became of each code."""

from __future__ import annotations

from largesse.core.money import format_amount
from largesse.promotions.basket import Basket
from largesse.promotions.book import Book
from largesse.promotions.evaluation import CodeResult, Verdict
from largesse.promotions.outcome import Given, Outcome, Refused
from largesse.promotions.reasons import Reason


def verdicts_of(outcome: Outcome, basket: Basket, only: frozenset[str] | None) -> list[Verdict]:
    """Return a verdict for each promotion that was looked at, in order of effect; `only` names campaigns, None all."""
    verdicts = [(given.entry, _applied(given, basket)) for given in outcome.given]
    verdicts += [(refused.entry, _not_applied(refused, basket)) for refused in outcome.refused]
    chosen = [pair for pair in verdicts if only is None or pair[0].campaign.id in only]
    return [verdict for _, verdict in sorted(chosen, key=lambda pair: pair[0].rank)]


def _applied(given: Given, basket: Basket) -> Verdict:
    entry = given.entry
    return Verdict(
        promotion=entry.promotion.id,
        campaign=entry.campaign.id,
        outcome="applied",
        amount=format_amount(given.amount, basket.digits),
        conditions=[*given.conditions],
        workings=[*given.workings],
    )


def _not_applied(refused: Refused, basket: Basket) -> Verdict:
    entry = refused.entry
    return Verdict(
        promotion=entry.promotion.id,
        campaign=entry.campaign.id,
        outcome="not_applied",
        reason=refused.reason,
        path=f"conditions[{refused.place}]" if refused.place >= 0 else None,
        finding=refused.finding,
        by=refused.by,
        worth=None if refused.worth is None else format_amount(refused.worth, basket.digits),
        conditions=[*refused.conditions],
        workings=[*refused.workings],
    )


def codes_of(book: Book, basket: Basket, outcome: Outcome) -> list[CodeResult]:
    """Return what became of each code of the checkout, in its order."""
    applied = {code for given in outcome.given for code in given.codes}
    reasons = {code: Reason.code_used_up for given in outcome.given for code in given.entry.codes}
    for refused in sorted(outcome.refused, key=lambda refused: refused.entry.rank):
        if refused.reason not in _NOT_NOW:
            for code in refused.entry.codes:
                reasons.setdefault(code, refused.reason)
    return [
        CodeResult(text, "applied")
        if code in applied
        else CodeResult(text, "rejected", reasons.get(code) or _not_now(book, code, basket))
        for code, text in basket.codes.items()
    ]


_NOT_NOW = (Reason.not_started, Reason.ended)


def _not_now(book: Book, code: str, basket: Basket) -> Reason:
    """Return why no promotion that runs now knows this code: there is none, or it is too early or too late for it."""
    entries = book.with_code(code)
    if not entries:
        return Reason.code_unknown
    return Reason.not_started if any(basket.at < entry.start for entry in entries) else Reason.ended
