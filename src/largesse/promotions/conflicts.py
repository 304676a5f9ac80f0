"""The conflict rules of a stacking policy, in their order: same type, overlapping products, so many campaigns.

Each compares what campaigns would take off the untouched checkout alone, so the answer does not depend on order.
"""

from __future__ import annotations

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.outcome import Refused
from largesse.promotions.reasons import Reason
from largesse.promotions.settings import StackingPolicy
from largesse.promotions.trials import Trials


class Narrowed:
    """The entries that the conflict rules leave, those they refuse, and the rows that campaigns are kept from."""

    __slots__ = ("barred", "entries", "refused")

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.refused: list[Refused] = []
        self.barred: dict[str, dict[int, str]] = {}
        """By campaign: rows that are not its own, each with the campaign that keeps it."""

    def drop(self, losers: dict[str, str | None], trials: Trials, reason: Reason) -> None:
        """Refuse campaigns, each because of the one named."""
        for campaign, winner in losers.items():
            self.refused += trials.beaten(campaign, reason, winner)
        self.entries = [entry for entry in self.entries if entry.campaign.id not in losers]


def narrow(entries: list[Entry], view: View, policy: StackingPolicy, trials: Trials) -> Narrowed:
    """Return what the conflict rules leave of the entries."""
    narrowed = Narrowed(entries)
    if policy.same_type == "take_best":
        _take_best_of_type(narrowed, trials)
    if policy.overlapping_products == "combine_if_stackable":
        _bar_overlaps(narrowed, view, trials)
    if policy.max_stacked_campaigns is not None and policy.max_stacked_choice == "best":
        _keep_best(narrowed, trials, policy.max_stacked_campaigns)
    return narrowed


def _take_best_of_type(narrowed: Narrowed, trials: Trials) -> None:
    by_type: dict[str, list[str]] = {}
    for entry in narrowed.entries:
        category = entry.campaign.category
        if category is not None and entry.campaign.id not in by_type.setdefault(category, []):
            by_type[category].append(entry.campaign.id)
    losers: dict[str, str | None] = {}
    for campaigns in by_type.values():
        best = trials.best(campaigns)
        losers |= {each: best for each in campaigns if each != best and trials.of(each).given}
    narrowed.drop(losers, trials, Reason.beaten_by)


def _bar_overlaps(narrowed: Narrowed, view: View, trials: Trials) -> None:
    combinable = {entry.campaign.id: _is_combinable(entry, view) for entry in narrowed.entries}
    rows: dict[int, list[tuple[int, str]]] = {}
    for campaign in trials.giving(combinable):
        for row, amount in trials.cuts(campaign).items():
            rows.setdefault(row, []).append((amount, campaign))
    for row, bids in rows.items():
        standing: list[str] = []
        for _, campaign in sorted(bids, key=lambda bid: -bid[0]):  # stable: ties to the one that runs first
            if all(combinable[campaign] and combinable[other] for other in standing):
                standing.append(campaign)
            else:
                narrowed.barred.setdefault(campaign, {})[row] = standing[0]


def _is_combinable(entry: Entry, view: View) -> bool:
    return view.stackable if entry.combinable is None else entry.combinable


def _keep_best(narrowed: Narrowed, trials: Trials, most: int) -> None:
    giving = trials.giving({entry.campaign.id for entry in narrowed.entries})
    ranked = sorted(giving, key=lambda campaign: -trials.of(campaign).amount)
    narrowed.drop(dict.fromkeys(ranked[most:]), trials, Reason.too_many_campaigns)
