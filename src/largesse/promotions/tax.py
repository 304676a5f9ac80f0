"""Tax on discounted amounts, for prices that contain it and prices that do not. Tax is always rounded half up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from largesse.core.numbers import WHOLE, Rounding, round_ratio

TaxView = Literal["as_priced", "included", "excluded"]


def tax_on(amount: int, rate: int, included: bool) -> int:
    """Return the tax contained in an amount, or to be added to it, at a rate given as a share of `WHOLE`."""
    if rate == 0 or amount == 0:
        return 0
    return round_ratio(amount * rate, WHOLE + rate if included else WHOLE, Rounding.half_up)


def in_view(amount: int, rate: int, view: TaxView, included: bool) -> int:
    """Return an amount with or without tax, whichever is asked for; `included` says how it is priced."""
    if view == "as_priced" or (view == "included") == included:
        return amount
    tax = tax_on(amount, rate, included)
    return amount - tax if included else amount + tax


def tax_per_rate(amounts: Iterable[tuple[int, int]], included: bool) -> int:
    """Return the tax on (amount, rate) pairs, rounded once for each rate."""
    sums: dict[int, int] = {}
    for amount, rate in amounts:
        sums[rate] = sums.get(rate, 0) + amount
    return sum(tax_on(amount, rate, included) for rate, amount in sums.items())
