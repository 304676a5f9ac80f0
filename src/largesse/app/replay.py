"""Replay: evaluate past checkouts against a book, and hold what it gives beside what the receipts recorded.

Pure bookkeeping. The shell brings the past checkouts in any order, in as many slices as it has cores, and adds the
slices' replays up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from largesse.app.past_checkout import Amounts, Handed, PastCheckout
from largesse.app.replay_tally import CampaignTally, LineKey, Redemption, Replay, Tally
from largesse.core.money import digits_of, parse_amount
from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Evaluation, LineResult

_FOREVER_AGO = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


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
