"""The fold: promotions in order, each judged on what is left by then, its offers laid on the standing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Finding
from largesse.promotions.gates import budget_left, shut_gate
from largesse.promotions.meter import Meter
from largesse.promotions.offer import Laid
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import Standing

_FREE: frozenset[int] = frozenset()
_FREE_OF_CODES: frozenset[str] = frozenset()
_ORDER_LANE = 1


class Given(msgspec.Struct):
    """A promotion that applied: what each of its benefits took or gave. `amount` in minor units."""

    entry: Entry
    amount: int
    laid: list[tuple[str, Laid]]
    """(kind of benefit, what it took)."""
    codes: frozenset[str] = _FREE_OF_CODES
    """Of the checkout's codes, as compared, those that counted for it."""


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
    """Which campaigns may join those that have applied, and how much they may take: stacking as it works in order.

    A campaign never shuts out its own promotions, and counts once.
    """

    __slots__ = ("_applied", "_barred", "_groups", "_most", "_stopper", "_stops", "allowance", "meter")

    def __init__(
        self,
        *,
        meter: Meter | None = None,
        stops: bool = False,
        most: int | None = None,
        allowance: int | None = None,
        barred: Mapping[str, frozenset[int]] | None = None,
    ) -> None:
        self.meter = meter
        """What judging is counted on; None for a run that was paid for when it was chosen."""
        self.allowance = allowance
        """How much may still be taken off lines, in minor units; None for no maximum."""
        self._stops = stops
        self._most = most
        self._barred = barred or {}
        self._applied: dict[str, None] = {}
        self._groups: dict[str, str] = {}
        self._stopper: str | None = None

    def objection(self, entry: Entry, combinable: bool) -> Refused | None:
        """Return why this campaign may not join now."""
        campaign = entry.campaign
        if not self._applied or campaign.id in self._applied:
            return None
        if self._stopper is not None:
            return Refused(entry, Reason.excluded_by, by=self._stopper)
        if self._stops and not combinable:
            return Refused(entry, Reason.excluded_by, by=next(iter(self._applied)))
        if campaign.exclusivity_group in self._groups:
            return Refused(entry, Reason.excluded_by, by=self._groups[campaign.exclusivity_group])
        if self._most is not None and len(self._applied) >= self._most:
            return Refused(entry, Reason.too_many_campaigns)
        return None

    def joined(self, given: Given, combinable: bool) -> None:
        """Take note that a promotion applied."""
        campaign = given.entry.campaign
        if self.allowance is not None and given.entry.lane <= _ORDER_LANE:
            self.allowance -= sum(cut.amount for _, laid in given.laid for cut in laid.lines)
        if campaign.id in self._applied:
            return
        self._applied[campaign.id] = None
        if campaign.exclusivity_group is not None:
            self._groups[campaign.exclusivity_group] = campaign.id
        if self._stops and not combinable:
            self._stopper = campaign.id

    def barred_rows(self, entry: Entry) -> frozenset[int]:
        """Return the rows that other campaigns keep this one from."""
        return self._barred.get(entry.campaign.id, _FREE)


def run(entries: Iterable[Entry], view: View, rule: Rule, spent: dict[str, int] | None = None) -> Outcome:
    """Return what the entries, in their order, come to on the view's standing, which the run uses up.

    `spent` is what campaigns have given already in this evaluation, in minor units.
    """
    outcome = Outcome(view.standing)
    spent = {} if spent is None else spent
    meter = rule.meter
    for entry in entries:
        if meter is not None and not meter.take(entry.campaign.id):
            outcome.cut_short = True
            outcome.refused.append(Refused(entry, Reason.not_reached))
            continue
        combinable = view.stackable if entry.combinable is None else entry.combinable
        refused = judge(entry, view) or rule.objection(entry, combinable)
        if refused is not None:
            outcome.refused.append(refused)
            continue
        view.standing.barred = rule.barred_rows(entry)
        given = _give(entry, view, rule, spent)
        if isinstance(given, Refused):
            outcome.refused.append(given)
        else:
            outcome.given.append(given)
            rule.joined(given, combinable)
    view.standing.barred = _FREE
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


def _give(entry: Entry, view: View, rule: Rule, spent: dict[str, int]) -> Given | Refused:
    """Lay the promotion's offers within the campaign's budget and the company's maximum."""
    allowance = rule.allowance if entry.lane <= _ORDER_LANE else None
    if entry.budget is None:
        return _lay(entry, view, allowance, Reason.max_discount_reached)
    campaign = entry.campaign
    left = (budget_left(entry, view.facts, view.basket.digits) or 0) - spent.get(campaign.id, 0)
    if left <= 0:
        return Refused(entry, Reason.budget_spent)
    if campaign.budget is not None and campaign.budget.overrun == "skip":  # all or nothing: try what it would come to
        trial = _lay(entry, view.on(view.standing.copy()), allowance, Reason.max_discount_reached)
        if isinstance(trial, Refused):
            return trial
        if trial.amount > left:
            return Refused(entry, Reason.budget_spent)
    given = _lay(entry, view, left if allowance is None else min(left, allowance), Reason.budget_spent)
    if isinstance(given, Given):
        spent[campaign.id] = spent.get(campaign.id, 0) + given.amount
    return given


def _lay(entry: Entry, view: View, at_most: int | None, when_short: Reason) -> Given | Refused:
    laid: list[tuple[str, Laid]] = []
    amount = 0
    found = False
    for kind, proposal in entry.proposals:
        offer = proposal.make(view)
        if offer is None:
            continue
        found = True
        took = offer.lay(view.standing, None if at_most is None else at_most - amount)
        if took is not None:
            laid.append((kind, took))
            amount += took.amount
    if laid:
        return Given(entry, amount, laid, codes_counted(entry, view))
    short = found and at_most is not None and at_most <= amount
    return Refused(entry, when_short if short else Reason.nothing_to_discount)


def codes_counted(entry: Entry, view: View) -> frozenset[str]:
    """Return which of the checkout's codes count for a promotion that applies."""
    if not entry.codes:
        return _FREE_OF_CODES
    return frozenset(code for _, test in entry.tests if test.codes for code in test.codes_counted(view))
