"""Exact numbers: percentages, quantities, and the rounding of ratios. No binary fractions anywhere."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

WHOLE = 10**8
"""A percentage is an integer share of this: 100 % is `WHOLE`, 12.5 % an eighth of it (six decimals of a percent)."""

SCALE = 10**6
"""A quantity is an integer in millionths of a unit: three pieces are `3 * SCALE`, 0.345 kg is 345,000."""

LARGEST_QUANTITY = 10**9 * SCALE

_DECIMAL = re.compile(r"[0-9]{1,10}(\.[0-9]{1,6})?")


class Rounding(StrEnum):
    """How a fraction of a minor unit becomes a whole one: `half_up`, `half_even` (banker's), `down` (cut off)."""

    half_up = "half_up"
    half_even = "half_even"
    down = "down"


def round_ratio(numerator: int, denominator: int, rounding: Rounding) -> int:
    """Return `numerator / denominator` (neither negative, the second above zero) as an integer, rounded as asked."""
    if rounding is Rounding.half_up:
        return (2 * numerator + denominator) // (2 * denominator)
    quotient, rest = divmod(numerator, denominator)
    if rounding is Rounding.down:
        return quotient
    twice = 2 * rest
    return quotient + (twice > denominator or (twice == denominator and quotient % 2 == 1))


def _parse(text: str, factor: int) -> int:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"{text!r} is not a decimal number: write digits as text, at most 6 after the point")
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(6, "0")) * factor // 10**6


@lru_cache(maxsize=4096)
def parse_percent(text: str) -> int:
    """Return a percentage such as `"12.5"` as a share of `WHOLE`; ValueError unless it is above 0 and at most 100."""
    share = _parse(text, WHOLE // 100)
    if not 0 < share <= WHOLE:
        raise ValueError(f"{text!r} is not a percentage above 0 and up to 100")
    return share


@lru_cache(maxsize=4096)
def parse_rate(text: str) -> int:
    """Return a tax rate in percent, such as `"7"`, as a share of `WHOLE`; ValueError above 1,000 percent."""
    share = _parse(text, WHOLE // 100)
    if share > 10 * WHOLE:
        raise ValueError(f"{text!r} is not a tax rate of at most 1000 percent")
    return share


@lru_cache(maxsize=16384)
def parse_quantity(text: str) -> int:
    """Return a quantity such as `"0.345"` in millionths; ValueError unless it is above zero and below a billion."""
    quantity = _parse(text, SCALE)
    if not 0 < quantity <= LARGEST_QUANTITY:
        raise ValueError(f"{text!r} is not a quantity above 0 and up to 1000000000")
    return quantity


def format_quantity(quantity: int) -> str:
    """Return millionths as the shortest decimal text: `345000` is `"0.345"`."""
    whole, part = divmod(quantity, SCALE)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".")
