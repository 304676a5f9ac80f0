"""Give what a promotion that applies has to give, within its campaign's budget and the company's maximum."""

from __future__ import annotations

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Working
from largesse.promotions.gates import budget_finding, budget_left
from largesse.promotions.offer import Laid
from largesse.promotions.outcome import NO_CODES, Given, Refused
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import NOT_BARRED
from largesse.promotions.workings import Bound, work_out


def give(entry: Entry, view: View, allowance: int | None, spent: dict[str, int]) -> Given | Refused:
    """Lay the promotion's offers on the view's standing.

    `allowance` is what the company's maximum leaves, None for all; `spent` is what campaigns with a budget have given
    already in this evaluation, and is kept up to date.
    """
    maximum = None if allowance is None else Bound(allowance, "max_discount", Reason.max_discount_reached)
    if entry.budget is None:
        return _lay(entry, view, maximum)
    campaign = entry.campaign
    left = budget_left(entry, view.facts, view.basket.digits) or 0
    overrun = campaign.budget.overrun if campaign.budget else None
    if overrun == "finish" and left > 0:
        return _lay(entry, view, maximum)
    left -= spent.get(campaign.id, 0)
    if left <= 0:
        return _over_budget(entry, view, left)
    if overrun == "skip":  # all or nothing: try what it would come to
        trial = _lay(entry, view.on(view.standing.copy()), maximum)
        if isinstance(trial, Refused):
            return trial
        if trial.amount > left:
            return _over_budget(entry, view, left)
    budget = Bound(left, "budget", Reason.budget_spent)
    given = _lay(entry, view, budget if maximum is None or left <= maximum.amount else maximum)
    if isinstance(given, Given):
        spent[campaign.id] = spent.get(campaign.id, 0) + given.amount
    return given


def alone(entry: Entry, view: View) -> Given | Refused:
    """Return what the promotion would give if nothing bounded it. The view's standing stays as it is."""
    apart = View(view.basket, view.standing.copy(), view.facts, stackable=view.stackable)
    apart.standing.barred = NOT_BARRED
    return _lay(entry, apart, None)


def worth_of(entry: Entry, view: View) -> int:
    """Return what the promotion would give if nothing bounded it, in minor units."""
    given = alone(entry, view)
    return given.amount if isinstance(given, Given) else 0


def _over_budget(entry: Entry, view: View, left: int) -> Refused:
    if not view.explain:
        return Refused(entry, Reason.budget_spent)
    worth = worth_of(entry, view)
    return Refused(entry, Reason.budget_spent, finding=budget_finding(worth, left, view.basket.digits), worth=worth)


def _lay(entry: Entry, view: View, bound: Bound | None) -> Given | Refused:
    laid: list[tuple[str, Laid]] = []
    workings: list[Working] | None = [] if view.explain else None
    amount = 0
    found = False
    for place, (kind, proposal) in enumerate(entry.proposals):
        offer = proposal.make(view)
        left = None if bound is None else bound.amount - amount
        before = None if workings is None else view.standing.copy()
        took = None if offer is None else offer.lay(view.standing, left)
        if workings is not None and before is not None:
            workings += work_out(entry, place, offer, took.amount if took else 0, view.on(before), bound)
        found = found or offer is not None
        if took is not None:
            laid.append((kind, took))
            amount += took.amount
    if laid:
        codes = codes_counted(entry, view) if entry.codes else NO_CODES
        return Given(entry, amount, laid, codes, (), workings) if workings else Given(entry, amount, laid, codes)
    short = found and bound is not None and bound.amount <= amount
    reason = bound.reason if bound and short else Reason.nothing_to_discount
    return Refused(entry, reason, workings=workings or ())


def codes_counted(entry: Entry, view: View) -> frozenset[str]:
    """Return which of the checkout's codes count for a promotion that applies."""
    return frozenset(code for _, test in entry.tests if test.codes for code in test.codes_counted(view))
