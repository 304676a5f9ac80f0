"""The campaigns that together take most off: found by leaving out one after the other, exactly, never greedily."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Rule, run
from largesse.promotions.outcome import Outcome
from largesse.promotions.standing import Standing


def best_set(entries: list[Entry], view: View, rule: Callable[[], Rule]) -> frozenset[str]:
    """Return the campaigns of which those that apply take most off, gifts at their worth; `rule` says who may join.

    All campaigns are tried first. What did not apply made no difference, so the only other answers are those without
    one of the campaigns that did apply, and so on from there. Of sets that save the same, the one whose campaigns have
    the higher priorities, then the marketer's order, then the ids. Where the meter stops, the best one so far.
    """
    everyone = frozenset(entry.campaign.id for entry in entries)
    best, lowest = everyone, None
    waiting, seen = [everyone], {everyone}
    while waiting:
        chosen = waiting.pop()
        own = [entry for entry in entries if entry.campaign.id in chosen]
        outcome = run(own, View(view.basket, Standing(view.basket), view.facts, stackable=view.stackable), rule())
        if outcome.cut_short:
            break
        worth = _worth(outcome)
        if lowest is None or worth < lowest:
            best, lowest = chosen, worth
        for given in reversed(outcome.given):
            fewer = chosen - {given.entry.campaign.id}
            if fewer not in seen:
                seen.add(fewer)
                waiting.append(fewer)
    return best


Worth = tuple[int, list[tuple[float, int, str]]]

_END = (inf, 0, "")


def _worth(outcome: Outcome) -> Worth:
    """Return what sorts the better of two sets first. Of two that begin alike the longer is better."""
    ranks = {given.entry.rank[1:4] for given in outcome.given}
    return -outcome.amount, [*sorted(ranks), _END]
