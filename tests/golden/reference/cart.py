"""The cart as the calculator sees it: whole minor units per line, exact values per unit, conditions over both."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any

Json = dict[str, Any]


def digits(currency: str) -> int:
    return {"JPY": 0, "KWD": 3}.get(currency, 2)


def minor(text: str, currency: str) -> int:
    amount = Fraction(text) * 10 ** digits(currency)
    assert amount.denominator == 1, text
    return int(amount)


def half_up(value: Fraction | int) -> int:
    return floor(Fraction(value) + Fraction(1, 2))


def rounded(value: Fraction | int, rules: Json) -> int:
    return floor(Fraction(value)) if rules["rounding"] == "down" else half_up(value)


@dataclass
class Line:
    sku: str
    product: str | None
    categories: list[str]
    qty: int
    price: int
    rate: Fraction
    least: int
    """What the whole line may not go below."""
    discountable: bool
    left: int = 0
    touched: bool = False

    @property
    def room(self) -> int:
        return max(self.left - self.least, 0) if self.discountable else 0

    @property
    def value(self) -> Fraction:
        """Of one unit: an earlier discount lies evenly on the units."""
        return Fraction(self.left, self.qty)


@dataclass
class Cart:
    currency: str
    lines: list[Line]
    shipping: int
    fees: int
    listed_shipping: int = 0
    listed_fees: int = 0
    raw: Json = field(default_factory=dict)

    def copy(self) -> "Cart":
        return deepcopy(self)

    def amount(self, text: str) -> int:
        return minor(text, self.currency)


def read(case: Json) -> Cart:
    currency, raw = case["currency"], case["cart"]
    lines = [
        Line(
            sku=each["sku"],
            product=each.get("product"),
            categories=each.get("categories", []),
            qty=each["qty"],
            price=minor(each["unit_price"], currency),
            rate=Fraction(each.get("tax_rate") or 0) / 100,
            least=minor(each.get("min_price", "0"), currency) * each["qty"],
            discountable=each.get("discountable", True),
        )
        for each in raw["lines"]
    ]
    for line in lines:
        line.left = line.price * line.qty
    shipping = minor(raw["shipping"], currency)
    fees = sum(minor(fee["amount"], currency) for fee in raw["fees"])
    return Cart(currency, lines, shipping, fees, shipping, fees, raw)


def picked(line: Line, selector: Json | None, cart: Cart) -> bool:
    """Whether a selector means the line: all given keys must hold."""
    said = selector or {}
    wanted = {
        "skus": lambda listed: line.sku in listed,
        "products": lambda listed: line.product in listed,
        "categories": lambda listed: any(each in line.categories for each in listed),
        "price_from": lambda text: line.price >= cart.amount(text),
        "price_to": lambda text: line.price <= cart.amount(text),
        "not_discounted": lambda on: not (on and line.touched),
        "all": lambda on: True,
    }
    return all(wanted[key](value) for key, value in said.items())


def counted(cart: Cart, selector: Json | None) -> list[Line]:
    return [line for line in cart.lines if picked(line, selector, cart)]


def targets(cart: Cart, selector: Json | None) -> list[Line]:
    return [line for line in counted(cart, selector) if line.discountable]


COMPARE = {
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
    "eq": lambda a, b: a == b,
}


def holds(tree: Json, cart: Cart, included: bool) -> bool:
    if not tree:
        return True
    if "all" in tree:
        return all(holds(each, cart, included) for each in tree["all"])
    if "any" in tree:
        return any(holds(each, cart, included) for each in tree["any"])
    if "not" in tree:
        return not holds(tree["not"], cart, included)
    return {
        "order_total": order_total,
        "quantity": quantity,
        "contains": lambda leaf, cart, _: (
            len({line.product for line in counted(cart, leaf.get("of"))}) >= leaf.get("min_distinct", 1)
        ),
        "customer_group": lambda leaf, cart, _: any(group in leaf["in"] for group in cart.raw["customer"]["groups"]),
        "nth_order": lambda leaf, cart, _: cart.raw["customer"]["orders_before"] + 1 == leaf["n"],
    }[tree["type"]](tree, cart, included)


def order_total(leaf: Json, cart: Cart, included: bool) -> bool:
    total = 0
    for line in counted(cart, leaf.get("of")):
        amount = line.price * line.qty if leaf["on"] == "before_discounts" else line.left
        wanted = leaf.get("tax")
        if wanted == "excl" and included:
            amount -= tax_in(amount, line.rate)
        if wanted == "incl" and not included:
            amount += tax_on(amount, line.rate)
        total += amount
    if leaf.get("include_shipping"):
        total += cart.shipping
    return COMPARE[leaf["op"]](total, cart.amount(leaf["amount"]))


def quantity(leaf: Json, cart: Cart, included: bool) -> bool:
    lines = counted(cart, leaf.get("of"))
    if leaf.get("per_line"):
        return any(COMPARE[leaf["op"]](line.qty, leaf["qty"]) for line in lines)
    return COMPARE[leaf["op"]](sum(line.qty for line in lines), leaf["qty"])


def tax_in(amount: int, rate: Fraction) -> int:
    return half_up(amount * rate / (1 + rate))


def tax_on(amount: int, rate: Fraction) -> int:
    return half_up(amount * rate)


def units_of(lines: Iterable[Line], pick: str | None = None) -> list[Line]:
    """Every unit, as the line it is on: in cart order, or cheapest or dearest first by value, ties in cart order."""
    units = [line for line in lines for _ in range(line.qty)]
    if pick is None:
        return units
    return sorted(units, key=lambda line: line.value if pick == "cheapest" else -line.value)
