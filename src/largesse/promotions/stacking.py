"""Which of the promotions that could apply do: the company's stacking policy, mode by mode."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from largesse.core.money import parse_amount
from largesse.core.numbers import WHOLE, Rounding, parse_percent, round_ratio
from largesse.promotions.condition import View
from largesse.promotions.conflicts import narrow
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Given, Outcome, Refused, Rule, run
from largesse.promotions.offer import Laid
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
    steps: int
    allowance: int | None
    barred: dict[str, frozenset[int]]

    def rule(self, *, stops: bool = False) -> Rule:
        """Return the rule for a run in order."""
        first = self.policy.max_stacked_campaigns if self.policy.max_stacked_choice == "first" else None
        return Rule(steps=self.steps, stops=stops, most=first, allowance=self.allowance, barred=self.barred)

    def only(self, entries: list[Entry]) -> Stack:
        """Return the same stack over some of its entries."""
        return msgspec.structs.replace(self, entries=entries)


def decide(entries: list[Entry], view: View, policy: StackingPolicy, steps: int) -> Outcome:
    """Return what the entries, in order of effect, come to under the policy. The view's standing is used up."""
    trials = Trials(entries, view, steps)
    narrowed = narrow(entries, view, policy, trials)
    stack = Stack(narrowed.entries, view, policy, trials, steps, _allowance(policy, view), narrowed.barred)
    mode = policy.exclusive_means if policy.priority_resolution == "highest_priority" else policy.scope
    outcome = _MODES[mode](stack)
    outcome.refused += narrowed.refused
    return outcome


def _allowance(policy: StackingPolicy, view: View) -> int | None:
    """Return the most that may be taken off lines, in minor units."""
    most = policy.max_discount
    if most is None:
        return None
    bounds: list[int] = []
    if most.percent is not None:
        bounds.append(round_ratio(view.basket.value * parse_percent(most.percent), WHOLE, Rounding.down))
    if most.amount is not None:
        bounds.append(parse_amount(most.amount, view.basket.digits))
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
    outcome = run([entry for entry in entries if entry.campaign.id == winner], stack.view, stack.rule())
    outcome.refused += [Refused(e, Reason.excluded_by, by=winner) for e in entries if e.campaign.id != winner]
    return outcome


def _best_single(stack: Stack) -> Outcome:
    """The one campaign that takes most off, each tried alone; ties to the one that would run first."""
    trials = stack.trials
    campaigns = list(dict.fromkeys(entry.campaign.id for entry in stack.entries))
    winner = trials.best(campaigns)
    own = [entry for entry in stack.entries if entry.campaign.id == winner]
    outcome = run(own, stack.view, stack.rule())
    for campaign in campaigns:
        if campaign != winner:
            outcome.refused += trials.of(campaign).refused
            outcome.refused += [
                Refused(given.entry, Reason.beaten_by, by=winner) for given in trials.of(campaign).given
            ]
    return outcome


def _best_per_line(stack: Stack) -> Outcome:
    """Per line, the one campaign of the product lane that takes most off it; then the other lanes in turn."""
    product = [entry for entry in stack.entries if entry.lane == 0]
    trials = Trials(product, stack.view, stack.steps)
    winners = _winners(trials)
    given: list[Given] = []
    refused: list[Refused] = []
    for campaign in trials.campaigns():
        trial = trials.of(campaign)
        refused += trial.refused
        for each in trial.given:
            kept = _kept(each, winners)
            if kept is not None:
                _relay(kept, stack.view.standing)
                given.append(kept)
            else:
                by = next((winners[cut.row] for _, laid in each.laid for cut in laid.lines), None)
                refused.append(Refused(each.entry, Reason.beaten_by, by=by))
    rest = _in_turn(stack.only([entry for entry in stack.entries if entry.lane != 0]))
    rest.given = given + rest.given
    rest.refused = refused + rest.refused
    return rest


_MODES: dict[str, Callable[[Stack], Outcome]] = {
    "sequential": _in_turn,
    "exclusive_stops": _exclusive_stops,
    "exclusive_wins": _exclusive_wins,
    "best_single": _best_single,
    "best_per_line": _best_per_line,
}


def _winners(trials: Trials) -> dict[int, str]:
    """Return the campaign that takes most off each row, ties to the first in order."""
    best: dict[int, tuple[int, str]] = {}
    for campaign in trials.campaigns():
        for row, amount in trials.cuts(campaign).items():
            if amount > best.get(row, (0, ""))[0]:
                best[row] = (amount, campaign)
    return {row: campaign for row, (_, campaign) in best.items()}


def _kept(given: Given, winners: dict[int, str]) -> Given | None:
    """Return what is left of a promotion when it keeps only the rows it won; None when that is nothing."""
    laid: list[tuple[str, Laid]] = []
    for kind, each in given.laid:
        lines = [cut for cut in each.lines if winners[cut.row] == given.entry.campaign.id]
        if lines or each.gift or each.grant:
            amount = sum(cut.amount for cut in lines) + (each.gift.worth if each.gift else 0)
            laid.append((kind, Laid(amount, lines, gift=each.gift, grant=each.grant)))
    return Given(given.entry, sum(each.amount for _, each in laid), laid) if laid else None


def _relay(given: Given, standing: Standing) -> None:
    for _, laid in given.laid:
        for cut in laid.lines:
            standing.left[cut.row] -= cut.amount
            standing.discounted[cut.row] = True
