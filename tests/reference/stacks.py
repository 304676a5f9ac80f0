"""Which of several campaigns apply, mode by mode, comparing what each would take off the untouched checkout alone."""

from __future__ import annotations

from collections.abc import Callable

from largesse.promotions.settings import StackingPolicy
from tests.reference.moment import Moment
from tests.reference.takings import Laid, cut_down, take_off
from tests.reference.turns import Given, Objection, Outcome, Refused, Turn, closed, in_turn, most_off_lines


class Stack:
    """The promotions that could apply, in order, and what the conflict rules leave of them."""

    def __init__(self, turns: list[Turn], moment: Moment, policy: StackingPolicy) -> None:
        self.turns = turns
        self.untouched = moment
        self.policy = policy
        self.most = most_off_lines(policy, moment)
        self.barred: dict[str, frozenset[int]] = {}
        self.refused: list[Refused] = []

    def campaigns(self) -> list[str]:
        return list(dict.fromkeys(turn.campaign.id for turn in self.turns))

    def of(self, campaign: str) -> list[Turn]:
        return [turn for turn in self.turns if turn.campaign.id == campaign]

    def alone(self, turns: list[Turn]) -> Outcome:
        return in_turn(turns, self.untouched.copy())

    def saves(self, campaign: str) -> int:
        return self.alone(self.of(campaign)).amount

    def gives(self, campaign: str) -> bool:
        return bool(self.alone(self.of(campaign)).given)

    def giving(self, campaigns: list[str]) -> list[str]:
        """Those that give something, in the order in which the first promotion that does so would run."""
        giving = [campaign for campaign in campaigns if self.gives(campaign)]
        return sorted(giving, key=lambda name: min(given.turn.rank for given in self.alone(self.of(name)).given))

    def best(self, campaigns: list[str]) -> str | None:
        return max(self.giving(campaigns), key=self.saves, default=None)

    def combinable(self, campaign: str) -> bool:
        return self.of(campaign)[0].combinable(self.policy)

    def give_way(self, campaign: str, reason: str, by: str | None) -> None:
        """Leave a campaign out: what it would have given has to give way, what failed anyway has its own reason."""
        trial = self.alone(self.of(campaign))
        self.refused += trial.refused + [Refused(given.turn, {reason}, by) for given in trial.given]
        self.turns = [turn for turn in self.turns if turn.campaign.id != campaign]

    def run(self, objection: Objection) -> Outcome:
        return in_turn(self.turns, self.untouched.copy(), objection, self.most, self.barred)


def decide(turns: list[Turn], moment: Moment, policy: StackingPolicy) -> Outcome:
    """What the promotions come to under the policy."""
    stack = Stack(sorted(turns, key=lambda turn: turn.rank), moment, policy)
    if policy.same_type == "take_best":
        _best_of_a_kind(stack)
    if policy.overlapping_products == "combine_if_stackable":
        _keep_apart(stack)
    if policy.max_stacked_campaigns is not None and policy.max_stacked_choice == "best":
        ranked = sorted(stack.giving(stack.campaigns()), key=lambda campaign: -stack.saves(campaign))
        for campaign in ranked[policy.max_stacked_campaigns :]:
            stack.give_way(campaign, "too_many_campaigns", None)
    mode = policy.exclusive_means if policy.priority_resolution == "highest_priority" else policy.scope
    outcome = MODES[mode](stack)
    outcome.refused += stack.refused
    return outcome


def _best_of_a_kind(stack: Stack) -> None:
    kinds = {turn.campaign.category for turn in stack.turns} - {None}
    for kind in kinds:
        campaigns = list(dict.fromkeys(turn.campaign.id for turn in stack.turns if turn.campaign.category == kind))
        best = stack.best(campaigns)
        for campaign in campaigns:
            if campaign != best and stack.gives(campaign):
                stack.give_way(campaign, "beaten_by", best)


