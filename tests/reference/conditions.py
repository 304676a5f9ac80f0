"""Every condition, asked of a moment: holds or does not, and with which reasons it may be refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from largesse.promotions.checkout import Customer
from tests.reference.exact import rounded
from tests.reference.fields import ATTRIBUTES, FIELDS, WEEKDAYS
from tests.reference.moment import Moment, Part
from tests.reference.rules import asks, in_window

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "equals": lambda a, b: a == b,
    "greater_than": lambda a, b: a > b,
    "at_least": lambda a, b: a >= b,
    "less_than": lambda a, b: a < b,
    "at_most": lambda a, b: a <= b,
}


def holds(moment: Moment, condition: Any) -> bool:
    """Whether the condition holds now."""
    tag = condition.tag()
    if tag == "all":
        return all(holds(moment, each) for each in condition.of)
    if tag == "any":
        return any(holds(moment, each) for each in condition.of)
    if tag == "none":
        return not any(holds(moment, each) for each in condition.of)
    if tag in FIELDS:
        return _rule(moment, condition)
    return CONDITIONS[tag](moment, condition)


def reason(moment: Moment, condition: Any) -> str:
    """The reason code for a condition that does not hold."""
    if condition.tag() == "audience":
        return "not_in_audience"
    if condition.tag() == "has_code":
        return "code_used_up" if codes_entered(moment, condition) else "code_required"
    return "condition_failed"


def compared_code(moment: Moment, code: str) -> str:
    return code.casefold() if moment.settings.ignore_code_case else code


def codes_entered(moment: Moment, condition: Any) -> list[str]:
    """Codes of the condition, as it spells them, that the checkout carries."""
    carried = {compared_code(moment, code) for code in moment.checkout.codes}
    spelled: dict[str, str] = {}
    for code in condition.codes:
        spelled.setdefault(compared_code(moment, code), code)
    return [code for compared, code in spelled.items() if compared in carried]


def codes_usable(moment: Moment, condition: Any) -> list[str]:
    """Of these, the ones that have a use left; a hold of another checkout is a use."""

    def taken(code: str) -> int:
        holders = set(moment.facts.code_holds.get(code, [])) - {moment.checkout.id}
        return moment.facts.code_uses.get(code, 0) + len(holders)

    most = condition.uses_per_code
    return [code for code in codes_entered(moment, condition) if most is None or taken(code) < most]


def codes_known(moment: Moment, conditions: Sequence[Any]) -> set[str]:
    """Codes, as compared, that speak for a promotion with these conditions."""
    known: set[str] = set()
    for each in conditions:
        if each.tag() in ("all", "any"):
            known |= codes_known(moment, each.of)
        if each.tag() == "has_code" or asks_for_codes(each):
            known |= {compared_code(moment, code) for code in codes_named(each)}
    return known


def codes_counted(moment: Moment, conditions: Sequence[Any]) -> set[str]:
    """Of the checkout's codes, as compared, those that count for a promotion with these conditions."""
    counted: set[str] = set()
    for each in conditions:
        if each.tag() in ("all", "any"):
            counted |= codes_counted(moment, each.of)
        if each.tag() == "has_code":
            counted |= {compared_code(moment, code) for code in codes_usable(moment, each)}
        if asks_for_codes(each):
            carried = {compared_code(moment, code) for code in moment.checkout.codes}
            counted |= carried & {compared_code(moment, code) for code in codes_named(each)}
    return counted


def asks_for_codes(condition: Any) -> bool:
    """Whether a rule about the codes wants some of them to be there."""
    rule = condition.tag() == "code" and condition.field == "entered" and not condition.negate
    return rule and condition.operator.value.startswith("contains")


def codes_named(condition: Any) -> list[str]:
    """The codes that a condition about them names."""
    if condition.tag() == "has_code":
        return condition.codes
    return condition.value if isinstance(condition.value, list) else [condition.value]


def products(parts: list[Part]) -> int:
    """Different products; an article that belongs to none is one of its own."""
    return len({(part.line.product is None, part.line.product or part.line.article) for part in parts})


def _rule(moment: Moment, rule: Any) -> bool:
    name = rule.field
    attributes = ATTRIBUTES.get(rule.tag())
    if name.startswith("attributes.") and attributes:
        kind, actual = "any", attributes(moment, name.removeprefix("attributes."))
    else:
        kind, read = FIELDS[rule.tag()][name]
        actual = read(moment)
    operator, wanted = rule.operator.value, rule.value
    if operator == "exists":
        return (actual is not None) != rule.negate
    if actual is None:
        return False
    if rule.tag() == "code":
        wanted = _compared(moment, wanted)
    at = moment.checkout.at
    assert at is not None
    if rule.tag() == "line":
        return any(asks(kind, operator, wanted, each, at, moment.digits) for each in actual) != rule.negate
    return asks(kind, operator, wanted, actual, at, moment.digits) != rule.negate


