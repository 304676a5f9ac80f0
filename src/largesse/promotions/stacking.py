"""Which of the promotions that could apply do: the company's stacking policy, mode by mode."""

from __future__ import annotations

from collections.abc import Callable

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Given, Outcome, Refused, Rule, run
from largesse.promotions.offer import Laid, LineCut
from largesse.promotions.reasons import Reason
from largesse.promotions.settings import Settings, StackingPolicy
from largesse.promotions.standing import Standing


def decide(entries: list[Entry], view: View, settings: Settings) -> Outcome:
    """Return what the entries, in order of effect, come to under the policy. The view's standing is used up."""
    return _MODES[_mode(settings.stacking)](entries, view, settings)


def _mode(policy: StackingPolicy) -> str:
    return policy.exclusive_means if policy.priority_resolution == "highest_priority" else policy.scope


def _in_turn(entries: list[Entry], view: View, settings: Settings) -> Outcome:
    return run(entries, view, Rule(most=settings.stacking.max_stacked_campaigns), settings.steps)


def _exclusive_stops(entries: list[Entry], view: View, settings: Settings) -> Outcome:
    rule = Rule(stops=True, most=settings.stacking.max_stacked_campaigns)
    return run(entries, view, rule, settings.steps)


def _exclusive_wins(entries: list[Entry], view: View, settings: Settings) -> Outcome:
    """The first campaign that is not combinable and gives something on the untouched checkout is used alone."""
    alone = [entry for entry in entries if not entry.combinable]
    tried: list[Refused] = []
    for campaign in _by_priority(alone):
        trial = _alone(entries, campaign, view, settings)
        if trial.given:
            trial.refused += [Refused(e, Reason.excluded_by, by=campaign) for e in entries if e.campaign.id != campaign]
            return trial
        tried += trial.refused
    outcome = _in_turn([entry for entry in entries if entry.combinable], view, settings)
    outcome.refused += tried
    return outcome


def _best_single(entries: list[Entry], view: View, settings: Settings) -> Outcome:
    """The one campaign that takes most off, each tried alone; ties to the one that would run first."""
    trials = [(campaign, _alone(entries, campaign, view, settings)) for campaign in _campaigns(entries)]
    won = max((trial for trial in trials if trial[1].given), key=lambda trial: trial[1].amount, default=None)
    if won is None:
        return Outcome(view.standing, refused=[refused for _, trial in trials for refused in trial.refused])
    winner, outcome = won
    for campaign, trial in trials:
        if campaign != winner:
            outcome.refused += trial.refused
            outcome.refused += [Refused(given.entry, Reason.beaten_by, by=winner) for given in trial.given]
    return outcome


def _best_per_line(entries: list[Entry], view: View, settings: Settings) -> Outcome:
    """Per line, the one campaign of the product lane that takes most off it; then the other lanes in turn."""
    product = [entry for entry in entries if entry.lane == 0]
    trials = {campaign: _alone(product, campaign, view, settings) for campaign in _campaigns(product)}
    winners = _winners(trials, len(view.basket.rows))
    outcome = Outcome(view.standing)
    for campaign, trial in trials.items():
        outcome.refused += trial.refused
        for given in trial.given:
            kept = _kept(given, lambda row, campaign=campaign: winners[row] == campaign)
            if kept is None:
                by = next(winners[cut.row] for _, laid in given.laid for cut in laid.lines)
                outcome.refused.append(Refused(given.entry, Reason.beaten_by, by=by))
            else:
                _relay(kept, view.standing)
                outcome.given.append(kept)
    rest = _in_turn([entry for entry in entries if entry.lane != 0], view, settings)
    rest.given = outcome.given + rest.given
    rest.refused = outcome.refused + rest.refused
    return rest


_MODES: dict[str, Callable[[list[Entry], View, Settings], Outcome]] = {
    "sequential": _in_turn,
    "exclusive_stops": _exclusive_stops,
    "exclusive_wins": _exclusive_wins,
    "best_single": _best_single,
    "best_per_line": _best_per_line,
}


def _campaigns(entries: list[Entry]) -> list[str]:
    return list(dict.fromkeys(entry.campaign.id for entry in entries))


def _by_priority(entries: list[Entry]) -> list[str]:
    return _campaigns(sorted(entries, key=lambda entry: entry.rank[1:]))


def _alone(entries: list[Entry], campaign: str, view: View, settings: Settings) -> Outcome:
    own = [entry for entry in entries if entry.campaign.id == campaign]
    return run(own, view.on(Standing(view.basket)), Rule(), settings.steps)


def _winners(trials: dict[str, Outcome], rows: int) -> list[str | None]:
    best: list[tuple[int, str | None]] = [(0, None)] * rows
    for campaign, trial in trials.items():
        sums = [0] * rows
        for given in trial.given:
            for _, laid in given.laid:
                for cut in laid.lines:
                    sums[cut.row] += cut.amount
        best = [(mine, campaign) if mine > old[0] else old for mine, old in zip(sums, best, strict=True)]
    return [campaign for _, campaign in best]


def _kept(given: Given, wins: Callable[[int], bool]) -> Given | None:
    """Return what is left of a promotion when it keeps only the rows it won; None when that is nothing."""
    laid: list[tuple[str, Laid]] = []
    for kind, each in given.laid:
        lines: list[LineCut] = [cut for cut in each.lines if wins(cut.row)]
        if lines or each.gift or each.grant:
            amount = sum(cut.amount for cut in lines) + (each.gift.worth if each.gift else 0)
            laid.append((kind, Laid(amount, lines, gift=each.gift, grant=each.grant)))
    return Given(given.entry, sum(each.amount for _, each in laid), laid) if laid else None


def _relay(given: Given, standing: Standing) -> None:
    for _, laid in given.laid:
        for cut in laid.lines:
            standing.left[cut.row] -= cut.amount
            standing.discounted[cut.row] = True
