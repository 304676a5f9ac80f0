"""The report of a replay: what was recorded beside what the book gives, and what lies between. Amounts as text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from largesse.app.past_checkout import Amounts
from largesse.app.replay_account import Account, account_of
from largesse.app.replay_tally import Redemption, Replay
from largesse.core.money import digits_of, format_amount
from largesse.promotions.definition import Campaign


class OddKind(msgspec.Struct, frozen=True):
    """An odd kind of receipt line: how many there are and what was decided about them."""

    kind: str
    lines: int
    decided: str
    recorded: Amounts = {}
    """What was recorded on those that are not put to the engine, in minor units by category."""


class OddLines(msgspec.Struct, frozen=True):
    """An odd kind, as reported."""

    kind: str
    lines: int
    decided: str
    recorded: dict[str, str]


class LineMatch(msgspec.Struct, frozen=True, kw_only=True):
    """How many receipt lines bear exactly the discount that the book gives."""

    category: str
    part: str
    sort: str
    discounted: bool
    """Lines on which the receipt records a discount of this category, or those on which it does not."""
    lines: int
    exact: int
    more: int
    """The book gives more."""
    less: int
    """The book gives less."""
    near: int
    """Of those that are not exact, how many are at most one minor unit off for each unit sold."""
    nothing: int
    """Of those that get less, how many the book has no offer for."""
    recorded: str
    given: str


class CampaignMatch(msgspec.Struct, frozen=True, kw_only=True):
    """One campaign: whom it reached, what was redeemed, what it gave, beside what was recorded."""

    id: str
    name: str
    category: str
    households: int
    baskets: int
    """In reach: within its time, of its audience."""
    discounted: int
    """Baskets on which it took something off."""
    handed: int
    """Codes handed in, according to the records."""
    redeemed: int
    """Of those, how many applied."""
    recorded: str
    given: str
    difference: str


class CodeOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """Codes that ended alike: `applied` or the reason why not, and what the receipt shows of them."""

    outcome: str
    evidence: str
    codes: int
    recorded: str
    given: str


class FaceValue(msgspec.Struct, frozen=True, kw_only=True):
    """Codes that applied and that a receipt shows an amount for, by where their face value was taken from."""

    source: str
    part: str
    codes: int
    exact: int
    recorded: str
    given: str


class CodeUse(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one code handed in."""

    campaign: str
    code: str
    checkout: str
    customer: str
    at: datetime
    outcome: str
    given: str
    evidence: str
    source: str
    recorded: str | None = None


