"""What a customer gets back for goods brought back: a share of what was paid, from the stored evaluation alone.

Nothing is evaluated again. Of each line the refund is the paid value of all units returned so far, rounded half up,
minus what was refunded for them before, so that the refunds of a whole line sum to what was paid for it. Delivery and
fees stay.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from largesse.core.errors import Invalid
from largesse.core.money import digits_of, format_amount, parse_amount
from largesse.core.numbers import SCALE, Rounding, format_quantity, parse_quantity, round_ratio
from largesse.core.wire import Wire
from largesse.promotions.evaluation import Evaluation, LineResult
from largesse.promotions.wire import Quantity, Token


class Returned(Wire, frozen=True):
    """Some units of one line that come back."""

    line: Token
    """The line's id in the evaluation."""
    quantity: Quantity


class LineRefund(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one line gives back. `amount` in the tax view of the prices, like the line's `total`."""

    line: str
    quantity: str
    """Returned now."""
    amount: str
    discount: str
    """The share of the line's discounts, by hand or by promotion, that is undone."""
    tax: str | None = None
    """Contained in the amount, or to be given back beside it, as the line's own tax."""


class Refund(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a return gives back, and what remains paid for goods after it."""

    currency: str
    lines: list[LineRefund]
    amount: str
    tax: str
    remaining: str


class _Line:
    """A line's amounts in minor units, and how much of it came back before and now, in millionths."""

    __slots__ = ("before", "discount", "now", "paid", "quantity", "result", "tax")

    def __init__(self, result: LineResult, digits: int) -> None:
        self.result = result
        self.quantity = _millionths(result.quantity)
        self.paid = parse_amount(result.total, digits)
        self.discount = parse_amount(result.subtotal, digits) - self.paid
        self.tax = 0 if result.tax is None else parse_amount(result.tax, digits)
        self.before = 0
        self.now = 0

    def share(self, whole: int) -> int:
        """Return how much of an amount goes back now."""
        return self._until(whole, self.before + self.now) - self._until(whole, self.before)

    def _until(self, whole: int, returned: int) -> int:
        return round_ratio(whole * returned, self.quantity, Rounding.half_up)

    def remaining(self) -> int:
        """Return what stays paid after this return."""
        return self.paid - self._until(self.paid, self.before + self.now)


def refund(evaluation: Evaluation, returned: Iterable[Returned], before: Iterable[Returned] = ()) -> Refund:
    """Return what to give back for goods returned now, after everything that was returned `before`.

    Raises `Invalid` at `$[i]` of what is returned when the order has no such line, or not so much of it any more.
    """
    digits = digits_of(evaluation.currency)
    lines = {line.id: _Line(line, digits) for line in evaluation.lines}
    for each in before:
        lines[each.line].before += _millionths(each.quantity)
    for i, each in enumerate(returned):
        line = lines.get(each.line)
        if line is None:
            raise Invalid.at(f"$[{i}].line", "unknown_line", f"the order has no line {each.line!r}")
        line.now += _millionths(each.quantity)
        if line.before + line.now > line.quantity:
            there = format_quantity(max(line.quantity - line.before, 0))
            raise Invalid.at(f"$[{i}].quantity", "too_much", f"no more than {there} of this line can still be returned")
    back = [line for line in lines.values() if line.now]
    return Refund(
        currency=evaluation.currency,
        lines=[_line_refund(line, digits) for line in back],
        amount=format_amount(sum([line.share(line.paid) for line in back]), digits),
        tax=format_amount(sum([line.share(line.tax) for line in back]), digits),
        remaining=format_amount(sum([line.remaining() for line in lines.values()]), digits),
    )


def _line_refund(line: _Line, digits: int) -> LineRefund:
    return LineRefund(
        line=line.result.id,
        quantity=format_quantity(line.now),
        amount=format_amount(line.share(line.paid), digits),
        tax=None if line.result.tax is None else format_amount(line.share(line.tax), digits),
        discount=format_amount(line.share(line.discount), digits),
    )


def _millionths(quantity: int | str) -> int:
    return quantity * SCALE if isinstance(quantity, int) else parse_quantity(quantity)
