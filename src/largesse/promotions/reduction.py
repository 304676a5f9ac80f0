"""What a fixed amount or a fixed price takes off some units of a row. Never more than is left of those units."""

from __future__ import annotations

from largesse.core.numbers import SCALE, Rounding, round_ratio
from largesse.promotions.basket import Row


def amount_off_units(row: Row, left: int, units: int | None, amount: int, rounding: Rounding) -> int:
    """Return the discount for an amount off each of `units` units (None: all of the row, weighed goods included).

    `left` is what is left of the whole row. A unit gives no more than is left of it.
    """
    if units is None or units == row.units:
        wanted = amount * row.units if row.units else round_ratio(amount * row.quantity, SCALE, rounding)
        return wanted if wanted < left else left
    if amount * row.units <= left:
        return amount * units
    return round_ratio(left * units, row.units, rounding)


def down_to_price(row: Row, left: int, units: int | None, price: int, rounding: Rounding) -> int:
    """Return the discount that makes each of `units` units (None: all of the row) cost `price`; 0 if they cost less."""
    if units is None or units == row.units:
        wanted = price * row.units if row.units else round_ratio(price * row.quantity, SCALE, rounding)
        return left - wanted if wanted < left else 0
    over = left - price * row.units
    return round_ratio(over * units, row.units, rounding) if over > 0 else 0
