"""Contests as shops have them: a filled trolley, and many campaigns each of which concerns some of it."""

from __future__ import annotations

from random import Random
from typing import Any

Json = dict[str, Any]

CATEGORIES = [f"category {i}" for i in range(8)]
GROUPS = ["vouchers", "brand", "season", "category"]


class Shop:
    """One contest; the same seed gives the same."""

    def __init__(self, seed: int, policy: Json, combinable: float) -> None:
        self.random = Random(seed)
        self.choice = self.random.choice
        self.settings: Json = {"stacking": {"priority_resolution": "highest_discount", **policy}, "categories": {}}
        self._combinable = combinable
        self.lines = [self._line(i) for i in range(self.random.randint(3, 12))]

    def checkout(self) -> Json:
        """Return a checkout of 3 to 12 lines."""
        return {
            "currency": "USD",
            "at": "2026-06-15T12:00:00Z",
            "lines": self.lines,
            "deliveries": [{"amount": "4.90"}],
        }

    def campaigns(self, count: int) -> list[Json]:
        """Return so many campaigns, each of which may take something off this checkout."""
        return [self._campaign(number) for number in range(count)]

    def _money(self, low: int, high: int, step: int = 5) -> str:
        return _text(self.random.randrange(low, high, step))

    def _line(self, i: int) -> Json:
        price = self.random.randrange(149, 6000, 50)
        line: Json = {
            "article": f"a{i}",
            "categories": [self.choice(CATEGORIES)],
            "price": _text(price),
            "quantity": self.choice([1, 1, 1, 2, 2, 3, 4, 6]),
        }
        return {**line, "min_price": _text(price * 7 // 10)} if self.random.random() < 0.1 else line

    def _of(self) -> Json:
        line, other = self.choice(self.lines), self.choice(self.lines)
        articles = self.choice([[line["article"]], list({line["article"], other["article"]})])
        return self.choice([{"articles": articles}, {"categories": line["categories"]}])

    def _product(self) -> Json:
        of = {"of": self._of()}
        tiers = [{"at_least": 2, "percent": "10"}, {"at_least": 4, "percent": "20"}]
        percent: Json = {"type": "percent_off_products", "percent": self.choice(["5", "10", "15", "20", "25"]), **of}
        get = {"get": {"of": self._of(), "quantity": 1}, "percent": "50", "max_times": 1}
        return self.choice(
            [
                percent,
                percent,
                percent,
                {"type": "amount_off_products", "amount": self._money(20, 300), **of},
                {"type": "campaign_price", "price": self._money(100, 3000), **of},
                {"type": "buy_x_pay_y", "buy": 3, "pay": 2, **of},
                {"type": "cheapest_discount", "every": 2, "percent": "50", **of},
                {"type": "n_for_price", "quantity": 2, "price": self._money(200, 5000), **of},
                {"type": "buy_x_get_y", "buy": {"of": self._of(), "quantity": 1}, **get},
                {"type": "quantity_tiers", "tiers": tiers, **of},
            ]
        )

    def _order(self) -> Json:
        tiers = [{"at_least": "50.00", "amount": "5.00"}, {"at_least": "100.00", "amount": "12.00"}]
        return self.choice(
            [
                {"type": "amount_off_order", "amount": self._money(100, 1500, 50)},
                {"type": "percent_off_order", "percent": self.choice(["3", "5", "10"])},
                {"type": "percent_off_order", "percent": "20", "max_amount": "5.00"},
                {"type": "spend_tiers", "tiers": tiers},
                {"type": "free_delivery"},
                {"type": "points", "per_spent": "1.00", "points": 1},
            ]
        )

    def _campaign(self, number: int) -> Json:
        of_order = self.random.random() < 0.3
        total: Json = {"type": "order_total", "amount": self._money(2000, 15000, 500)}
        conditions = [total] if self.random.random() < (0.7 if of_order else 0.15) else []
        benefit = self._order() if of_order else self._product()
        campaign: Json = {
            "id": f"c{number:02}",
            "name": f"Campaign {number}",
            "currency": "USD",
            "priority": self.choice([0, 0, 10, 50]),
            "position": number,
            "combinable": self.random.random() < self._combinable,
            "promotions": [{"id": "p", "benefits": [benefit], "conditions": conditions}],
        }
        return {**campaign, "exclusivity_group": self.choice(GROUPS)} if self.random.random() < 0.25 else campaign


def _text(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
