"""A company's settings for the engine: rounding, tax, codes, stacking. Echoed, as far as they bear, in every result."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from largesse.core.numbers import Rounding
from largesse.promotions.checkout import Wire
from largesse.promotions.wire import Count, Percent


class RoundingContract(Wire):
    """How fractions of a minor unit go away.

    `level` bears on percentages of the product lane: `unit` rounds the discount of one unit and multiplies it, so
    that a product page and the cart agree; `line` rounds once per line. `what` says whether the discount or the new
    price is the rounded figure.
    """

    mode: Rounding = Rounding.half_up
    level: Literal["unit", "line"] = "unit"
    what: Literal["discount", "price"] = "discount"


class TaxSettings(Wire):
    """Whether prices contain tax, and where tax is rounded: per line, or once per rate over the order."""

    prices_include_tax: bool = True
    level: Literal["line", "rate"] = "line"


class MaxDiscount(Wire):
    """No more than this share off the order's goods; what is cut comes off the last promotions first."""

    percent: Percent


class StackingPolicy(Wire):
    """Which of several promotions that could apply do.

    `exclusive_means` names what a campaign that is not combinable does, since engines differ:
    `exclusive_stops`: in order; it applies only if nothing has applied before it, and then nothing after it does;
    `exclusive_wins`: if one is eligible on the untouched checkout, the one of highest priority is used alone;
    `sequential`: nothing, every eligible campaign applies in turn.
    """

    default_behavior: Literal["stackable", "exclusive"] = "stackable"
    priority_resolution: Literal["highest_priority", "highest_discount"] = "highest_priority"
    exclusive_means: Literal["exclusive_stops", "exclusive_wins", "sequential"] = "exclusive_stops"
    scope: Literal["order", "best_single", "best_per_line"] = "order"
    """Of `highest_discount`: the best set over the whole order, one campaign only, or per line."""
    max_stacked_campaigns: Count | None = None


class Settings(Wire):
    """Everything a company sets once for its engine."""

    rounding: RoundingContract = RoundingContract()
    tax: TaxSettings = TaxSettings()
    stacking: StackingPolicy = StackingPolicy()
    ignore_code_case: bool = True
    """`SAVE10` and `save10` are one code."""
    steps: Annotated[int, Meta(ge=100, le=10**9)] = 1_000_000
    """How much work one evaluation may do, in promotions looked at."""
