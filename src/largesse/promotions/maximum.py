"""A maximum on what a benefit takes off the order, meant with or without tax."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import msgspec

from largesse.core.numbers import WHOLE
from largesse.promotions.condition import View
from largesse.promotions.offer import Spread
from largesse.promotions.tax import TaxView

Limit = Callable[[Spread, View], Spread]


def is_turned(tax: TaxView, prices_include_tax: bool) -> bool:
    """Return whether a maximum is not meant as prices are written."""
    return tax != "as_priced" and (tax == "included") != prices_include_tax


def maximum(amount: int | None, tax: TaxView, prices_include_tax: bool) -> Limit:
    """Return what cuts an offer down to the maximum, by the rates of the rows that bear it.

    With several rates the tax in the discount is that of the rows in proportion to their weights, and the result is
    cut off to a whole minor unit, so that it is never above the maximum.
    """
    if amount is None:
        return lambda offer, view: offer
    if not is_turned(tax, prices_include_tax):
        return lambda offer, view: _cut(offer, amount)

    def limit(offer: Spread, view: View) -> Spread:
        rows = view.standing.rows
        priced = sum([weight for _, weight in offer.weights])
        meant = sum([_turned(weight, rows[row].rate, prices_include_tax) for row, weight in offer.weights], Fraction(0))
        return _cut(offer, int(amount * priced / meant)) if meant else offer

    return limit


def _turned(amount: int, rate: int, without_tax: bool) -> Fraction:
    return Fraction(amount * WHOLE, WHOLE + rate) if without_tax else Fraction(amount * (WHOLE + rate), WHOLE)


def _cut(offer: Spread, most: int) -> Spread:
    return msgspec.structs.replace(offer, amount=most, uncut=offer.amount) if offer.amount > most else offer
