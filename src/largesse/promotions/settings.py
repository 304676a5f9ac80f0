"""A company's settings for the engine: rounding, tax, codes, stacking. Echoed, as far as they bear, in every result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from largesse.core.errors import Invalid, Problem
from largesse.core.money import DIGITS, parse_amount
from largesse.core.numbers import Rounding, parse_percent, parse_rate
from largesse.core.wire import Wire
from largesse.promotions.wire import Amount, Count, Currency, Percent, Token


class RoundingContract(Wire, frozen=True):
    """How fractions of a minor unit go away.

    `level` bears on percentages of the product lane: `unit` rounds the discount of one unit and multiplies it, so
    that a product page and the cart agree; `line` rounds once per line. `what` says whether the discount or the new
    price is the rounded figure.
    """

    mode: Rounding = Rounding.half_up
    level: Literal["unit", "line"] = "unit"
    what: Literal["discount", "price"] = "discount"


class TaxSettings(Wire, frozen=True):
    """Whether prices contain tax, and where tax is rounded: per line, or once per rate over the order."""

    prices_include_tax: bool = True
    level: Literal["line", "rate"] = "line"


class MaxDiscount(Wire, frozen=True):
    """The most that promotions may take off the lines of one order: a share of their list value, an amount, or both."""

    percent: Percent | None = None
    amounts: dict[Currency, Amount] = {}
    """By currency; checkouts of other currencies have no maximum amount."""


class CategoryDefault(Wire, frozen=True):
    """Where a campaign of a category stands when it does not say so itself."""

    priority: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] = 0
    combinable: bool | None = None


CATEGORIES: dict[str, CategoryDefault] = {
    "flash_sale": CategoryDefault(priority=100, combinable=False),
    "first_purchase": CategoryDefault(priority=90),
    "loyalty_reward": CategoryDefault(priority=80),
    "volume_discount": CategoryDefault(priority=70, combinable=False),
    "referral_bonus": CategoryDefault(priority=60),
}
"""The defaults that a company starts with."""


class StackingPolicy(Wire, frozen=True):
    """Which of several promotions that could apply do.

    `exclusive_means` names what a campaign that is not combinable does, since engines differ:
    `exclusive_stops`: in order; it applies only if nothing has applied before it, and then nothing after it does;
    `exclusive_wins`: if one is eligible on the untouched checkout, the one of highest priority is used alone;
    `sequential`: nothing, every eligible campaign applies in turn.
    The conflict rules work in the order in which they stand here, before that choice is made.
    """

    default_behavior: Literal["stackable", "exclusive"] = "stackable"
    priority_resolution: Literal["highest_priority", "highest_discount"] = "highest_priority"
    exclusive_means: Literal["exclusive_stops", "exclusive_wins", "sequential"] = "exclusive_stops"
    scope: Literal["order", "best_single", "best_per_line"] = "order"
    """Of `highest_discount`: the best set over the whole order, one campaign only, or per line."""
    same_type: Literal["combine", "take_best"] = "combine"
    """Campaigns of one category: all, or only the one that takes most off the untouched checkout."""
    overlapping_products: Literal["combine", "combine_if_stackable"] = "combine"
    """Two campaigns on one line: both, or both only if both are combinable, else the one that takes more off it."""
    max_stacked_campaigns: Count | None = None
    max_stacked_choice: Literal["first", "best"] = "first"
    """Which so many: the first in order, or those that take most off the untouched checkout."""
    max_discount: MaxDiscount | None = None
    """What is above comes off the last promotions first."""


class CautionSettings(Wire, frozen=True):
    """From when on a campaign gets a warning when it is looked at; nothing is refused for it."""

    share: Percent | None = "50"
    """It can take more than this off a basket, together with the others. None: whatever it takes off is fine."""
    margin: Annotated[str, Meta(max_length=10, pattern=r"^[0-9]{1,2}(\.[0-9]{1,6})?$")] | None = "0"
    """It can leave less than this percentage of what is paid without tax, where costs are known. None: never mind."""


class Settings(Wire, frozen=True):
    """Everything a company sets once for its engine."""

    rounding: RoundingContract = RoundingContract()
    tax: TaxSettings = TaxSettings()
    stacking: StackingPolicy = StackingPolicy()
    categories: dict[Token, CategoryDefault] = msgspec.field(default_factory=lambda: dict(CATEGORIES))
    """Priority and combinability of campaigns that do not say it themselves, by campaign category."""
    ignore_code_case: bool = True
    """`SAVE10` and `save10` are one code."""
    least_margin: Annotated[str, Meta(max_length=10, pattern=r"^[0-9]{1,2}(\.[0-9]{1,6})?$")] | None = None
    """Percent of the price without tax that must remain above an article's cost, wherever the cost is known."""
    price_endings: dict[Currency, list[Amount]] = {}
    """By currency: a percentage of the product lane gives the nearest unit price with one of these endings (0.90)."""
    cash_rounding: dict[Currency, Amount] = {}
    """By currency: what is paid by `cash` is rounded to a multiple of this."""
    cautions: CautionSettings = CautionSettings()
    steps: Annotated[int, Meta(ge=100, le=10**9)] = 1_000_000
    """How much work one evaluation may do, in promotions looked at."""
    time_limit_ms: Annotated[int, Meta(ge=0, le=60_000)] = 50
    """How long the service lets one evaluation go on, in milliseconds; 0: as long as its steps last."""


