"""The best combination: the set of campaigns that takes most off, of all that the stacking policy admits. Exact.

Branch and bound over the fold: at every campaign that would join, the run goes on with it and, later, without it. What
does not join makes no difference. A branch is left alone when not even its bound beats the best set so far.
`docs/explanation/best-combination.md` has the definition and the reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import NamedTuple

from largesse.promotions.combination.bound import Relaxed, cap_of, most_of
from largesse.promotions.combination.part import Ground, Part, part_of
from largesse.promotions.combination.path import Key, Path, Rank, Stopped, key_of
from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Rule
from largesse.promotions.standing import Standing


class Found(NamedTuple):
    """A set of campaigns and what it is worth, in minor units."""

    worth: int
    key: Key
    campaigns: frozenset[str]


Branch = tuple[Path, frozenset[str]]
"""A run as far as it has come, and the campaigns that are left out of it."""


def best_set(entries: list[Entry], view: View, rule: Callable[[], Rule]) -> frozenset[str]:
    """Return the campaigns that together take most off, gifts at their worth; `rule` says who may join.

    Of sets that save the same, the one whose campaigns have the higher priorities, then the marketer's order, then the
    ids. Where the meter stops, the best one so far.
    """
    search = Search(entries, view, rule)
    search.run()
    return search.best.campaigns


class Search:
    """A search over one checkout's campaigns. `best` is the best set found so far."""

    def __init__(self, entries: list[Entry], view: View, rule: Callable[[], Rule]) -> None:
        self.view = View(view.basket, Standing(view.basket), view.facts, stackable=view.stackable)
        self.rule = rule
        self.ground = Ground(self.view)
        self.entries = entries
        self.parts: list[Part] = []
        self.best = Found(0, key_of(set()), frozenset())
        self.caps: dict[str, int] = {}
        """The most that each campaign could give, whatever runs before it."""

    def run(self) -> None:
        """Search until nothing better can be found, or the meter stops."""
        try:
            self._begin()
            waiting: list[Branch] = [(self._start(), frozenset())]
            if not self._is_hopeless(*waiting[0]):
                self._climb()
            while waiting:
                path, out = waiting.pop()
                if not self._is_hopeless(path, out):
                    waiting += self._go_on(path, out)
        except Stopped:
            pass

    def _start(self) -> Path:
        return Path(Standing(self.view.basket), self.rule())

    def _begin(self) -> None:
        """Look at all campaigns together, at those alone that combine with none, and at the strongest together."""
        self._try({entry.campaign.id for entry in self.entries})
        joining = [entry for entry in self.entries if self._combines(entry)]
        combine = {entry.campaign.id for entry in joining}
        for campaign in dict.fromkeys(entry.campaign.id for entry in self.entries):
            if campaign not in combine:
                self._try({campaign})
        rule, start = self.rule(), self._start()
        for entry in joining:
            part = part_of(entry, self.ground, rule)
            if part is not None:
                self.parts.append(part)
                cap = cap_of(part, start.standing, start, self.ground)
                self.caps[part.campaign] = self.caps.get(part.campaign, 0) + cap.worth
        self._try(self._strongest())

    def _combines(self, entry: Entry) -> bool:
        return self.view.stackable if entry.combinable is None else entry.combinable

    def _try(self, campaigns: Set[str]) -> None:
        path = self._start()
        for entry in self.entries:
            if entry.campaign.id in campaigns:
                path.take(entry, self.view)
        self._consider(path)

    def _strongest(self) -> set[str]:
        """Return the campaigns that could take most, as many as may join."""
        groups = {part.campaign: part.group for part in self.parts}
        chosen: set[str] = set()
        taken: set[str | None] = set()
        most = self.rule().slots
        for campaign in sorted(groups, key=lambda campaign: -self.caps[campaign]):
            if groups[campaign] not in taken and (most is None or len(chosen) < most):
                chosen.add(campaign)
                taken |= {groups[campaign]} - {None}
        return chosen

    def _climb(self) -> None:
        """Change one campaign of the best set after the other, as long as that makes it better."""
        groups = {part.campaign: part.group for part in self.parts}
        before = None
        while before != self.best:
            before = self.best
            for campaign in groups:
                for changed in self._neighbours(campaign, groups):
                    self._try(changed)

    def _neighbours(self, campaign: str, groups: dict[str, str | None]) -> list[frozenset[str]]:
        """Return the best set without the campaign, or with it, in place of another where it cannot come on top."""
        base, slots = self.best.campaigns, self.rule().slots
        if campaign in base:
            return [base - {campaign}]
        group = groups[campaign]
        rivals = [each for each in base if group is not None and groups.get(each) == group]
        if not rivals and slots is not None and len(base) >= slots:
            rivals = sorted(base)
        return [base - {rival} | {campaign} for rival in rivals] or [base | {campaign}]

    def _consider(self, path: Path) -> None:
        """Take the run's set as the best if it is."""
        if path.worth >= self.best.worth:
            key = key_of(set(path.ranks.values()))
            if path.worth > self.best.worth or key < self.best.key:
                self.best = Found(path.worth, key, frozenset(path.ranks))

    def _go_on(self, path: Path, out: frozenset[str]) -> list[Branch]:
        """Go on to the end with everything that may join; return the branches without what joined."""
        branches: list[Branch] = []
        while path.place < len(self.parts):
            part = self.parts[path.place]
            if part.campaign in out:
                path.place += 1
                continue
            before = None if part.campaign in path.ranks else path.copy()
            path.place += 1
            if path.take(part.entry, self.view) and before is not None:
                branches.append((before, out | {part.campaign}))
                if path.rule.is_tight and self._is_hopeless(path, out):
                    return branches
        self._consider(path)
        return branches

    def _is_hopeless(self, path: Path, out: frozenset[str]) -> bool:
        """Return whether nothing that this branch leads to can be better than the best set so far."""
        parts = [part for part in self.parts[path.place :] if part.campaign not in out and self._may_join(part, path)]
        gap = self.best.worth - path.worth + (not self._is_preferred(path, parts))
        if gap <= 0:
            return False
        slots = path.rule.slots
        if most_of(path, parts, self.caps, slots) < gap:
            return True
        is_tight = slots is not None and slots < len({part.campaign for part in parts})
        if is_tight and most_of(path, parts, self._caps_now(path, parts), slots) < gap:
            return True
        most = Relaxed(path, parts, self.ground).worth
        return most < gap or (most == gap == self.best.worth - path.worth and not self._ties(path, parts))

    def _is_preferred(self, path: Path, parts: list[Part]) -> bool:
        """Return whether a set that is worth the same would be preferred, were all of the parts to join."""
        ranks: set[Rank] = {*path.ranks.values(), *(part.entry.rank[1:4] for part in parts)}
        return key_of(ranks) < self.best.key

    def _ties(self, path: Path, parts: list[Part]) -> bool:
        """Return whether the same is true of those parts only that find something to take."""
        caps = self._caps_now(path, parts)
        return self._is_preferred(path, [part for part in parts if caps[part.campaign] or part.grants])

    def _caps_now(self, path: Path, parts: list[Part]) -> dict[str, int]:
        caps: dict[str, int] = {}
        for part in parts:
            cap = cap_of(part, path.standing, path, self.ground)
            caps[part.campaign] = caps.get(part.campaign, 0) + cap.worth
        return caps

    def _may_join(self, part: Part, path: Path) -> bool:
        left = path.standing.left
        return (
            part.least <= sum([left[row] for row in self.ground.main]) and path.rule.objection(part.entry, True) is None
        )
