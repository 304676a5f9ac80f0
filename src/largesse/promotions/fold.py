"""The fold: promotions in order, each judged on what is left by then, its offers laid on the standing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from largesse.promotions.condition import Test, View
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Checked
from largesse.promotions.gates import gate_finding, shut_gate
from largesse.promotions.give import give, worth_of
from largesse.promotions.meter import Meter
from largesse.promotions.outcome import Given, Outcome, Refused
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import NOT_BARRED

_ORDER_LANE = 1


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
        barred: Mapping[str, Mapping[int, str]] | None = None,
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

    def copy(self) -> Rule:
        """Return a rule that can go its own way."""
        twin = Rule(meter=self.meter, stops=self._stops, most=self._most, allowance=self.allowance, barred=self._barred)
        twin._applied, twin._groups, twin._stopper = self._applied.copy(), self._groups.copy(), self._stopper
        return twin

    @property
    def slots(self) -> int | None:
        """Return how many more campaigns may join; None where the company sets no number."""
        return None if self._most is None else max(self._most - len(self._applied), 0)

    @property
    def is_tight(self) -> bool:
        """Return whether a campaign that joined may keep others out."""
        return self._most is not None or bool(self._groups)

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

    def barred_rows(self, entry: Entry) -> Mapping[int, str]:
        """Return the rows that other campaigns keep this one from."""
        return self._barred.get(entry.campaign.id, NOT_BARRED)


def run(entries: Iterable[Entry], view: View, rule: Rule, spent: dict[str, int] | None = None) -> Outcome:
    """Return what the entries, in their order, come to on the view's standing, which the run uses up.

    `spent` is what campaigns have given already in this evaluation, in minor units.
    """
    outcome = Outcome(view.standing)
    spent = {} if spent is None else spent
    take = rule.meter.take if rule.meter is not None else None
    for entry in entries:
        if take is not None and not take(entry.campaign.id):
            outcome.cut_short = True
            outcome.refused.append(Refused(entry, Reason.not_reached))
            continue
        combinable = view.stackable if entry.combinable is None else entry.combinable
        refused = judge(entry, view) or rule.objection(entry, combinable)
        if refused is not None:
            outcome.refused.append(_explained(refused, view) if view.explain else refused)
            continue
        conditions = check(entry, view, fulfilled=True) if view.explain else None
        view.standing.barred = rule.barred_rows(entry)
        given = give(entry, view, rule.allowance if entry.lane <= _ORDER_LANE else None, spent)
        if conditions is not None:
            given.conditions = conditions
        if isinstance(given, Refused):
            outcome.refused.append(_explained(given, view) if view.explain else given)
        else:
            outcome.given.append(given)
            rule.joined(given, combinable)
    view.standing.barred = NOT_BARRED
    return outcome


def judge(entry: Entry, view: View) -> Refused | None:
    """Return why the promotion's gates or conditions do not let this checkout through."""
    reason = shut_gate(entry, view)
    if reason is not None:
        return Refused(entry, reason, finding=gate_finding(entry, reason, view) if _is_told(entry, view) else None)
    for place, test in entry.tests:
        if not test.holds(view):
            reason = test.why(view) if test.why else Reason.condition_failed
            return Refused(entry, reason, place, test.find(view) if _is_told(entry, view) else None)
    return None


def _is_told(entry: Entry, view: View) -> bool:
    """Return whether somebody will hear what was found: an explanation, or whoever has entered one of its codes."""
    return view.explain or not entry.codes.isdisjoint(view.basket.codes)


def check(entry: Entry, view: View, *, fulfilled: bool = False) -> list[Checked]:
    """Return every condition of the promotion with what was found, in the order in which they are written.

    `fulfilled` says that all of them are known to hold.
    """
    return [
        Checked(f"conditions[{place}]", fulfilled or test.holds(view), test.find(view))
        for place, test in sorted(entry.tests, key=_by_place)
    ]


def shut_out(entry: Entry, view: View, reason: Reason, by: str | None) -> Refused:
    """Return the refusal of a promotion that another campaign keeps out, with its worth where that is to be told."""
    refused = Refused(entry, reason, by=by)
    return _explained(refused, view) if view.explain else refused


def _explained(refused: Refused, view: View) -> Refused:
    """Add the conditions, if the gates were open, and what it would have given, if only others stood in its way."""
    kept_out = refused.reason in _KEPT_OUT
    if refused.place >= 0 or kept_out:
        refused.conditions = check(refused.entry, view)
    if kept_out:
        refused.worth = worth_of(refused.entry, view)
    return refused


_KEPT_OUT = (Reason.excluded_by, Reason.too_many_campaigns, Reason.max_discount_reached)


def _by_place(pair: tuple[int, Test]) -> int:
    return pair[0]