def _keep_apart(stack: Stack) -> None:
    """On each line, from the one that takes most off it: who does not combine with those before it stays away."""
    barred: dict[str, set[int]] = {}
    for part in stack.untouched.parts:
        cuts = {name: stack.alone(stack.of(name)).off_lines().get(part.place, 0) for name in stack.campaigns()}
        standing: list[str] = []
        bidding = [name for name in stack.giving(stack.campaigns()) if cuts[name]]
        for campaign in sorted(bidding, key=lambda name: -cuts[name]):
            if not standing or all(stack.combinable(each) for each in (campaign, *standing)):
                standing.append(campaign)
            else:
                barred.setdefault(campaign, set()).add(part.place)
    stack.barred = {campaign: frozenset(places) for campaign, places in barred.items()}


def joining(policy: StackingPolicy, *, stops: bool) -> Objection:
    """Groups, the first so many campaigns and, if asked, what is not combinable; nobody is in its own way."""
    most = policy.max_stacked_campaigns if policy.max_stacked_choice == "first" else None

    def objection(turn: Turn, before: list[Given]) -> Refused | None:
        applied = {given.turn.campaign.id: given.turn for given in before}
        if not applied or turn.campaign.id in applied:
            return None
        first = next(iter(applied))
        if stops and not (turn.combinable(policy) and applied[first].combinable(policy)):
            return Refused(turn, {"excluded_by"}, first)
        group = turn.campaign.exclusivity_group
        for name, other in applied.items():
            if group is not None and other.campaign.exclusivity_group == group:
                return Refused(turn, {"excluded_by"}, name)
        return Refused(turn, {"too_many_campaigns"}) if most is not None and len(applied) >= most else None

    return objection


def _sequential(stack: Stack) -> Outcome:
    return stack.run(joining(stack.policy, stops=False))


def _exclusive_stops(stack: Stack) -> Outcome:
    return stack.run(joining(stack.policy, stops=True))


def _exclusive_wins(stack: Stack) -> Outcome:
    alone = [campaign for campaign in stack.campaigns() if not stack.combinable(campaign)]
    alone.sort(key=lambda campaign: min(turn.rank[1:] for turn in stack.of(campaign)))
    winner = next((campaign for campaign in alone if stack.gives(campaign)), None)
    for campaign in alone if winner is None else ():
        stack.give_way(campaign, "nothing_to_discount", None)
    if winner is not None:
        untouched = stack.untouched.copy()
        for turn in [turn for turn in stack.turns if turn.campaign.id != winner]:
            untouched.time_zone = turn.campaign.time_zone
            stack.refused.append(closed(turn, untouched) or Refused(turn, {"excluded_by"}, winner))
        stack.turns = stack.of(winner)
    return _sequential(stack)


def _best_single(stack: Stack) -> Outcome:
    best = stack.best(stack.campaigns())
    for campaign in stack.campaigns():
        if campaign != best:
            stack.give_way(campaign, "beaten_by", best)
    return _sequential(stack)


def _best_set(stack: Stack) -> Outcome:
    """Every set there is, tried; of equals the one of higher priorities, the marketer's order, the ids, the longer."""

    def tried(names: set[str]) -> Outcome:
        turns = [turn for turn in stack.turns if turn.campaign.id in names]
        return in_turn(turns, stack.untouched.copy(), joining(stack.policy, stops=True), stack.most, stack.barred)

    def worth(names: set[str]) -> tuple[int, list[tuple[int, int, str]]]:
        found = tried(names)
        ranks = {given.turn.rank[1:4] for given in found.given}
        return -found.amount, [*sorted(ranks), (10**9, 0, "")]

    sets: list[set[str]] = [set()]
    for name in stack.campaigns():
        sets += [names | {name} for names in sets]
    best = min(sets, key=worth)
    outcome = tried(best)
    # why the others stayed away cannot be said of each by itself: they failed, were shut out, or made the set no better
    applied = {given.turn.campaign.id for given in outcome.given}
    others = [turn for turn in stack.turns if turn.campaign.id not in applied]
    outcome.refused = [refused for refused in outcome.refused if refused.turn.campaign.id in applied]
    for turn in others:
        alone = [refused for refused in stack.alone(stack.of(turn.campaign.id)).refused if refused.turn == turn]
        shut = {"beaten_by", "excluded_by", "too_many_campaigns", "nothing_to_discount", "condition_failed"}
        shut |= {"budget_spent", "max_discount_reached"}
        outcome.refused.append(Refused(turn, shut | {reason for each in alone for reason in each.reasons}))
    return outcome


