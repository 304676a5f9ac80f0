"""Selectors of golden cases in the project's words."""

from typing import Any

from tests.golden.case import Money, Part

NOBODY = "(no such article)"


class Selector(Part, frozen=True):
    """Which lines are meant: all given keys must hold."""

    all: bool = False
    skus: list[str] | None = None
    products: list[str] | None = None
    categories: list[str] | None = None
    price_from: Money | None = None
    price_to: Money | None = None
    not_discounted: bool = False

    def translate(self) -> dict[str, Any]:
        words = {"articles": self.skus, "products": self.products, "categories": self.categories}
        if any(listed == [] for listed in words.values()):  # one of nothing: no line can be meant
            return {"articles": [NOBODY]}
        said = {**words, "price_from": self.price_from, "price_to": self.price_to}
        given: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        return given | ({"not_discounted": True} if self.not_discounted else {})


EVERYTHING = Selector(all=True)
