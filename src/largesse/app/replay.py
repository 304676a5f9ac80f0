"""Replay: evaluate past checkouts against a book, and hold what it gives beside what the receipts recorded.

Pure bookkeeping. The shell brings the past checkouts in any order, in as many slices as it has cores, and adds the
slices' replays up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from largesse.core.money import digits_of, parse_amount
from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Evaluation, LineResult
from largesse.promotions.facts import Facts

Amounts = dict[str, int]
"""Minor units by category of campaign."""

_FOREVER_AGO = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


class PastLine(msgspec.Struct, frozen=True, gc=False):
    """One line of a receipt, and the lines of the checkout that stand for it: `count` of them from `first` on."""

    first: int
    count: int
    sort: str
    """What sort of article it is, in the report's words."""
    units: int
    """A line this many minor units off is near: each unit may be off by one."""
    recorded: Amounts


class Handed(msgspec.Struct, frozen=True):
    """A code handed in with a checkout, of which the records say what campaign it was for."""

    campaign: str
    code: str
    recorded: int | None = None
    """Taken off by it according to the receipt, in minor units; None where the receipt shows nothing."""
    evidence: str = ""
    """What the receipt shows of it, in the report's words."""
    source: str = ""
    """Where the campaign's promise was taken from, in the report's words."""


class PastCheckout(msgspec.Struct, frozen=True):
    """A checkout of the past, as it would have been put to the engine, and what was recorded then."""

    checkout: Checkout
    facts: Facts
    part: str
    """The part of the report that it counts in, such as the weeks that the book was learnt from."""
    lines: list[PastLine]
    handed: list[Handed] = []
    by_campaign: Amounts = {}
    """What the receipt recorded for each campaign, in minor units."""


