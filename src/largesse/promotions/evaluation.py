"""The evaluation: what a checkout costs, which promotions applied, and why others did not. Wire form, version 1."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from largesse.promotions.reasons import Reason


class Adjustment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A signed amount on one line, fee or delivery, and the benefit that gave it."""

    promotion: str
    campaign: str
    benefit: str
    """The kind of benefit."""
    amount: str
    """Below zero for a discount."""
    units: int = 0
    """Whole units that bear it; 0 where the benefit does not count units."""


class LineResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line after all promotions. `total` = `subtotal` + `manual_discount` + all adjustments."""

    id: str
    article: str
    quantity: str | int
    price: str
    """List price of one unit."""
    subtotal: str
    total: str
    adjustments: list[Adjustment] = []
    campaign_price: str | None = None
    """Price of one unit after the product lane, where that lane changed it and it is a whole amount."""
    manual_discount: str | None = None
    tax: str | None = None
    gift: bool = False
    """Added to the checkout by a promotion."""


class ChargeResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fee or a delivery after all promotions."""

    id: str
    amount: str
    total: str
    adjustments: list[Adjustment] = []
    tax: str | None = None


class Totals(msgspec.Struct, frozen=True, omit_defaults=True):
    """Sums. `total` = `subtotal` - `discount` + `delivery` + `fees`, in the tax view of the prices."""

    subtotal: str
    """All lines at list price."""
    discount: str
    """Everything taken off lines, as a positive amount, by hand or by promotion."""
    delivery: str
    """Charged after discounts."""
    fees: str
    total: str
    tax: str
    """On lines, delivery and fees, contained in or added to `total`."""
    total_with_tax: str
    cash_rounding: str | None = None
    """Added to `total_with_tax` because the order is paid in cash; signed."""
    to_pay: str | None = None
    """`total_with_tax` after cash rounding."""


class Applied(msgspec.Struct, frozen=True, omit_defaults=True):
    """A promotion that applied: what it took off altogether and what the receipt says."""

    promotion: str
    campaign: str
    version: int
    """Of the campaign."""
    amount: str
    """As a positive amount, gifts included at their worth."""
    text: str
    codes: list[str] = []
    """Of the checkout's codes, those that it required."""


class CodeResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a code that the checkout carries."""

    code: str
    status: Literal["applied", "rejected"]
    reason: Reason | None = None
    text: str = ""
    """Why it was rejected, in words, in the checkout's language."""


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One condition held against the facts. `missing`: there was no value to look at."""

    type: str
    field: str = ""
    operator: str = ""
    wanted: Any = None
    actual: Any = None
    missing: bool = False
    negate: bool = False
    gap: str | None = None
    """What is missing to fulfil it, as an amount or a number of units, where that can be said."""
    unit: str = ""
    """What figures count: `amount`, `units`, `kilograms`, `products`, ...; empty where they are plain or none."""
    among: list[str] = []
    """What the figure is counted on, where the condition chooses lines: articles, products, categories, sets."""
    of: list[Finding] = []
    """Inside a group: the members that decided."""


class Checked(msgspec.Struct, frozen=True, omit_defaults=True):
    """One condition of a promotion, fulfilled or not, when the promotion's turn came."""

    path: str
    """Inside the promotion: `conditions[1]`."""
    holds: bool
    finding: Finding
    text: str = ""
    """The finding in words, in the checkout's language."""


Cause = Literal["max_amount", "max_discount", "budget", "floor", "nothing_left", "overlap", "beaten_by"]
"""What took something away: the benefit's own maximum, the company's maximum, the campaign's budget, a line's least
price, a line or charge on which nothing was left, other campaigns that keep the line for themselves or take more off
it."""


class Shortfall(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of what a benefit would have taken, and what took it away."""

    cause: Cause
    amount: str
    by: str | None = None
    """The campaign in whose favour."""
    text: str = ""


class Working(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one benefit came to its amount: `amount` = `wished` - all shortfalls."""

    benefit: str
    """The kind of benefit."""
    wished: str
    """What it would have taken with nothing in its way."""
    amount: str
    shortfalls: list[Shortfall] = []
    rounding: str | None = None
    """What rounding and price endings added to `wished`, signed, in more digits than the currency has."""
    text: str = ""
    """What rounding did, in words."""


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why one promotion did or did not apply."""

    promotion: str
    campaign: str
    outcome: Literal["applied", "not_applied"]
    reason: Reason | None = None
    path: str | None = None
    """The condition that failed, as a path inside the promotion: `conditions[1]`."""
    finding: Finding | None = None
    by: str | None = None
    """The campaign that stood in the way."""
    amount: str | None = None
    """What it took off or gave, gifts at their worth."""
    worth: str | None = None
    """Of one that stacking, a budget or a maximum kept out: what it would have given."""
    conditions: list[Checked] = []
    """Every condition, once the campaign's own gates (time, place, audience, limits) were open."""
    workings: list[Working] = []
    """How its benefits came to their amounts, where something stood in the way or was rounded."""
    text: str = ""
    """The verdict in words, in the checkout's language."""


Need = Literal["amount", "units", "goods", "code", "customer", "delivery", "payment"]
"""What somebody could still add to fulfil a condition: a larger amount, more of something, goods of a sort, a code, to
belong to a group, another way of delivery or of payment."""


class Hint(msgspec.Struct, frozen=True, omit_defaults=True):
    """A promotion that is one step away: what it still needs, and what it would then be worth."""

    promotion: str
    campaign: str
    name: str
    """The text for the receipt, in the checkout's language."""
    needs: list[Need]
    """One thing, or several of which any would do."""
    worth: str
    """What the checkout as it is would cost less, gifts at their worth, everything else that applies considered."""
    finding: Finding | None = None
    """What is missing, with its `gap` where that is a figure; never the codes that would do."""
    text: str = ""
    """In words, in the checkout's language."""


class Effect(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something given that is not money off: carried out by the service, or added to the checkout (a gift)."""

    type: str
    promotion: str
    campaign: str
    details: dict[str, Any] = {}


class RoundingEcho(msgspec.Struct, frozen=True):
    """The rounding contract that the result was made under, every part of it said."""

    mode: str
    level: str
    what: str


class Evaluation(
    msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="schema", tag="largesse.evaluation/1"
):
    """The answer for one checkout. The same inputs give the same bytes."""

    currency: str
    at: datetime
    checkout: str | None = None
    """The checkout's id."""
    book: str = ""
    """The version of the book that was evaluated."""
    lines: list[LineResult]
    totals: Totals
    applied: list[Applied] = []
    deliveries: list[ChargeResult] = []
    fees: list[ChargeResult] = []
    codes: list[CodeResult] = []
    effects: list[Effect] = []
    verdicts: list[Verdict] = []
    hints: list[Hint] = []
    """As many as were asked for, those worth most first."""
    rounding: RoundingEcho
    left_out: list[str] = []
    """Campaigns that were not looked at: there was no time left for them, or they are out of service for a while."""
    cut_short: bool = False
    """The step budget ran out; what is here is right, but promotions further on were not looked at."""
