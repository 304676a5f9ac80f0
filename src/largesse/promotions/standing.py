"""What is left to discount at one moment of an evaluation, and how an offer is laid on it.

Benefits read it and never change it; only the fold in `evaluate` lays offers on it.
"""

from __future__ import annotations

from largesse.promotions.basket import Basket, Row


class Standing:
    """Amounts in minor units by index: `left` of rows, `deliveries` and `fees` as charged so far."""

    __slots__ = ("barred", "deliveries", "discounted", "fees", "left", "rows")

    def __init__(self, basket: Basket) -> None:
        self.rows: list[Row] = basket.rows
        self.left: list[int] = [row.value - row.manual for row in basket.rows]
        self.discounted: list[bool] = [False] * len(basket.rows)
        self.barred: frozenset[int] = frozenset()
        """Rows that the promotion whose turn it is may not touch."""
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

    def room(self, row: Row) -> int:
        """Return how much more the row can bear: what is left of it above its floor, nothing if not discountable."""
        if not row.discountable or row.index in self.barred:
            return 0
        room = self.left[row.index] - row.floor
        return room if room > 0 else 0
