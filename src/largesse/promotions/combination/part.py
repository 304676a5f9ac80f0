"""What a search may rely on about one promotion, whatever runs before it."""

from __future__ import annotations

from largesse.core.numbers import SCALE
from largesse.promotions.basket import Row
from largesse.promotions.combination.watch import watch
from largesse.promotions.condition import View
from largesse.promotions.entry import Entry
from largesse.promotions.fold import Rule
from largesse.promotions.gates import budget_left, shut_gate
from largesse.promotions.manner import Manner, together
from largesse.promotions.offer import Gift, Offer, Spread
from largesse.promotions.standing import NOT_BARRED


class Part:
    """One promotion of a campaign that could be part of the best set."""

    __slots__ = ("budget", "campaign", "entry", "gifts", "grants", "group", "lane", "least", "loose", "manner", "rows")

    def __init__(self, entry: Entry, least: int) -> None:
        self.entry = entry
        self.campaign = entry.campaign.id
        self.group = entry.campaign.exclusivity_group
        self.lane = entry.lane
        self.least = least
        """It fails where less than this is left of all lines that may be discounted, in minor units."""
        self.manner = Manner()
        self.rows: list[int] = []
        """Rows that may be discounted, of which it reads what is left or takes something off."""
        self.gifts = 0
        """What its gifts are worth, in minor units."""
        self.grants = False
        """It may give something that costs nothing."""
        self.loose = 0
        """By how much rounding may make its cuts larger where less is left, in minor units."""
        self.budget: int | None = None

    @property
    def is_even(self) -> bool:
        """Return whether each row by itself decides what is taken off it and what stays.

        What falls no faster than what is left, and concerns one row only, is so too.
        """
        alone = self.manner.shape == "falls" and self.manner.pull is not None and len(self.rows) == 1
        return self.manner.shape == "even" or (alone and self.lane == 0 and self.budget is None)

    def touched(self, ground: Ground) -> frozenset[int]:
        """Return the rows that it may take something off."""
        if self.manner.shape == "unknown":
            return frozenset(ground.main) if self.manner.rows is None else self.manner.rows
        return frozenset(self.rows)


class Ground:
    """The checkout as a search sees it: the rows that may be discounted, and how far rounding may go astray on each."""

    def __init__(self, view: View) -> None:
        self.view = view
        left, rows = view.standing.left, view.standing.rows
        self.main = [row.index for row in rows if row.discountable]
        self.aside = sum([left[row.index] for row in rows if not row.discountable])
        """What is left of the others, which stays, in minor units."""
        self.floors = any(row.floor for row in rows if row.discountable)
        self.sizes = [row.units or -(-row.quantity // SCALE) + 2 for row in rows]
        """By how many minor units rounding by unit may go astray: the row's units, some more if it is weighed."""
        self.ragged = [_is_ragged(row, left[row.index]) for row in rows]
        """Rows of which no whole amount is left for each unit."""


def _is_ragged(row: Row, left: int) -> bool:
    return row.units == 0 or left % row.units != 0 or (row.floor > 0 and row.units > 1)


def part_of(entry: Entry, ground: Ground, rule: Rule) -> Part | None:
    """Return what is known of the promotion; None when it can give nothing, whatever runs before it."""
    view = ground.view
    if shut_gate(entry, view) is not None:
        return None
    least = 0
    for _, test in entry.tests:
        holds, reading = watch(test.holds, view)
        if not reading.anything and not holds:
            return None
        least = max(least, test.least if reading.anything else 0)
    part = Part(entry, max(least - ground.aside, 0))
    return part if least <= sum(view.standing.left) and _read(part, ground, rule) else None


def _read(part: Part, ground: Ground, rule: Rule) -> bool:
    """Find out what its benefits offer on the untouched checkout; return whether they could give anything at all."""
    entry, view = part.entry, ground.view
    view.standing.barred = rule.barred_rows(entry)
    manners = [proposal.manner_on(view) for _, proposal in entry.proposals]
    manner = together(manners)
    offers: list[Offer] = []
    rows: set[int] = set()
    for _, proposal in entry.proposals:
        offer, reading = watch(proposal.make, view)
        rows |= reading.rows
        if offer is not None:
            offers.append(offer)
            rows.update(offer.rows())
    view.standing.barred = NOT_BARRED
    part.rows = [row for row in ground.main if row in rows]
    part.budget = budget_left(entry, view.facts, view.basket.digits)
    part.gifts = sum([offer.worth for offer in offers if isinstance(offer, Gift)])
    part.grants = any(each.shape == "still" for each in manners)
    part.manner = _as_here(manner, offers, part, ground)
    part.loose = _looseness(part, ground)
    return part.budget != 0 and (bool(offers) or manner.shape == "unknown")


def _as_here(manner: Manner, offers: list[Offer], part: Part, ground: Ground) -> Manner:
    """Return what is left of a manner where a budget bounds the part, or where it does not concern every line."""
    if manner.shape not in ("even", "whole"):
        return manner
    if part.budget is not None:
        return Manner("falls")
    if manner.shape == "even":
        return manner
    left = ground.view.standing.left
    bearing = {row for offer in offers if isinstance(offer, Spread) for row, _ in offer.weights}
    if not ground.floors and all(row in bearing or not left[row] for row in ground.main):
        return manner
    return Manner("falls")


def _looseness(part: Part, ground: Ground) -> int:
    manner = part.manner
    if manner.shape == "falls":
        return sum([ground.sizes[row] + 1 for row in part.rows])
    if manner.shape == "even" and manner.rounds == "unit":
        return sum([manner.grain * ground.sizes[row] - 1 for row in part.rows])
    return 0
