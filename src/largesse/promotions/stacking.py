"""Which of the promotions that could apply do: the company's stacking policy, mode by mode."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from largesse.core.money import parse_amount
from largesse.core.numbers import WHOLE, Rounding, parse_percent, round_ratio
from largesse.promotions.combination.search import best_set
from largesse.promotions.condition import View
from largesse.promotions.conflicts import narrow
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Rule, judge, run, shut_out
from largesse.promotions.meter import Meter
from largesse.promotions.offer import Laid, LineCut, LineCuts
from largesse.promotions.outcome import Given, Outcome, Refused
from largesse.promotions.reasons import Reason
from largesse.promotions.settings import StackingPolicy
from largesse.promotions.standing import Standing
from largesse.promotions.trials import Trials


class Stack(msgspec.Struct):
    """What a mode works with: the entries left by the conflict rules, in order of effect, and the company's bounds."""

    entries: list[Entry]
    view: View
    policy: StackingPolicy
    trials: Trials
    meter: Meter
    allowance: int | None
    barred: dict[str, dict[int, str]]

    def rule(self, *, stops: bool = False, counted: bool = True) -> Rule:
        """Return the rule for a run in order; one of campaigns that trials have chosen need not be counted again."""
        first = self.policy.max_stacked_campaigns if self.policy.max_stacked_choice == "first" else None
        meter = self.meter if counted else None
        return Rule(meter=meter, stops=stops, most=first, allowance=self.allowance, barred=self.barred)

    def only(self, entries: list[Entry]) -> Stack:
        """Return the same stack over some of its entries."""
        return msgspec.structs.replace(self, entries=entries)


def decide(entries: list[Entry], view: View, policy: StackingPolicy, meter: Meter) -> Outcome:
    """Return what the entries, in order of effect, come to under the policy. The view's standing is used up."""
    stack, refused = stack_of(entries, view, policy, meter)
    mode = policy.exclusive_means if policy.priority_resolution == "highest_priority" else policy.scope
    outcome = _MODES[mode](stack)
    outcome.refused += refused
    outcome.cut_short = meter.stopped
    return outcome


def stack_of(entries: list[Entry], view: View, policy: StackingPolicy, meter: Meter) -> tuple[Stack, list[Refused]]:
    """Return what the conflict rules leave for a mode to work with, and the promotions that they refuse."""
    trials = Trials(entries, view, meter)
    narrowed = narrow(entries, view, policy, trials)
    stack = Stack(narrowed.entries, view, policy, trials, meter, _allowance(policy, view), narrowed.barred)
    return stack, narrowed.refused


def _allowance(policy: StackingPolicy, view: View) -> int | None:
    """Return the most that may be taken off lines, in minor units."""
    most = policy.max_discount
    if most is None:
        return None
    bounds: list[int] = []
    if most.percent is not None:
        bounds.append(round_ratio(view.basket.value * parse_percent(most.percent), WHOLE, Rounding.down))
    amount = most.amounts.get(view.basket.checkout.currency)
    if amount is not None:
        bounds.append(parse_amount(amount, view.basket.digits))
    return min(bounds, default=None)


def _in_turn(stack: Stack) -> Outcome:
    return run(stack.entries, stack.view, stack.rule())


def _exclusive_stops(stack: Stack) -> Outcome:
    return run(stack.entries, stack.view, stack.rule(stops=True))


def _exclusive_wins(stack: Stack) -> Outcome:
    """The first campaign that is not combinable and gives something on the untouched checkout is used alone."""
    entries, stackable = stack.entries, stack.view.stackable
    alone = [entry for entry in entries if not (stackable if entry.combinable is None else entry.combinable)]
    by_priority = list(dict.fromkeys(e.campaign.id for e in sorted(alone, key=lambda entry: entry.rank[1:])))
    winner = next((campaign for campaign in by_priority if stack.trials.of(campaign).given), None)
    if winner is None:
        outcome = _in_turn(stack.only([entry for entry in entries if entry not in alone]))
        for campaign in by_priority:
            outcome.refused += stack.trials.of(campaign).refused
        return outcome
    own = [entry for entry in entries if entry.campaign.id == winner]
    outcome = run(own, stack.view, stack.rule(counted=False))
    untouched = stack.view.on(Standing(stack.view.basket))
    others = [entry for entry in entries if entry.campaign.id != winner]
    outcome.refused += [
        judge(each, untouched) or shut_out(each, untouched, Reason.excluded_by, winner) for each in others
    ]
    return outcome