def _best_per_line(stack: Stack) -> Outcome:
    """Per line the product campaign that takes most off it; one that may not join leaves its lines to the next best."""
    product = [turn for turn in stack.turns if turn.lane == "product"]
    trials = {turn.campaign.id: Outcome(stack.untouched) for turn in product}
    for campaign in trials:
        trials[campaign] = stack.alone([turn for turn in product if turn.campaign.id == campaign])
    refused = [each for trial in trials.values() for each in trial.refused]
    giving = [name for name in trials if trials[name].given]
    giving.sort(key=lambda name: min(given.turn.rank for given in trials[name].given))
    trials = {name: trials[name] for name in giving}
    objection = joining(stack.policy, stops=False)
    while True:
        won = _winners(trials)
        kept: list[Given] = []
        shut_out = None
        for given in [given for trial in trials.values() for given in trial.given if _parts_won(given, won)]:
            shut_out = shut_out or objection(given.turn, kept)
            kept.append(given)
        if shut_out is None:
            break
        trial = trials.pop(shut_out.turn.campaign.id)
        refused += [Refused(given.turn, shut_out.reasons, shut_out.by) for given in trial.given]
    moment, given = stack.untouched.copy(), []
    for each in [each for trial in trials.values() for each in trial.given]:
        keeps = _keep(each, won, moment, None if stack.most is None else stack.most - sum(g.off_lines for g in given))
        (given if isinstance(keeps, Given) else refused).append(keeps)  # type: ignore[arg-type]
    rest = [turn for turn in stack.turns if turn.lane != "product"]
    outcome = in_turn(rest, moment, objection, stack.most, stack.barred, given)
    outcome.refused += refused
    return outcome


def _winners(trials: dict[str, Outcome]) -> dict[int, str]:
    places = {place for trial in trials.values() for place in trial.off_lines()}
    return {place: max(trials, key=lambda name: trials[name].off_lines().get(place, 0)) for place in places}


def _parts_won(given: Given, won: dict[int, str]) -> list[tuple[str, Laid]]:
    own = given.turn.campaign.id
    parts: list[tuple[str, Laid]] = []
    for benefit, laid in given.laid:
        lines = [(place, cut) for place, cut in laid.lines if won[place] == own]
        if lines or laid.gift or laid.grant:
            parts.append((benefit, Laid(lines=lines, gift=laid.gift, grant=laid.grant)))
    return parts


def _keep(given: Given, won: dict[int, str], moment: Moment, most: int | None) -> Given | Refused:
    """What a promotion won, laid on the moment as far as the company's maximum lets it."""
    parts = _parts_won(given, won)
    if not parts:
        return Refused(given.turn, {"beaten_by"})
    kept: list[tuple[str, Laid]] = []
    for benefit, laid in parts:
        lines = cut_down(None if most is None else max(most, 0), laid.lines)
        take_off(lines, moment)
        taken = sum(cut for _, cut in lines)
        most = None if most is None else most - taken
        if lines or laid.gift or laid.grant:
            amount = taken + (laid.gift.worth if laid.gift else 0)
            kept.append((benefit, Laid(amount, lines, gift=laid.gift, grant=laid.grant)))
    if not kept:
        return Refused(given.turn, {"max_discount_reached"})
    return Given(given.turn, sum(laid.amount for _, laid in kept), kept, given.codes)


MODES: dict[str, Callable[[Stack], Outcome]] = {
    "sequential": _sequential,
    "exclusive_stops": _exclusive_stops,
    "exclusive_wins": _exclusive_wins,
    "order": _best_set,
    "best_single": _best_single,
    "best_per_line": _best_per_line,
}
