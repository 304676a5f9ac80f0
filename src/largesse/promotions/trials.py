"""Each campaign tried alone on the untouched checkout: what stacking rules compare. Made when first asked for."""

from __future__ import annotations

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Outcome, Rule, run
from largesse.promotions.standing import Standing


class Trials:
    """Outcomes of campaigns alone, by campaign id, each worked out once."""

    __slots__ = ("_done", "_entries", "_steps", "_view")

    def __init__(self, entries: list[Entry], view: View, steps: int) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.campaign.id, []).append(entry)
        self._view = view
        self._steps = steps
        self._done: dict[str, Outcome] = {}

    def campaigns(self) -> list[str]:
        """Return the campaigns in the order in which their first promotion would run."""
        return list(self._entries)

    def of(self, campaign: str) -> Outcome:
        """Return what the campaign comes to alone; its standing is its own."""
        done = self._done.get(campaign)
        if done is None:
            view = self._view.on(Standing(self._view.basket))
            done = self._done[campaign] = run(self._entries[campaign], view, Rule(steps=self._steps))
        return done

    def best(self, campaigns: list[str]) -> str | None:
        """Return the campaign that takes most off, ties to the first listed; None when none gives anything."""
        giving = [campaign for campaign in campaigns if self.of(campaign).given]
        return max(giving, key=lambda campaign: self.of(campaign).amount, default=None)

    def cuts(self, campaign: str) -> dict[int, int]:
        """Return what the campaign alone takes off each row, in minor units."""
        sums: dict[int, int] = {}
        for given in self.of(campaign).given:
            for _, laid in given.laid:
                for cut in laid.lines:
                    sums[cut.row] = sums.get(cut.row, 0) + cut.amount
        return sums