def _compared(moment: Moment, wanted: Any) -> Any:
    if isinstance(wanted, list):
        return [compared_code(moment, each) if isinstance(each, str) else each for each in wanted]
    return compared_code(moment, wanted) if isinstance(wanted, str) else wanted


def _order_total(moment: Moment, condition: Any) -> bool:
    included = moment.settings.tax.prices_include_tax
    total = 0
    for part in moment.meant(condition.of):
        amount = part.value if condition.on == "before_discounts" else part.left
        tax = rounded(amount * (part.rate / (1 + part.rate) if included else part.rate), "half_up")
        if condition.tax != "as_priced" and (condition.tax == "included") != included:
            amount += -tax if included else tax
        total += amount
    if condition.include_delivery:
        total += sum(moment.deliveries)
    return COMPARE[condition.operator](total, moment.minor(condition.amount))


def _quantity(moment: Moment, condition: Any) -> bool:
    compare, bound = COMPARE[condition.operator], Fraction(condition.quantity)
    quantities = [part.quantity for part in moment.meant(condition.of)]
    if condition.per_line:
        return any(compare(each, bound) for each in quantities)
    return compare(sum(quantities, Fraction(0)), bound)


def _weight(moment: Moment, condition: Any) -> bool:
    stated = [part for part in moment.meant(condition.of) if part.line.weight is not None]
    kilograms = sum((Fraction(part.line.weight or 0) * part.quantity for part in stated), Fraction(0))
    in_millionths = Fraction(rounded(kilograms * 10**6, "half_up"), 10**6)
    return bool(stated) and COMPARE[condition.operator](in_millionths, Fraction(condition.kilograms))


def _nth_order(moment: Moment, condition: Any) -> bool:
    before = _customer(moment).orders_before
    if before is None:
        return False
    return (before + 1) % condition.n == 0 if condition.every else before + 1 == condition.n


def _time_window(moment: Moment, condition: Any) -> bool:
    at = moment.checkout.at
    assert at is not None
    return in_window(
        at.astimezone(UTC).astimezone(ZoneInfo(condition.time_zone or moment.time_zone)), condition, WEEKDAYS
    )


def _customer(moment: Moment) -> Customer:
    return moment.checkout.customer or Customer()


def _any_of(shown: Callable[[Moment], Sequence[str | None] | None], field: str) -> Callable[[Moment, Any], bool]:
    return lambda moment, condition: bool(set(getattr(condition, field)) & set(shown(moment) or []))


def _on_lines(read: Callable[[Part], Sequence[str | None] | None], field: str) -> Callable[[Moment, Any], bool]:
    return _any_of(lambda moment: [each for part in moment.parts for each in read(part) or []], field)


CONDITIONS: dict[str, Callable[[Moment, Any], bool]] = {
    "audience": lambda moment, condition: bool(moment.facts.audiences & set(condition.audiences)),
    "has_code": lambda moment, condition: bool(codes_usable(moment, condition)),
    "order_total": _order_total,
    "quantity": _quantity,
    "total_quantity": lambda moment, condition: COMPARE[condition.operator](
        sum(part.quantity for part in moment.parts), Fraction(condition.quantity)
    ),
    "weight": _weight,
    "contains": lambda moment, condition: products(moment.meant(condition.of)) >= condition.min_distinct,
    "distinct_products": lambda moment, condition: COMPARE[condition.operator](
        products(moment.meant(condition.of)), condition.count
    ),
    "contains_article": _on_lines(lambda part: [part.line.article], "articles"),
    "contains_product": _on_lines(lambda part: [part.line.product], "products"),
    "contains_from_category": _on_lines(lambda part: part.line.categories, "categories"),
    "contains_from_set": _on_lines(lambda part: part.line.sets, "sets"),
    "contains_from_assortment": _on_lines(lambda part: part.line.assortments, "assortments"),
    "customer_group": _any_of(lambda moment: _customer(moment).groups, "groups"),
    "customer_organization": _any_of(lambda moment: _customer(moment).organizations, "organizations"),
    "customer_segment": _any_of(lambda moment: _customer(moment).segments, "segments"),
    "customer_tier": _any_of(lambda moment: [_customer(moment).tier], "tiers"),
    "first_purchase": lambda moment, condition: _customer(moment).orders_before == 0,
    "nth_order": _nth_order,
    "delivery_method": _any_of(lambda moment: [each.method for each in moment.checkout.deliveries], "methods"),
    "payment_method": _any_of(lambda moment: [moment.checkout.payment_method], "methods"),
    "time_window": _time_window,
}
