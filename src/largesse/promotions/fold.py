"""The fold: promotions in order, each judged on what is left by then, its offers laid on the standing."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Finding
from largesse.promotions.gates import budget_left, shut_gate
from largesse.promotions.offer import Laid
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import Standing


class Given(msgspec.Struct):
    """A promotion that applied: what each of its benefits took or gave. `amount` in minor units."""

    entry: Entry
    amount: int
    laid: list[tuple[str, Laid]]
    """(kind of benefit, what it took)."""


class Refused(msgspec.Struct):
    """A promotion that did not apply, and why."""

    entry: Entry
    reason: Reason
    place: int = -1
    """Of the condition that failed, in the promotion."""
    finding: Finding | None = None
    """What it wanted and what was there, where an explanation was asked for."""
    by: str | None = None
    """The campaign that stood in the way."""


class Outcome(msgspec.Struct):
    """What a run over promotions came to."""

    standing: Standing
    given: list[Given] = []
    refused: list[Refused] = []
    cut_short: bool = False

    @property
    def amount(self) -> int:
        """Return all that was taken off or given, in minor units."""
        return sum(given.amount for given in self.given)


class Rule:
    """Which campaigns may join those that have applied: the part of the stacking policy that works in order.

    A campaign never shuts out its own promotions, and counts once.
    """

    __slots__ = ("applied", "groups", "most", "stopper", "stops")

    def __init__(self, *, stops: bool = False, most: int | None = None) -> None:
        self.stops = stops
        """A campaign that is not combinable applies only first, and then alone."""
        self.most = most
        self.applied: dict[str, Entry] = {}
        self.groups: dict[str, str] = {}
        self.stopper: str | None = None

    def objection(self, entry: Entry) -> Refused | None:
        """Return why this campaign may not join now."""
        campaign = entry.campaign
        if not self.applied or campaign.id in self.applied:
            return None
        if self.stopper is not None:
            return Refused(entry, Reason.excluded_by, by=self.stopper)
        if self.stops and not entry.combinable:
            return Refused(entry, Reason.excluded_by, by=next(iter(self.applied)))
        if campaign.exclusivity_group in self.groups:
            return Refused(entry, Reason.excluded_by, by=self.groups[campaign.exclusivity_group])
        if self.most is not None and len(self.applied) >= self.most:
            return Refused(entry, Reason.too_many_campaigns)
        return None

    def joined(self, entry: Entry) -> None:
        """Take note that a promotion of this campaign applied."""
        campaign = entry.campaign
        if campaign.id in self.applied:
            return
        self.applied[campaign.id] = entry
        if campaign.exclusivity_group is not None:
            self.groups[campaign.exclusivity_group] = campaign.id
        if self.stops and not entry.combinable:
            self.stopper = campaign.id


def run(entries: Iterable[Entry], view: View, rule: Rule, steps: int) -> Outcome:
    """Return what the entries, in their order, come to on the view's standing, which the run uses up.

    `steps` bounds how many promotions are judged; what is beyond is refused as `not_reached`.
    """
    outcome = Outcome(view.standing)
    spent: dict[str, int] = {}
    for entry in entries:
        steps -= 1
        if steps < 0:
            outcome.cut_short = True
            outcome.refused.append(Refused(entry, Reason.not_reached))
            continue
        refused = rule.objection(entry) or judge(entry, view)
        if refused is not None:
            outcome.refused.append(refused)
            continue
        given = _give(entry, view, spent)
        if isinstance(given, Refused):
            outcome.refused.append(given)
        else:
            outcome.given.append(given)
            rule.joined(entry)
    return outcome


def judge(entry: Entry, view: View) -> Refused | None:
    """Return why the promotion's gates or conditions do not let this checkout through."""
    reason = shut_gate(entry, view)
    if reason is not None:
        return Refused(entry, reason)
    for place, test in entry.tests:
        if not test.holds(view):
            reason = test.why(view) if test.why else Reason.condition_failed
            return Refused(entry, reason, place, test.find(view) if view.explain else None)
    return None


def _give(entry: Entry, view: View, spent: dict[str, int]) -> Given | Refused:
    campaign = entry.campaign
    if campaign.budget is None:
        return _lay(entry, view, None)
    left = budget_left(entry, view.facts, view.basket.digits) or 0
    left -= spent.get(campaign.id, 0)
    if left <= 0:
        return Refused(entry, Reason.budget_spent)
    if campaign.budget.overrun == "skip":  # all or nothing: try on a copy what it would come to
        trial = _lay(entry, view.on(view.standing.copy()), None)
        if isinstance(trial, Given) and trial.amount > left:
            return Refused(entry, Reason.budget_spent)
    given = _lay(entry, view, left)
    if isinstance(given, Given):
        spent[campaign.id] = spent.get(campaign.id, 0) + given.amount
    return given


def _lay(entry: Entry, view: View, at_most: int | None) -> Given | Refused:
    laid: list[tuple[str, Laid]] = []
    amount = 0
    for kind, proposal in entry.proposals:
        offer = proposal.make(view)
        took = None if offer is None else offer.lay(view.standing, None if at_most is None else at_most - amount)
        if took is not None:
            laid.append((kind, took))
            amount += took.amount
    if not laid:
        short = at_most is not None and any(p.make(view) is not None for _, p in entry.proposals)
        return Refused(entry, Reason.budget_spent if short else Reason.nothing_to_discount)
    return Given(entry, amount, laid)
