"""Hints: what a promotion that is one step away still needs, and what it would then be worth.

A promotion is one step away when one condition of it, or its campaign's audience, is all that is missing, and somebody
could do something about that. What it would be worth is found by evaluating once more with that one thing taken as
fulfilled, on the checkout as it is: who buys more to get there may get more.
"""

from __future__ import annotations

import msgspec

from largesse.core.money import format_amount
from largesse.promotions.answer import receipt_text
from largesse.promotions.basket import Basket
from largesse.promotions.condition import Test, View
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Finding, Hint, Need
from largesse.promotions.fold import judge
from largesse.promotions.give import alone
from largesse.promotions.kinds import condition_kinds
from largesse.promotions.meter import Meter
from largesse.promotions.outcome import Given, Outcome, Refused
from largesse.promotions.reasons import Reason
from largesse.promotions.settings import StackingPolicy
from largesse.promotions.stacking import decide
from largesse.promotions.words import Speaker

TRIES = 20
"""No more evaluations than this are made to find what hints are worth."""


class Miss(msgspec.Struct):
    """A promotion that misses one thing. `finding` is noted anew whenever its turn comes."""

    entry: Entry
    twin: Entry
    """The same without what it misses."""
    reason: Reason
    finding: Finding
    amount: int = 0
    """What it gives on the untouched checkout, alone: as a rule no less than what it is worth beside the others."""


class Question(msgspec.Struct):
    """What was evaluated, so that it can be evaluated again with one thing taken as fulfilled.

    `view` is on the untouched checkout and explains; every promotion looked at is a step on the meter.
    """

    entries: list[Entry]
    view: View
    policy: StackingPolicy
    meter: Meter

    def again(self, miss: Miss) -> Outcome:
        """Return what the checkout comes to with the promotion's twin in its place."""
        others = [each for each in self.entries if each is not miss.entry]
        fresh = View(self.view.basket, self.view.standing.copy(), self.view.facts, stackable=self.view.stackable)
        return decide(sorted([*others, miss.twin], key=lambda entry: entry.rank), fresh, self.policy, self.meter)


def hints_of(question: Question, near: list[Entry], outcome: Outcome, most: int) -> list[tuple[Miss, int]]:
    """Return at most so many of the promotions that were near, with their worth in minor units, most first.

    When the meter stops, those found by then are the answer.
    """
    found: list[tuple[Miss, int]] = []
    for miss in _misses(question, near, outcome)[:TRIES]:
        if len(found) >= most and found[most - 1][1] >= miss.amount:
            break
        after = question.again(miss)
        worth = after.amount - outcome.amount
        applies = not after.cut_short and any(given.entry is miss.twin for given in after.given)
        if applies and worth >= 0 and needs_of(miss.finding):
            found.append((miss, worth))
            found.sort(key=lambda pair: (-pair[1], pair[0].entry.rank))
    return found[:most]


def _misses(question: Question, near: list[Entry], outcome: Outcome) -> list[Miss]:
    """Return the promotions that miss one thing, those first that give most alone."""
    given = {given.entry for given in outcome.given}
    refused = {refused.entry: refused for refused in outcome.refused}
    others = [each for each in near if each not in given and _take(question.meter, each)]
    misses = [miss for each in others if (miss := _miss(each, question.view, refused.get(each)))]
    return sorted(misses, key=lambda miss: (-miss.amount, miss.entry.rank))


def _take(meter: Meter, entry: Entry) -> bool:
    return not meter.stopped and meter.take(entry.campaign.id)


def _miss(entry: Entry, view: View, refused: Refused | None) -> Miss | None:
    """Return what is all that the promotion misses; None when that is more, or nothing that somebody could add."""
    missed = judge(entry, view)
    if missed is not None and (missed.finding is None or not needs_of(missed.finding)):
        return None
    missed = missed or refused  # what holds on the untouched checkout may not when its turn comes
    if missed is None or (missed.place < 0 and missed.reason is not Reason.not_in_audience):
        return None
    miss = Miss(entry, entry, missed.reason, missed.finding or Finding(""))
    miss.twin = _without(miss, missed.place)
    given = alone(miss.twin, view) if judge(miss.twin, view) is None else None
    if not isinstance(given, Given):
        return None
    miss.amount = given.amount
    return miss


def _without(miss: Miss, place: int) -> Entry:
    """Return the promotion with the condition at that place fulfilled; below zero, for everybody."""
    entry, twin = miss.entry, Entry.__new__(Entry)
    for name in Entry.__slots__:
        setattr(twin, name, getattr(entry, name))
    if place < 0:
        twin.campaign = msgspec.structs.replace(entry.campaign, audiences=[])
    twin.tests = tuple((each, _fulfilled(test, miss) if each == place else test) for each, test in entry.tests)
    return twin


def _fulfilled(test: Test, miss: Miss) -> Test:
    def holds(view: View) -> bool:
        miss.finding = test.find(view)
        return True

    return msgspec.structs.replace(test, holds=holds)


def needs_of(finding: Finding) -> list[Need]:
    """Return what could be added to fulfil a condition: one thing, or several of which any would do."""
    if finding.type == "any":
        return list(dict.fromkeys(need for each in finding.of for need in needs_of(each)))
    if finding.type == "all":
        return needs_of(finding.of[0]) if len(finding.of) == 1 else []
    if finding.type == "campaign":
        return ["customer"]
    kind = condition_kinds().get(finding.type)
    need = kind.need_of(finding) if kind else None
    return [need] if need else []


def tell(miss: Miss, worth: int, basket: Basket, speaker: Speaker) -> Hint:
    """Return the hint as it is told."""
    entry, amount = miss.entry, format_amount(worth, basket.digits)
    finding = _within_reach(miss.finding)
    return Hint(
        promotion=entry.promotion.id,
        campaign=entry.campaign.id,
        name=receipt_text(entry, basket.checkout.spoken),
        needs=needs_of(finding),
        finding=finding,
        worth=amount,
        text=speaker.hint(finding, miss.reason, amount),
    )


def _within_reach(finding: Finding) -> Finding:
    """Return the finding without those of alternatives that nobody could fulfil."""
    if not finding.of:
        return finding
    return msgspec.structs.replace(finding, of=[_within_reach(each) for each in finding.of if needs_of(each)])
