"""Why each promotion did or did not apply, and what became of each code, in figures and in words."""

from __future__ import annotations

import msgspec

from largesse.core.money import format_amount
from largesse.promotions.basket import Basket
from largesse.promotions.book import Book
from largesse.promotions.condition import View
from largesse.promotions.evaluation import Checked, CodeResult, Verdict, Working
from largesse.promotions.gates import gate_finding
from largesse.promotions.outcome import Given, Outcome, Refused
from largesse.promotions.reasons import Reason
from largesse.promotions.words import Speaker


def verdicts_of(outcome: Outcome, basket: Basket, only: frozenset[str] | None, speaker: Speaker) -> list[Verdict]:
    """Return a verdict for each promotion that was looked at, in order of effect; `only` names campaigns, None all."""
    given = [(given.entry, _applied(given, basket, speaker)) for given in outcome.given if _is_wanted(given, only)]
    refused = [(each.entry, _not_applied(each, basket, speaker)) for each in outcome.refused if _is_wanted(each, only)]
    return [verdict for _, verdict in sorted([*given, *refused], key=lambda pair: pair[0].rank)]


def _is_wanted(decided: Given | Refused, only: frozenset[str] | None) -> bool:
    return only is None or decided.entry.campaign.id in only


def _applied(given: Given, basket: Basket, speaker: Speaker) -> Verdict:
    entry, amount = given.entry, format_amount(given.amount, basket.digits)
    return Verdict(
        promotion=entry.promotion.id,
        campaign=entry.campaign.id,
        outcome="applied",
        amount=amount,
        conditions=[_checked(each, speaker) for each in given.conditions],
        workings=[_working(each, speaker) for each in given.workings],
        text=speaker.applied(amount),
    )


def _not_applied(refused: Refused, basket: Basket, speaker: Speaker) -> Verdict:
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
        conditions=[_checked(each, speaker) for each in refused.conditions],
        workings=[_working(each, speaker) for each in refused.workings],
        text=speaker.refusal(refused.reason, refused.finding, refused.by),
    )


def _checked(checked: Checked, speaker: Speaker) -> Checked:
    text = speaker.finding(checked.finding, holds=checked.holds)
    return Checked(checked.path, checked.holds, checked.finding, text)


def _working(working: Working, speaker: Speaker) -> Working:
    told = [msgspec.structs.replace(each, text=speaker.shortfall(each)) for each in working.shortfalls]
    text = speaker.rounding(working.rounding) if working.rounding else ""
    return msgspec.structs.replace(working, shortfalls=told, text=text)


def codes_of(book: Book, view: View, outcome: Outcome, speaker: Speaker) -> list[CodeResult]:
    """Return what became of each code of the checkout, in its order."""
    applied = {code for given in outcome.given for code in given.codes}
    rejections = _rejections(outcome)
    results: list[CodeResult] = []
    for code, text in view.basket.codes.items():
        if code in applied:
            results.append(CodeResult(text, "applied"))
            continue
        refused = rejections.get(code) or _not_now(book, code, view)
        reason = refused.reason if refused else Reason.code_unknown
        said = speaker.refusal(reason, refused and refused.finding, refused and refused.by)
        results.append(CodeResult(text, "rejected", reason, said))
    return results


def _rejections(outcome: Outcome) -> dict[str, Refused]:
    """Return, by code, the refusal that says most: of what applied it is used up; else the first in order of effect."""
    found = {code: Refused(given.entry, Reason.code_used_up) for given in outcome.given for code in given.entry.codes}
    for refused in sorted(outcome.refused, key=lambda refused: refused.entry.rank):
        if refused.reason not in _NOT_NOW:
            for code in refused.entry.codes:
                found.setdefault(code, refused)
    return found


_NOT_NOW = (Reason.not_started, Reason.ended)


def _not_now(book: Book, code: str, view: View) -> Refused | None:
    """Return the refusal of the first promotion that knows this code but does not run now; None when none knows it."""
    entries = book.with_code(code)
    early = [entry for entry in entries if view.basket.at < entry.start]
    reason = Reason.not_started if early else Reason.ended
    return next((Refused(each, reason, finding=gate_finding(each, reason, view)) for each in early or entries), None)
