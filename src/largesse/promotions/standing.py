"""What is left to discount at one moment of an evaluation, and how an offer is laid on it.

Benefits read it and never change it; only the fold in `evaluate` lays offers on it.
"""

from __future__ import annotations

from collections.abc import Mapping

from largesse.promotions.basket import Basket, Row

NOT_BARRED: Mapping[int, str] = {}


class Standing:
    """Amounts in minor units by index: `left` of rows, `deliveries` and `fees` as charged so far."""

    __slots__ = ("barred", "deliveries", "discounted", "fees", "left", "rows")

    def __init__(self, basket: Basket) -> None:
        self.rows: list[Row] = basket.rows
        self.left: list[int] = [row.value - row.manual for row in basket.rows]
        self.discounted: list[bool] = [False] * len(basket.rows)
        self.barred: Mapping[int, str] = NOT_BARRED
        """Rows that the promotion whose turn it is may not touch, each with the campaign that keeps it."""
        self.deliveries: list[int] = [each.amount for each in basket.deliveries]
        self.fees: list[int] = [each.amount for each in basket.fees]

    def copy(self) -> Standing:
        """Return a standing that can go its own way."""
        twin = Standing.__new__(Standing)
        twin.rows = self.rows
        twin.left = self.left.copy()
        twin.discounted = self.discounted.copy()
        twin.barred = self.barred
        twin.deliveries = self.deliveries.copy()
        twin.fees = self.fees.copy()
        return twin

    def finer(self, rows: list[Row], scale: int) -> Standing:
        """Return the same standing in units that are so many times finer, over rows in such units."""
        twin = Standing.__new__(Standing)
        twin.rows = rows
        twin.left = [amount * scale for amount in self.left]
        twin.discounted = self.discounted
        twin.barred = self.barred
        twin.deliveries = [amount * scale for amount in self.deliveries]
        twin.fees = [amount * scale for amount in self.fees]
        return twin

    def room(self, row: Row) -> int:
        """Return how much more the row can bear: what is left of it above its floor, nothing if not discountable."""
        if not row.discountable or row.index in self.barred:
            return 0
        room = self.left[row.index] - row.floor
        return room if room > 0 else 0
