"""One exact run over promotions that can go on in several ways: the fold, one promotion at a time."""

from __future__ import annotations

from math import inf

from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Rule, judge
from largesse.promotions.give import give
from largesse.promotions.outcome import Refused
from largesse.promotions.standing import NOT_BARRED, Standing

Rank = tuple[float, int, str]
"""Of a campaign: priority (high first), marketer's order, id."""

Key = tuple[Rank, ...]
"""What sorts sets that are worth the same, the preferred one first: their campaigns' ranks, and an end behind them."""

_END: Rank = (inf, 0, "")
_ORDER_LANE = 1


class Stopped(Exception):
    """The meter does not let another promotion be judged."""


def key_of(ranks: set[Rank]) -> Key:
    """Return the key of a set of campaigns. Of two sets that begin alike the longer is preferred."""
    return (*sorted(ranks), _END)


class Path:
    """What has been given so far, and what is left. `worth` in minor units."""

    __slots__ = ("place", "ranks", "rule", "spent", "standing", "worth")

    def __init__(self, standing: Standing, rule: Rule) -> None:
        self.place = 0
        """Of the promotion whose turn it is."""
        self.standing = standing
        self.rule = rule
        self.spent: dict[str, int] = {}
        self.ranks: dict[str, Rank] = {}
        """The campaigns that have given something."""
        self.worth = 0

    def copy(self) -> Path:
        """Return a path that can go its own way."""
        twin = Path(self.standing.copy(), self.rule.copy())
        twin.place, twin.worth = self.place, self.worth
        twin.spent, twin.ranks = self.spent.copy(), self.ranks.copy()
        return twin

    def take(self, entry: Entry, view: View) -> bool:
        """Give what the promotion has to give; return whether that was anything. Raises `Stopped`."""
        count(entry, self.rule)
        standing, rule = self.standing, self.rule
        view = view.on(standing)
        standing.barred = NOT_BARRED
        combinable = view.stackable if entry.combinable is None else entry.combinable
        if judge(entry, view) is not None or rule.objection(entry, combinable) is not None:
            return False
        standing.barred = rule.barred_rows(entry)
        given = give(entry, view, rule.allowance if entry.lane <= _ORDER_LANE else None, self.spent)
        standing.barred = NOT_BARRED
        if isinstance(given, Refused):
            return False
        rule.joined(given, combinable)
        self.worth += given.amount
        self.ranks.setdefault(entry.campaign.id, entry.rank[1:4])
        return True


def count(entry: Entry, rule: Rule) -> None:
    """Count one more promotion looked at; raise `Stopped` when that is one too many."""
    if rule.meter is not None and not rule.meter.take(entry.campaign.id):
        raise Stopped
