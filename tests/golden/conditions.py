"""Condition trees of golden cases in the project's words."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from tests.golden.case import CannotExpress, Money, Part
from tests.golden.selector import EVERYTHING, Selector

Op = Literal["gt", "gte", "lt", "lte", "eq"]
COMPARISON: dict[Op, str] = {
    "gt": "greater_than",
    "gte": "at_least",
    "lt": "less_than",
    "lte": "at_most",
    "eq": "equals",
}
TAX = {"incl": "included", "excl": "excluded"}


class Leaf(Part, frozen=True, tag_field="type"):
    def translate(self) -> dict[str, Any]:
        raise NotImplementedError


class OrderTotal(Leaf, frozen=True, tag="order_total"):
    op: Op
    amount: Money
    on: Literal["before_discounts", "after_discounts_so_far"]
    of: Selector = EVERYTHING
    tax: Literal["incl", "excl"] | None = None
    include_shipping: bool = False

    def translate(self) -> dict[str, Any]:
        return {
            "type": "order_total",
            "operator": COMPARISON[self.op],
            "amount": self.amount,
            "on": "before_discounts" if self.on == "before_discounts" else "after_discounts",
            "of": self.of.translate(),
            "tax": "as_priced" if self.tax is None else TAX[self.tax],
            "include_delivery": self.include_shipping,
        }


class Quantity(Leaf, frozen=True, tag="quantity"):
    op: Op
    qty: int
    of: Selector = EVERYTHING
    per_line: bool = False

    def translate(self) -> dict[str, Any]:
        said = {"type": "quantity", "of": self.of.translate(), "per_line": self.per_line}
        if self.qty >= 1:
            return {**said, "operator": COMPARISON[self.op], "quantity": self.qty}
        # the project compares with one unit or more; quantities are whole, so nought is said in terms of one
        any_at_all = {**said, "operator": "at_least", "quantity": 1}
        if self.qty < 0:
            return always() if self.op in ("gt", "gte") else never()
        if self.op == "gt":
            return any_at_all
        if self.op == "gte":
            return always() if not self.per_line else any_at_all
        if self.op == "lt" or self.per_line:  # no line has nought units
            return never()
        return {"type": "none", "of": [any_at_all]}


class Contains(Leaf, frozen=True, tag="contains"):
    of: Selector = EVERYTHING
    min_distinct: int = 1

    def translate(self) -> dict[str, Any]:
        if self.min_distinct < 1:
            return always()
        return {"type": "contains", "of": self.of.translate(), "min_distinct": self.min_distinct}


class CustomerGroup(Leaf, frozen=True, tag="customer_group"):
    among: Annotated[list[str], Meta(max_length=1000)] = msgspec.field(name="in")

    def translate(self) -> dict[str, Any]:
        return {"type": "customer_group", "groups": self.among} if self.among else never()


class NthOrder(Leaf, frozen=True, tag="nth_order"):
    n: int

    def translate(self) -> dict[str, Any]:
        return {"type": "nth_order", "n": self.n} if self.n >= 1 else never()


LEAVES = OrderTotal | Quantity | Contains | CustomerGroup | NthOrder


def always() -> dict[str, Any]:
    return {"type": "total_quantity", "operator": "at_most", "quantity": 1_000_000_000}


def never() -> dict[str, Any]:
    return {"type": "none", "of": [always()]}


def translate(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """The conditions that must all hold; none for an empty tree."""
    return [node(tree)] if tree else []


def node(tree: dict[str, Any]) -> dict[str, Any]:
    if "type" in tree:
        return leaf(tree)
    groups = [GROUPS[word](inner) for word, inner in tree.items() if word in GROUPS]
    if not tree or len(groups) != len(tree):
        raise CannotExpress(f"conditions: {sorted(tree)} are not all of all, any, not")
    return groups[0] if len(groups) == 1 else {"type": "all", "of": groups}


def leaf(tree: dict[str, Any]) -> dict[str, Any]:
    try:
        return msgspec.convert(tree, LEAVES).translate()
    except msgspec.ValidationError as error:
        raise CannotExpress(f"condition: {error}") from None


def every(members: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "all", "of": [node(each) for each in members]} if members else always()


def some(members: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "any", "of": [node(each) for each in members]} if members else never()


def negated(member: dict[str, Any] | list[dict[str, Any]]) -> dict[str, Any]:
    if isinstance(member, list):
        return {"type": "none", "of": [node(each) for each in member]} if member else always()
    return {"type": "none", "of": [node(member)]}


GROUPS: dict[str, Callable[[Any], dict[str, Any]]] = {"all": every, "any": some, "not": negated}
