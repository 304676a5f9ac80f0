"""Every admissible set tried out, one run of the fold each: slow and obviously right."""

from __future__ import annotations

from itertools import combinations
from math import inf

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Rule, run
from largesse.promotions.stacking import Stack
from largesse.promotions.standing import Standing

Worth = tuple[int, list[tuple[float, int, str]], list[str]]

END = (inf, 0, "")


def best(stack: Stack) -> tuple[int, set[str]]:
    """What the best set is worth, in minor units, and its campaigns."""
    campaigns = list(dict.fromkeys(entry.campaign.id for entry in stack.entries))
    found: Worth = (0, [END], [])
    for count in range(1, len(campaigns) + 1):
        for chosen in combinations(campaigns, count):
            entries = [entry for entry in stack.entries if entry.campaign.id in chosen]
            if admissible(entries, stack):
                found = min(found, worth(entries, stack))
    return -found[0], set(found[2])


def admissible(entries: list[Entry], stack: Stack) -> bool:
    campaigns = {entry.campaign.id: entry for entry in entries}
    groups = [e.campaign.exclusivity_group for e in campaigns.values() if e.campaign.exclusivity_group is not None]
    most = stack.policy.max_stacked_campaigns if stack.policy.max_stacked_choice == "first" else None
    return (
        (len(campaigns) == 1 or all(combinable(entry, stack.view) for entry in entries))
        and len(groups) == len(set(groups))
        and (most is None or len(campaigns) <= most)
    )


def combinable(entry: Entry, view: View) -> bool:
    return view.stackable if entry.combinable is None else entry.combinable


def worth(entries: list[Entry], stack: Stack) -> Worth:
    """Smaller is better: what it takes off, then priority, order and id of the campaigns that give something."""
    view = stack.view.on(Standing(stack.view.basket))
    outcome = run(entries, view, Rule(allowance=stack.allowance, barred=stack.barred))
    ranks = {given.entry.campaign.id: given.entry.rank[1:4] for given in outcome.given}
    return -outcome.amount, [*sorted(ranks.values()), END], sorted(ranks)
