"""The checkout as the engine reads it: amounts as integers, what rules look at side by side; made once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from largesse.core.errors import Invalid, Problem
from largesse.core.money import digits_of, parse_amount
from largesse.core.numbers import SCALE, WHOLE, parse_quantity, parse_rate, round_ratio
from largesse.promotions.checkout import Checkout, Customer, Delivery, Fee, Line
from largesse.promotions.settings import Settings

_NOBODY = Customer()


class Row(msgspec.Struct, gc=False):
    """A line as the engine reads it. Amounts in minor units; `value` is the whole line at list price."""

    index: int
    id: str
    article: str
    product: str | None
    categories: list[str]
    sets: list[str]
    assortments: list[str]
    attributes: dict[str, Any]
    price: int
    quantity: int
    """In millionths of a unit."""
    units: int
    """Whole units; 0 for weighed goods, which benefits that count units skip."""
    value: int
    manual: int
    """Taken off by hand."""
    floor: int
    """The whole line goes no lower than this."""
    discountable: bool
    rate: int
    """Of tax, as a share of `WHOLE`."""
    weight: int | None
    """Of one unit, in millionths of a kilogram."""
    line: Line


class Charge(msgspec.Struct, gc=False):
    """A delivery or a fee as the engine reads it."""

    index: int
    id: str
    method: str | None
    amount: int
    rate: int


class Basket(msgspec.Struct):
    """A whole checkout as the engine reads it."""

    checkout: Checkout
    digits: int
    at: datetime
    rows: list[Row]
    deliveries: list[Charge]
    fees: list[Charge]
    customer: Customer
    codes: dict[str, str]
    """Codes as compared -> as the checkout carries them."""
    value: int
    """All rows at list price."""
    finer: Basket | None = None
    """The same in finer units, once an explanation has asked what rounding did."""


def read(checkout: Checkout, settings: Settings) -> Basket:
    """Return the checkout as the engine reads it; raise `Invalid` with every problem found, each at its path."""
    digits = digits_of(checkout.currency)
    reader = _Reader(digits, settings)
    ignore_case = settings.ignore_code_case
    rows = [reader.row(i, line) for i, line in enumerate(checkout.lines)]
    deliveries = [reader.charge("deliveries", i, each, each.method) for i, each in enumerate(checkout.deliveries)]
    fees = [reader.charge("fees", i, each, None) for i, each in enumerate(checkout.fees)]
    problems = reader.problems
    _refuse_repeats("lines", rows, problems)
    if len(deliveries) > 1:
        _refuse_repeats("deliveries", deliveries, problems)
    if len(fees) > 1:
        _refuse_repeats("fees", fees, problems)
    at = checkout.at
    if at is None:
        problems.append(Problem("$.at", "required", "the instant of the evaluation is needed"))
    elif not 1 < at.year < 9999:  # every time zone's clocks must be able to show it
        problems.append(Problem("$.at", "out_of_range", "expected an instant of the years 2 to 9998"))
    if problems:
        raise Invalid.of(problems)
    assert at is not None
    return Basket(
        checkout=checkout,
        digits=digits,
        at=at if at.tzinfo is UTC else at.astimezone(UTC),
        rows=rows,
        deliveries=deliveries,
        fees=fees,
        customer=checkout.customer or _NOBODY,
        codes={code.casefold() if ignore_case else code: code for code in checkout.codes},
        value=sum([row.value for row in rows]),
    )


class _Reader:
    """Reads parts, and gathers what is wrong with them rather than stopping at the first."""

    def __init__(self, digits: int, settings: Settings) -> None:
        self.digits = digits
        self.rounding = settings.rounding.mode
        self.with_tax = settings.tax.prices_include_tax
        self.margin = None if settings.least_margin is None else parse_rate(settings.least_margin)
        self.problems: list[Problem] = []

    def refuse(self, path: str, code: str, message: str) -> None:
        self.problems.append(Problem(f"$.{path}", code, message))

    def amount(self, text: str, part: str, index: int, field: str) -> int:
        try:
            return parse_amount(text, self.digits)
        except ValueError as error:
            self.refuse(f"{part}[{index}].{field}", "bad_amount", str(error))
            return 0

    def rate(self, text: str, part: str, index: int) -> int:
        try:
            return parse_rate(text)
        except ValueError as error:
            self.refuse(f"{part}[{index}].tax_rate", "bad_rate", str(error))
            return 0

    def quantity(self, text: str, index: int, field: str) -> int:
        try:
            return parse_quantity(text)
        except ValueError as error:
            self.refuse(f"lines[{index}].{field}", "bad_quantity", str(error))
            return SCALE

    def row(self, index: int, line: Line) -> Row:
        said = line.quantity
        if line.price is None:
            text = f"article {line.article!r} has no price, here or in a catalogue"
            self.refuse(f"lines[{index}].price", "required", text)
        price = self.amount(line.price or "0", "lines", index, "price")
        if isinstance(said, int):
            quantity, units, value = said * SCALE, said, said * price
        else:
            quantity, units = self.quantity(said, index, "quantity"), 0
            value = self.times(price, quantity)
        rate = 0 if line.tax_rate is None else self.rate(line.tax_rate, "lines", index)
        floored = line.min_price is not None or (line.cost is not None and self.margin is not None)
        return Row(
            index,
            line.id or str(index + 1),
            line.article,
            line.product,
            line.categories or _NONE,
            line.sets or _NONE,
            line.assortments or _NONE,
            line.attributes or _NO_ATTRIBUTES,
            price,
            quantity,
            units,
            value,
            0 if line.manual_discount is None else self.manual(line.manual_discount.amount, index, value),
            self.floor(line, index, quantity, rate) if floored else 0,
            line.discountable,
            rate,
            None if line.weight is None else self.weight(line.weight, index),
            line,
        )

    def weight(self, weight: int | str, index: int) -> int:
        return weight * SCALE if isinstance(weight, int) else self.quantity(weight, index, "weight")

    def manual(self, text: str, index: int, value: int) -> int:
        amount = self.amount(text, "lines", index, "manual_discount.amount")
        if amount > value:
            text = "the discount given by hand is larger than the line"
            self.refuse(f"lines[{index}].manual_discount.amount", "too_much", text)
        return amount

    def floor(self, line: Line, index: int, quantity: int, rate: int) -> int:
        """Return what the line may not go below: its least price, or its cost with the least margin, the higher one.

        The margin is a share of the price without tax, so the least price is cost / (1 - margin), rounded up.
        """
        least = 0
        if line.min_price is not None:
            least = self.times(self.amount(line.min_price, "lines", index, "min_price"), quantity)
        if line.cost is None or self.margin is None:
            return least
        above = self.amount(line.cost, "lines", index, "cost") * quantity * (WHOLE + (rate if self.with_tax else 0))
        return max(least, -(-above // ((WHOLE - self.margin) * SCALE)))

    def times(self, price: int, quantity: int) -> int:
        return round_ratio(price * quantity, SCALE, self.rounding)

    def charge(self, part: str, index: int, each: Delivery | Fee, method: str | None) -> Charge:
        amount = self.amount(each.amount, part, index, "amount")
        return Charge(
            index, each.id, method, amount, 0 if each.tax_rate is None else self.rate(each.tax_rate, part, index)
        )


_NONE: list[str] = []
_NO_ATTRIBUTES: dict[str, Any] = {}


def _refuse_repeats(field: str, parts: list[Row] | list[Charge], problems: list[Problem]) -> None:
    seen: set[str] = set()
    for part in parts:
        if part.id in seen:
            text = f"{part.id!r} is used twice; each id is used once"
            problems.append(Problem(f"$.{field}[{part.index}].id", "repeated_id", text))
        seen.add(part.id)
