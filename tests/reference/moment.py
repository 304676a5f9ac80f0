"""A checkout at one moment of its evaluation: what is left of every line, delivery and fee; nothing clever."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil

from largesse.promotions.checkout import Checkout, Line
from largesse.promotions.facts import Facts
from largesse.promotions.selector import Selector
from largesse.promotions.settings import Settings
from tests.reference.exact import DIGITS, minor, rounded


@dataclass
class Part:
    """A line. Amounts in minor units; `left` is what is left of the whole line."""

    place: int
    line: Line
    price: int
    quantity: Fraction
    units: int
    value: int
    manual: int
    floor: int
    rate: Fraction
    left: int = 0
    discounted: bool = False

    @property
    def each(self) -> Fraction:
        """What is left of one unit, or of one kilogram: an earlier discount lies evenly on them."""
        return self.left / self.quantity


@dataclass(frozen=True)
class Unit:
    """One piece."""

    part: Part
    value: Fraction

    @property
    def listed(self) -> Fraction:
        return Fraction(self.part.price)


@dataclass
class Moment:
    """Everything that conditions and benefits may look at."""

    checkout: Checkout
    facts: Facts
    settings: Settings
    parts: list[Part]
    deliveries: list[int]
    fees: list[int]
    barred: frozenset[int] = frozenset()
    time_zone: str = "UTC"
    digits: int = field(default=2)

    def copy(self) -> Moment:
        """The same moment, to be tried out."""
        parts = [replace(part) for part in self.parts]
        return replace(self, parts=parts, deliveries=self.deliveries.copy(), fees=self.fees.copy())

    def minor(self, text: str) -> int:
        return minor(text, self.digits)

    def rounded(self, number: Fraction) -> int:
        """Rounded as the company rounds discounts."""
        return rounded(number, self.settings.rounding.mode.value)

    def room(self, part: Part) -> int:
        """How much more a line can bear."""
        if not part.line.discountable or part.place in self.barred:
            return 0
        return max(part.left - part.floor, 0)

    def meant(self, of: Selector) -> list[Part]:
        """Lines as a condition counts them."""
        return [part for part in self.parts if is_meant(of, part, self.digits)]

    def selected(self, of: Selector) -> list[Part]:
        """Lines that a benefit may touch."""
        return [part for part in self.meant(of) if part.line.discountable and part.place not in self.barred]

    def pieces(self, of: Selector) -> list[Unit]:
        """Every single unit that a benefit may touch, in the checkout's order; weighed goods have none."""
        return [Unit(part, part.each) for part in self.selected(of) for _ in range(part.units)]

    def taxed(self, amount: Fraction, rate: Fraction, view: str) -> Fraction:
        """An amount with tax or without, exactly."""
        included = self.settings.tax.prices_include_tax
        if view == "as_priced" or (view == "included") == included:
            return amount
        return amount / (1 + rate) if included else amount * (1 + rate)


def percentage(text: str) -> Fraction:
    return Fraction(text) / 100


def at_first(checkout: Checkout, facts: Facts, settings: Settings) -> Moment:
    """The untouched checkout: list prices less what was taken off by hand."""
    digits = DIGITS[checkout.currency]
    return Moment(
        checkout,
        facts,
        settings,
        [_part(place, line, digits, settings) for place, line in enumerate(checkout.lines)],
        [minor(each.amount, digits) for each in checkout.deliveries],
        [minor(each.amount, digits) for each in checkout.fees],
        digits=digits,
    )


def _part(place: int, line: Line, digits: int, settings: Settings) -> Part:
    price, quantity = minor(line.price or "0", digits), Fraction(line.quantity)
    value = rounded(price * quantity, settings.rounding.mode.value)
    manual = minor(line.manual_discount.amount, digits) if line.manual_discount else 0
    rate = percentage(line.tax_rate or "0")
    return Part(
        place,
        line,
        price,
        quantity,
        line.quantity if isinstance(line.quantity, int) else 0,
        value,
        manual,
        _floor(line, quantity, digits, rate, settings),
        rate,
        value - manual,
    )


def _floor(line: Line, quantity: Fraction, digits: int, rate: Fraction, settings: Settings) -> int:
    least = rounded(minor(line.min_price or "0", digits) * quantity, settings.rounding.mode.value)
    if line.cost is None or settings.least_margin is None:
        return least
    # the margin is a share of the price without tax
    net = minor(line.cost, digits) / (1 - percentage(settings.least_margin)) * quantity
    return max(least, ceil(net * (1 + rate) if settings.tax.prices_include_tax else net))


def is_meant(of: Selector, part: Part, digits: int) -> bool:
    """Whether a selector means the line: all that it says must hold."""
    line = part.line
    listed = (
        (of.articles, [line.article]),
        (of.products, [line.product]),
        (of.categories, line.categories or []),
        (of.sets, line.sets or []),
        (of.assortments, line.assortments or []),
    )
    if any(wanted is not None and not set(wanted) & set(shown) for wanted, shown in listed):
        return False
    if of.price_from is not None and part.price < minor(of.price_from, digits):
        return False
    if of.price_to is not None and part.price > minor(of.price_to, digits):
        return False
    if not all(_has(line, name, wanted) for name, wanted in (of.attributes or {}).items()):
        return False
    if of.not_discounted and (part.discounted or part.manual):
        return False
    return of.exclude is None or not is_meant(of.exclude, part, digits)


def _has(line: Line, name: str, wanted: object) -> bool:
    actual = (line.attributes or {}).get(name)
    shown = [] if actual is None else actual if isinstance(actual, list) else [actual]
    return any((type(a), a) == (type(w), w) for a in shown for w in (wanted if isinstance(wanted, list) else [wanted]))
