"""Drawing by chance what inventing a case needs: words, figures, selectors. The same seed draws the same."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from tests.golden.reference.cart import digits

Json = dict[str, Any]
T = TypeVar("T")

SKUS = ["A", "B", "C", "D", "E", "F"]
PRODUCTS = ["P", "Q", "R"]
CATEGORIES = ["food", "toys", "home"]


class Draw:
    """One seed, one currency; every draw comes from them."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.currency = self.one(["USD", "USD", "EUR", "JPY", "KWD"])

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def amount(self, low: int = 0, high: int = 3000) -> str:
        """Often a round one, so that units tie and bounds are met exactly."""
        cents = self.one([self.number(low, high), self.number(low, high) // 100 * 100])
        return f"{Decimal(cents).scaleb(-digits(self.currency)):.{digits(self.currency)}f}"

    def percent(self) -> str:
        return self.one(["5", "10", "12.5", "20", "25", "33", "33.333", "50", "75", "99.9", "100"])

    def one(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def units(self, high: int = 4) -> int:
        return self.number(1, high)

    def some(self, words: list[str], least: int = 1) -> list[str]:
        return self.random.sample(words, self.number(least, len(words)))

    def optional(self, **fields: Callable[[], Any]) -> Json:
        """Some of the fields; each is a function that draws its value."""
        return {name: make() for name, make in fields.items() if self.maybe(0.35)}

    def selector(self, *, discounted: bool = True) -> Json:
        if self.maybe(0.4):
            return {"all": True}
        draws = {
            "skus": lambda: self.some(SKUS),
            "products": lambda: self.some(PRODUCTS),
            "categories": lambda: self.some(CATEGORIES),
            "price_from": lambda: self.amount(0, 1500),
            "price_to": lambda: self.amount(500, 3000),
            **({"not_discounted": lambda: True} if discounted else {}),
        }
        return self.optional(**draws) or {"all": True}