def check(settings: Settings, path: str = "$") -> None:
    """Raise `Invalid` with everything in the settings that can be read but makes no sense; `path` is theirs."""
    problems = [
        *_policy_problems(settings.stacking, f"{path}.stacking"),
        *_margin_problems(settings.least_margin, f"{path}.least_margin"),
        *_margin_problems(settings.cautions.margin, f"{path}.cautions.margin"),
        *_read(lambda: parse_percent(settings.cautions.share or "100"), f"{path}.cautions.share", "bad_percent"),
    ]
    for currency, coin in settings.cash_rounding.items():
        problems += _amount_problems(currency, coin, f"{path}.cash_rounding.{currency}", least=1)
    for currency, endings in settings.price_endings.items():
        if not endings:
            problems.append(Problem(f"{path}.price_endings.{currency}", "wrong_length", "expected at least one ending"))
        for i, ending in enumerate(endings):
            problems += _amount_problems(currency, ending, f"{path}.price_endings.{currency}[{i}]")
    if problems:
        raise Invalid.of(problems)


def check_policy(policy: StackingPolicy, path: str) -> None:
    """Raise `Invalid` with everything in a stacking policy that can be read but makes no sense."""
    problems = _policy_problems(policy, path)
    if problems:
        raise Invalid.of(problems)


def _policy_problems(policy: StackingPolicy, path: str) -> list[Problem]:
    most = policy.max_discount
    if most is None:
        return []
    path = f"{path}.max_discount"
    if most.percent is None and not most.amounts:
        return [Problem(path, "exactly_one", "say a percent, amounts by currency, or both")]
    problems = _read(lambda: parse_percent(most.percent or "100"), f"{path}.percent", "bad_percent")
    for currency, amount in most.amounts.items():
        problems += _amount_problems(currency, amount, f"{path}.amounts.{currency}")
    return problems


def _margin_problems(margin: str | None, path: str) -> list[Problem]:
    return [] if margin is None else _read(lambda: parse_rate(margin), path, "bad_percent")


def _amount_problems(currency: str, text: str, path: str, least: int = 0) -> list[Problem]:
    digits = DIGITS.get(currency)
    if digits is None:
        return [Problem(path, "unknown_currency", f"{currency!r} is not an ISO 4217 currency code")]
    problems = _read(lambda: parse_amount(text, digits), path, "bad_amount")
    if not problems and parse_amount(text, digits) < least:
        return [Problem(path, "out_of_range", "expected an amount above zero")]
    return problems


def _read(read: Callable[[], int], path: str, code: str) -> list[Problem]:
    try:
        read()
    except ValueError as error:
        return [Problem(path, code, str(error))]
    return []
