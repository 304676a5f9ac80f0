"""Promotions in turn: gates, conditions, budgets, the company's bounds, and what each comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from largesse.promotions.definition import Campaign, Limit, Promotion
from largesse.promotions.settings import CategoryDefault, StackingPolicy
from tests.reference.benefits import LANES, lane_of, taking
from tests.reference.conditions import codes_counted, holds, reason
from tests.reference.exact import least, minor, rounded
from tests.reference.fields import WEEKDAYS
from tests.reference.moment import Moment, percentage
from tests.reference.rules import in_window
from tests.reference.takings import Laid, lay


@dataclass(frozen=True)
class Turn:
    """One promotion of one campaign."""

    campaign: Campaign
    promotion: Promotion
    place: int
    default: CategoryDefault

    @property
    def lane(self) -> str:
        return lane_of(self.promotion.benefits)

    @property
    def rank(self) -> tuple[int, int, int, str, int]:
        """The one total order: lane, priority, the marketer's order, id, place in the campaign."""
        priority = self.default.priority if self.campaign.priority is None else self.campaign.priority
        return LANES.index(self.lane), -priority, self.campaign.position, self.campaign.id, self.place

    def combinable(self, policy: StackingPolicy) -> bool:
        said = self.default.combinable if self.campaign.combinable is None else self.campaign.combinable
        return policy.default_behavior == "stackable" if said is None else said


@dataclass
class Given:
    turn: Turn
    amount: int
    laid: list[tuple[str, Laid]]
    codes: set[str]

    @property
    def off_lines(self) -> int:
        return sum(cut for _, laid in self.laid for _, cut in laid.lines)


@dataclass
class Refused:
    """Why a promotion did not apply: one of these reasons, and the campaign in the way."""

    turn: Turn
    reasons: set[str]
    by: str | None = None


@dataclass
class Outcome:
    moment: Moment
    given: list[Given] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def amount(self) -> int:
        return sum(given.amount for given in self.given)

    def off_lines(self) -> dict[int, int]:
        """What is taken off each line."""
        off: dict[int, int] = {}
        for given in self.given:
            for _, laid in given.laid:
                for place, cut in laid.lines:
                    off[place] = off.get(place, 0) + cut
        return off


Objection = Callable[[Turn, list[Given]], Refused | None]
"""Why a promotion may not join those that applied before it."""


def nobody(turn: Turn, before: list[Given]) -> Refused | None:
    return None


def in_turn(
    turns: list[Turn],
    moment: Moment,
    objection: Objection = nobody,
    most: int | None = None,
    barred: dict[str, frozenset[int]] | None = None,
    before: list[Given] | None = None,
) -> Outcome:
    """What promotions come to one after the other; `most` may be taken off lines, by those before them too."""
    outcome = Outcome(moment, list(before or []))
    for turn in turns:
        moment.time_zone = turn.campaign.time_zone
        refused = closed(turn, moment) or objection(turn, outcome.given)
        if refused is None:
            moment.barred = (barred or {}).get(turn.campaign.id, frozenset())
            gives = _give(turn, moment, most, outcome.given)
            moment.barred = frozenset()
            if isinstance(gives, Given):
                outcome.given.append(gives)
                continue
            refused = gives
        outcome.refused.append(refused)
    return outcome


def closed(turn: Turn, moment: Moment) -> Refused | None:
    """The first gate that is shut, else the conditions that fail."""
    gate = _gate(turn.campaign, turn.promotion, moment)
    if gate is not None:
        return Refused(turn, {gate})
    reasons = {reason(moment, each) for each in turn.promotion.conditions if not holds(moment, each)}
    return Refused(turn, reasons) if reasons else None


