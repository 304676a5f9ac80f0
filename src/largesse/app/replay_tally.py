"""What a replay counts: lines, campaigns, codes. Tallies of slices add up to those of the whole."""

from __future__ import annotations

from datetime import datetime

import msgspec


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