class ReplayReport(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a replay found. An account's steps sum up; the outcomes count every code once."""

    schema: Literal["largesse.replay/1"] = "largesse.replay/1"
    baskets: int
    promotions: int
    """Of all campaigns together."""
    campaigns: list[CampaignMatch]
    accounts: list[Account]
    lines: list[LineMatch]
    outcomes: list[CodeOutcome]
    face_values: list[FaceValue]
    odd: list[OddLines]
    codes: list[CodeUse]


def report_of(replay: Replay, campaigns: Sequence[Campaign], odd: Sequence[OddKind]) -> ReplayReport:
    """Return the report of a finished replay; `odd` are the kinds of lines that the shell met.

    The campaigns are those replayed, at least one, all of one currency. Equal counts give equal bytes.
    """
    return _Writer(digits_of(campaigns[0].currency)).report(replay, campaigns, odd)


class _Writer:
    """Writes what was counted, amounts as text with the currency's digits."""

    def __init__(self, digits: int) -> None:
        self.digits = digits

    def report(self, replay: Replay, campaigns: Sequence[Campaign], odd: Sequence[OddKind]) -> ReplayReport:
        codes = sorted(replay.redemptions, key=lambda each: (each.at, each.customer, each.campaign, each.code))
        return ReplayReport(
            baskets=replay.checkouts,
            promotions=sum(len(campaign.promotions) for campaign in campaigns),
            campaigns=[self.campaign(campaign, replay) for campaign in campaigns],
            accounts=self.accounts(replay, campaigns, odd),
            lines=self.lines(replay),
            outcomes=self.outcomes(codes),
            face_values=self.face_values(codes),
            odd=[self.odd(each) for each in odd],
            codes=[self.code(each) for each in codes],
        )

    def text(self, amount: int) -> str:
        return format_amount(amount, self.digits)

    def campaign(self, campaign: Campaign, replay: Replay) -> CampaignMatch:
        tally = replay.campaigns[campaign.id]
        return CampaignMatch(
            id=campaign.id,
            name=campaign.name,
            category=campaign.category or "",
            households=len(tally.households),
            baskets=tally.checkouts,
            discounted=tally.discounted,
            handed=tally.handed,
            redeemed=tally.redeemed,
            recorded=self.text(tally.recorded),
            given=self.text(tally.given),
            difference=self.text(tally.given - tally.recorded),
        )

    def accounts(self, replay: Replay, campaigns: Sequence[Campaign], odd: Sequence[OddKind]) -> list[Account]:
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for campaign in campaigns:
            ids[campaign.category or ""].add(campaign.id)
        return [
            account_of(category, ids[category], replay, _unsold(odd, category), self.text) for category in sorted(ids)
        ]

    def lines(self, replay: Replay) -> list[LineMatch]:
        ordered = sorted(replay.lines.items(), key=lambda pair: msgspec.structs.astuple(pair[0]))
        return [
            LineMatch(
                category=key.category,
                part=key.part,
                sort=key.sort,
                discounted=key.discounted,
                lines=tally.lines,
                exact=tally.exact,
                more=tally.more,
                less=tally.less,
                near=tally.near,
                nothing=tally.nothing,
                recorded=self.text(tally.recorded),
                given=self.text(tally.given),
            )
            for key, tally in ordered
        ]

    def outcomes(self, codes: Iterable[Redemption]) -> list[CodeOutcome]:
        groups: defaultdict[tuple[str, str], list[Redemption]] = defaultdict(list)
        for each in codes:
            groups[each.outcome, each.evidence].append(each)
        return [
            CodeOutcome(outcome=outcome, evidence=evidence, codes=len(group), **self.sums(group))
            for (outcome, evidence), group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ]

    def face_values(self, codes: Iterable[Redemption]) -> list[FaceValue]:
        groups: defaultdict[tuple[str, str], list[Redemption]] = defaultdict(list)
        for each in codes:
            if each.recorded is not None and each.outcome == "applied":
                groups[each.part, each.source].append(each)
        return [
            FaceValue(source=source, part=part, codes=len(group), exact=_exact(group), **self.sums(group))
            for (part, source), group in sorted(groups.items())
        ]

    def sums(self, group: Sequence[Redemption]) -> dict[str, str]:
        recorded, given = sum(each.recorded or 0 for each in group), sum(each.given for each in group)
        return {"recorded": self.text(recorded), "given": self.text(given)}

    def odd(self, kind: OddKind) -> OddLines:
        recorded = {category: self.text(amount) for category, amount in kind.recorded.items()}
        return OddLines(kind.kind, kind.lines, kind.decided, recorded)

    def code(self, each: Redemption) -> CodeUse:
        return CodeUse(
            campaign=each.campaign,
            code=each.code,
            checkout=each.checkout,
            customer=each.customer,
            at=each.at,
            outcome=each.outcome,
            given=self.text(each.given),
            evidence=each.evidence,
            source=each.source,
            recorded=None if each.recorded is None else self.text(each.recorded),
        )


def _unsold(odd: Sequence[OddKind], category: str) -> tuple[int, int]:
    found = [each for each in odd if each.recorded.get(category)]
    return sum(each.recorded[category] for each in found), sum(each.lines for each in found)


def _exact(group: Iterable[Redemption]) -> int:
    return sum(each.given == each.recorded for each in group)