def _gate(campaign: Campaign, promotion: Promotion, moment: Moment) -> str | None:
    checkout, facts = moment.checkout, moment.facts
    at = checkout.at
    assert at is not None
    local = at.astimezone(UTC).astimezone(ZoneInfo(campaign.time_zone))
    gates = {
        "not_started": campaign.starts_at is not None and at < campaign.starts_at,
        "ended": campaign.ends_at is not None and at >= campaign.ends_at,
        "outside_window": bool(campaign.windows) and not any(in_window(local, w, WEEKDAYS) for w in campaign.windows),
        "wrong_currency": campaign.currency != checkout.currency,
        "wrong_website": campaign.website is not None and campaign.website != checkout.website,
        "wrong_channel": bool(campaign.channels) and checkout.channel not in campaign.channels,
        "wrong_store": bool(campaign.stores) and checkout.store not in campaign.stores,
        "suspended": campaign.id in facts.suspended,
        "not_in_audience": bool(campaign.audiences) and not facts.audiences & set(campaign.audiences),
        "limit_reached": any(
            _uses(campaign, limit, moment, local) >= limit.uses
            for limit in campaign.limits
            if limit.promotion in (None, promotion.id)
        ),
    }
    return next((gate for gate, shut in gates.items() if shut), None)


def _uses(campaign: Campaign, limit: Limit, moment: Moment, local: datetime) -> int:
    """What counts towards a limit: a count under its own name first, else the sums of old, which know no periods."""
    facts, checkout = moment.facts, moment.checkout
    customer = checkout.customer.id if checkout.customer else None
    who = {"campaign": "", "store": checkout.store, "customer": customer}[limit.per]
    period = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}
    name = f"{campaign.id}|uses"
    name += f"|promotion={limit.promotion}" if limit.promotion else ""
    name += f"|{limit.every}={local.strftime(period[limit.every])}" if limit.every else ""
    name += f"|{limit.per}={who}" if who else ""
    if who is not None and name in facts.counts:
        return facts.counts[name]
    if limit.every or limit.promotion:
        return 0
    sums = {"campaign": facts.uses, "store": facts.store_uses, "customer": facts.customer_uses if customer else {}}
    return sums[limit.per].get(campaign.id, 0)


def _give(turn: Turn, moment: Moment, most: int | None, before: list[Given]) -> Given | Refused:
    """Lay all benefits, within what the company's maximum and the campaign's budget leave."""
    allowance = None
    if most is not None and turn.lane in ("product", "order"):
        allowance = most - sum(given.off_lines for given in before if given.turn.lane in ("product", "order"))
    left = _budget_left(turn.campaign, moment, before)
    if turn.campaign.budget and turn.campaign.budget.overrun == "finish" and _budget_left(turn.campaign, moment, []):
        return _lay_all(turn, moment, allowance)
    if left is not None and left <= 0:
        return Refused(turn, {"budget_spent"})
    if left is not None and turn.campaign.budget and turn.campaign.budget.overrun == "skip":
        tried = _lay_all(turn, moment.copy(), allowance)
        if isinstance(tried, Refused):
            return tried
        if tried.amount > left:
            return Refused(turn, {"budget_spent"})
    return _lay_all(turn, moment, least([allowance, left]))


def _budget_left(campaign: Campaign, moment: Moment, before: list[Given]) -> int | None:
    if campaign.budget is None:
        return None
    spent = minor(moment.facts.spent.get(campaign.id, "0"), moment.digits)
    now = sum(given.amount for given in before if given.turn.campaign.id == campaign.id)
    return max(moment.minor(campaign.budget.amount) - spent, 0) - now


def _lay_all(turn: Turn, moment: Moment, at_most: int | None) -> Given | Refused:
    laid: list[tuple[str, Laid]] = []
    for benefit in turn.promotion.benefits:
        takes: Any = taking(moment, benefit)
        spent = sum(each.amount for _, each in laid)
        took = None if takes is None else lay(takes, moment, None if at_most is None else at_most - spent)
        if took is not None:
            laid.append((benefit.tag(), took))
    if laid:
        codes = codes_counted(moment, turn.promotion.conditions)
        return Given(turn, sum(each.amount for _, each in laid), laid, codes)
    short = set() if at_most is None else {"budget_spent", "max_discount_reached"}
    return Refused(turn, {"nothing_to_discount"} | short)


def most_off_lines(policy: StackingPolicy, moment: Moment) -> int | None:
    """The most that the company lets promotions take off the lines."""
    most = policy.max_discount
    if most is None:
        return None
    listed = sum(part.value for part in moment.parts)
    share = None if most.percent is None else rounded(Fraction(listed) * percentage(most.percent), "down")
    amount = most.amounts.get(moment.checkout.currency)
    return least([share, None if amount is None else moment.minor(amount)])