class Tally(msgspec.Struct):
    """Lines compared: each is exact, or bears more or less than was recorded. Amounts in minor units."""

    lines: int = 0
    exact: int = 0
    more: int = 0
    less: int = 0
    near: int = 0
    """Of those that are not exact, how many are at most one minor unit off for each unit sold."""
    nothing: int = 0
    """Of those that bear less, how many bear nothing at all: the book has no offer for them."""
    recorded: int = 0
    given: int = 0
    more_by: int = 0
    less_by: int = 0
    nothing_of: int = 0
    """Of what was recorded, the part on lines that bear nothing at all."""

    def count(self, recorded: int, given: int, units: int) -> None:
        """Count one line."""
        self.lines += 1
        self.recorded += recorded
        self.given += given
        difference = given - recorded
        if difference == 0:
            self.exact += 1
            return
        self.near += abs(difference) <= units
        if difference > 0:
            self.more += 1
            self.more_by += difference
        else:
            self.less += 1
            self.less_by -= difference
            self.nothing += given == 0
            self.nothing_of += 0 if given else recorded

    def add(self, other: Tally) -> None:
        """Count another tally's lines."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


class CampaignTally(msgspec.Struct):
    """What became of one campaign. Amounts in minor units."""

    households: set[str] = msgspec.field(default_factory=set[str])
    """Customers with a checkout in reach: within the campaign's time, in its audience."""
    checkouts: int = 0
    """In reach."""
    discounted: int = 0
    """Checkouts on which it took something off."""
    handed: int = 0
    """Codes of it handed in, according to the records."""
    redeemed: int = 0
    """Of those, how many applied."""
    given: int = 0
    recorded: int = 0

    def add(self, other: CampaignTally) -> None:
        """Count another slice's figures."""
        self.households |= other.households
        for name in ("checkouts", "discounted", "handed", "redeemed", "given", "recorded"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Redemption(msgspec.Struct, frozen=True):
    """What became of one code handed in. Amounts in minor units."""

    campaign: str
    code: str
    checkout: str
    customer: str
    at: datetime
    part: str
    outcome: str
    """`applied`, or the reason code of the verdict."""
    given: int
    recorded: int | None
    evidence: str
    source: str


class LineKey(msgspec.Struct, frozen=True):
    """What a tally of lines is about."""

    category: str
    part: str
    sort: str
    discounted: bool
    """Whether the receipt recorded a discount of the category on these lines."""


class Replay(msgspec.Struct):
    """Everything counted so far."""

    checkouts: int = 0
    lines: dict[LineKey, Tally] = {}
    campaigns: dict[str, CampaignTally] = {}
    redemptions: list[Redemption] = []

    def add(self, other: Replay) -> None:
        """Count another slice's checkouts."""
        self.checkouts += other.checkouts
        for key, tally in other.lines.items():
            self.lines.setdefault(key, Tally()).add(tally)
        for campaign, tally in other.campaigns.items():
            self.campaigns.setdefault(campaign, CampaignTally()).add(tally)
        self.redemptions += other.redemptions


class Replayer:
    """Evaluates past checkouts one after the other. `replay` is what has been counted."""

    def __init__(self, book: Book, campaigns: Sequence[Campaign]) -> None:
        self.book = book
        self.replay = Replay()
        self._reaches = [_reach(campaign) for campaign in campaigns]
        self._category = {campaign.id: campaign.category or "" for campaign in campaigns}
        self._categories = sorted(set(self._category.values()))
        self.replay.campaigns = {campaign: CampaignTally() for campaign in self._category}

    def run(self, past: PastCheckout) -> Evaluation:
        """Evaluate one past checkout, count it, and return its evaluation."""
        wanted = [each.campaign for each in past.handed]
        evaluation = evaluate(self.book, past.checkout, past.facts, explain=wanted or "applied")
        self.replay.checkouts += 1
        self._count_lines(past, evaluation)
        self._count_campaigns(past, evaluation)
        for each in past.handed:
            self._count_redemption(past, each, evaluation)
        return evaluation

    def _count_lines(self, past: PastCheckout, evaluation: Evaluation) -> None:
        tallies, digits = self.replay.lines, digits_of(evaluation.currency)
        for line in past.lines:
            given = self._given(evaluation.lines[line.first : line.first + line.count], digits)
            for category in self._categories:
                recorded = line.recorded.get(category, 0)
                key = LineKey(category, past.part, line.sort, recorded > 0)
                tally = tallies.get(key)
                if tally is None:
                    tally = tallies[key] = Tally()
                tally.count(recorded, given.get(category, 0), line.units)

    def _given(self, lines: list[LineResult], digits: int) -> Amounts:
        given: Amounts = {}
        for line in lines:
            for adjustment in line.adjustments:
                category = self._category[adjustment.campaign]
                given[category] = given.get(category, 0) + _off(adjustment.amount, digits)
        return given

    def _count_campaigns(self, past: PastCheckout, evaluation: Evaluation) -> None:
        tallies, digits = self.replay.campaigns, digits_of(evaluation.currency)
        customer = _customer(past.checkout)
        for campaign in self._in_reach(past):
            tally = tallies[campaign]
            tally.checkouts += 1
            tally.households.add(customer)
        given: Amounts = {}
        for applied in evaluation.applied:
            given[applied.campaign] = given.get(applied.campaign, 0) + _off(applied.amount, digits)
        for campaign, amount in given.items():
            tallies[campaign].discounted += 1
            tallies[campaign].given += amount
        for campaign, amount in past.by_campaign.items():
            tallies[campaign].recorded += amount

    def _in_reach(self, past: PastCheckout) -> list[str]:
        at, audiences = past.checkout.at, past.facts.audiences
        assert at is not None
        return [
            campaign
            for campaign, start, end, wanted in self._reaches
            if start <= at < end and (not wanted or not wanted.isdisjoint(audiences))
        ]

    def _count_redemption(self, past: PastCheckout, handed: Handed, evaluation: Evaluation) -> None:
        outcome, given = self._outcome(handed, evaluation)
        tally = self.replay.campaigns[handed.campaign]
        tally.handed += 1
        tally.redeemed += outcome == "applied"
        self.replay.redemptions.append(
            Redemption(
                campaign=handed.campaign,
                code=handed.code,
                checkout=past.checkout.id or "",
                customer=_customer(past.checkout),
                at=evaluation.at,
                part=past.part,
                outcome=outcome,
                given=given,
                recorded=handed.recorded,
                evidence=handed.evidence,
                source=handed.source,
            )
        )

    def _outcome(self, handed: Handed, evaluation: Evaluation) -> tuple[str, int]:
        compared = handed.code.casefold() if self.book.settings.ignore_code_case else handed.code
        promotions = {
            entry.promotion.id for entry in self.book.with_code(compared) if entry.campaign.id == handed.campaign
        }
        outcome = "code_unknown"
        for verdict in evaluation.verdicts:
            if verdict.campaign == handed.campaign and verdict.promotion in promotions:
                if verdict.outcome == "applied":
                    return "applied", _off(verdict.amount or "0", digits_of(evaluation.currency))
                outcome = verdict.reason.value if verdict.reason else verdict.outcome
        return outcome, 0


def _reach(campaign: Campaign) -> tuple[str, datetime, datetime, frozenset[str]]:
    start, end = campaign.starts_at or _FOREVER_AGO, campaign.ends_at or _NEVER
    return campaign.id, start, end, frozenset(campaign.audiences)


def _customer(checkout: Checkout) -> str:
    return (checkout.customer.id if checkout.customer else None) or ""


def _off(amount: str, digits: int) -> int:
    """Return what an adjustment takes off, in minor units, as a positive amount."""
    return parse_amount(amount.lstrip("-"), digits)
