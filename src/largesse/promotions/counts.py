"""What rows come to when they are counted: units, products, kilograms. Quantities in millionths."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from largesse.core.numbers import SCALE, Rounding, round_ratio
from largesse.promotions.basket import Row


def quantity_of(rows: Iterable[Row]) -> int:
    """Return how many units there are, weighed goods by their weight."""
    return sum([row.quantity for row in rows])


def products_in(rows: Iterable[Row]) -> int:
    """Return how many different products there are; an article that belongs to none is one of its own."""
    return len({("", row.article) if row.product is None else (row.product,) for row in rows})


def weight_of(rows: Iterable[Row]) -> int | None:
    """Return the kilograms; rows that state no weight weigh nothing, and None when no row states one."""
    stated = [row.weight * row.quantity for row in rows if row.weight is not None]
    return round_ratio(sum(stated), SCALE, Rounding.half_up) if stated else None


def as_number(quantity: int) -> int | Decimal:
    """Return millionths as the number they are, without noughts at the end: what rules compare and findings show."""
    whole, part = divmod(quantity, SCALE)
    return Decimal(quantity) / SCALE if part else whole
