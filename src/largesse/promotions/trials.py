"""Each campaign tried alone on the untouched checkout: what stacking rules compare. Made when first asked for."""

from __future__ import annotations

from collections.abc import Iterable

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Rule, run
from largesse.promotions.meter import Meter
from largesse.promotions.outcome import Outcome, Refused
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import Standing


class Trials:
    """Outcomes of campaigns alone, by campaign id, each worked out once."""

    __slots__ = ("_done", "_entries", "_meter", "_view")

    def __init__(self, entries: list[Entry], view: View, meter: Meter) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.campaign.id, []).append(entry)
        self._view = view
        self._meter = meter
        self._done: dict[str, Outcome] = {}

    def campaigns(self) -> list[str]:
        """Return the campaigns that are tried."""
        return list(self._entries)

    def of(self, campaign: str) -> Outcome:
        """Return what the campaign comes to alone; its standing is its own."""
        done = self._done.get(campaign)
        if done is None:
            view = self._view.on(Standing(self._view.basket))
            done = self._done[campaign] = run(self._entries[campaign], view, Rule(meter=self._meter))
        return done

    def giving(self, campaigns: Iterable[str]) -> list[str]:
        """Return those that give something, in the order in which their first promotion that does so would run.

        A promotion that gives nothing has no say in it: whether it was looked at at all makes no difference.
        """
        return sorted(
            [campaign for campaign in campaigns if self.of(campaign).given],
            key=lambda campaign: self.of(campaign).given[0].entry.rank,
        )

    def best(self, campaigns: Iterable[str]) -> str | None:
        """Return the campaign that takes most off, ties to the one that would run first; None when none gives."""
        return max(self.giving(campaigns), key=lambda campaign: self.of(campaign).amount, default=None)

    def beaten(self, campaign: str, reason: Reason, by: str | None) -> list[Refused]:
        """Return the refusals of a campaign that has to give way: what it would have given, and what failed anyway."""
        trial = self.of(campaign)
        return trial.refused + [
            Refused(given.entry, reason, by=by, worth=given.amount, conditions=given.conditions)
            for given in trial.given
        ]

    def winners(self, campaigns: list[str]) -> dict[int, str]:
        """Return the campaign that takes most off each row, ties to the first listed."""
        best: dict[int, tuple[int, str]] = {}
        for campaign in campaigns:
            for row, amount in self.cuts(campaign).items():
                if amount > best.get(row, (0, ""))[0]:
                    best[row] = (amount, campaign)
        return {row: campaign for row, (_, campaign) in best.items()}

    def cuts(self, campaign: str) -> dict[int, int]:
        """Return what the campaign alone takes off each row, in minor units."""
        sums: dict[int, int] = {}
        for given in self.of(campaign).given:
            for _, laid in given.laid:
                for cut in laid.lines:
                    sums[cut.row] = sums.get(cut.row, 0) + cut.amount
        return sums