def _best_single(stack: Stack) -> Outcome:
    """The one campaign that takes most off, each tried alone; ties to the one that would run first."""
    trials = stack.trials
    campaigns = list(dict.fromkeys(entry.campaign.id for entry in stack.entries))
    winner = trials.best(campaigns)
    own = [entry for entry in stack.entries if entry.campaign.id == winner]
    outcome = run(own, stack.view, stack.rule(counted=False))
    for campaign in campaigns:
        if campaign != winner:
            outcome.refused += trials.beaten(campaign, Reason.beaten_by, winner)
    return outcome


def _best_set(stack: Stack) -> Outcome:
    """The campaigns that together take most off; what is not combinable stands alone."""
    chosen = best_set(stack.entries, stack.view, lambda: stack.rule(stops=True))
    own = [entry for entry in stack.entries if entry.campaign.id in chosen]
    outcome = run(own, stack.view, stack.rule(stops=True, counted=False))
    most = max(outcome.given, key=lambda given: given.amount).entry.campaign.id if outcome.given else None
    for campaign in dict.fromkeys(entry.campaign.id for entry in stack.entries):
        if campaign not in chosen:
            outcome.refused += stack.trials.beaten(campaign, Reason.beaten_by, most)
    return outcome


def _best_per_line(stack: Stack) -> Outcome:
    """Per line, the one campaign of the product lane that takes most off it; then the other lanes in turn."""
    trials = Trials([entry for entry in stack.entries if entry.lane == 0], stack.view, stack.meter)
    refused = [refused for campaign in trials.campaigns() for refused in trials.of(campaign).refused]
    campaigns = trials.giving(trials.campaigns())
    while shut_out := _shut_out(trials, campaigns, stack.rule()):  # its lines go to the next best
        campaigns.remove(shut_out.entry.campaign.id)
        refused += trials.beaten(shut_out.entry.campaign.id, shut_out.reason, shut_out.by)
    winners, rule, spent = trials.winners(campaigns), stack.rule(), dict[str, int]()
    given: list[Given] = []
    for campaign in campaigns:
        for each in trials.of(campaign).given:
            kept = _kept(each, winners, stack.view.standing, rule.allowance)
            if isinstance(kept, Given):
                given.append(kept)
                rule.joined(kept, combinable=True)
                spent[campaign] = spent.get(campaign, 0) + kept.amount
            else:
                refused.append(kept)
    rest = run([entry for entry in stack.entries if entry.lane != 0], stack.view, rule, spent)
    rest.given = given + rest.given
    rest.refused = refused + rest.refused
    return rest


_MODES: dict[str, Callable[[Stack], Outcome]] = {
    "sequential": _in_turn,
    "exclusive_stops": _exclusive_stops,
    "exclusive_wins": _exclusive_wins,
    "order": _best_set,
    "best_single": _best_single,
    "best_per_line": _best_per_line,
}


def _shut_out(trials: Trials, campaigns: list[str], rule: Rule) -> Refused | None:
    """Return why the first campaign that wins a line, but may not join those before it, may not; None when all may."""
    winners = trials.winners(campaigns)
    for campaign in campaigns:
        for given in trials.of(campaign).given:
            if _won(given, winners):
                objection = rule.objection(given.entry, combinable=True)
                if objection is not None:
                    return objection
                rule.joined(given, combinable=True)
    return None


def _won(given: Given, winners: dict[int, str]) -> list[tuple[str, Laid, list[LineCut]]]:
    """Return the parts of what a promotion gives that are something, with their cuts of rows that its campaign won."""
    own = given.entry.campaign.id
    parts = [(kind, laid, [cut for cut in laid.lines if winners[cut.row] == own]) for kind, laid in given.laid]
    return [part for part in parts if part[2] or part[1].gift or part[1].grant]


def _kept(given: Given, winners: dict[int, str], standing: Standing, allowance: int | None) -> Given | Refused:
    """Lay what a promotion won on the standing, within what may still be taken off lines."""
    won = _won(given, winners)
    if not won:
        by = next((winners[cut.row] for _, laid in given.laid for cut in laid.lines), None)
        return Refused(given.entry, Reason.beaten_by, by=by)
    kept: list[tuple[str, Laid]] = []
    for kind, laid, cuts in won:
        took = LineCuts(cuts).lay(standing, allowance) or Laid()
        allowance = None if allowance is None else allowance - took.amount
        if took.lines or laid.gift or laid.grant:
            amount = took.amount + (laid.gift.worth if laid.gift else 0)
            kept.append((kind, Laid(amount, took.lines, gift=laid.gift, grant=laid.grant)))
    if not kept:
        return Refused(given.entry, Reason.max_discount_reached)
    return Given(given.entry, sum([laid.amount for _, laid in kept]), kept, given.codes)
