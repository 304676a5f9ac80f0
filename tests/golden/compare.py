"""What a case expects, held against what the engine answered. Each difference is a sentence."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from largesse.promotions.evaluation import Evaluation, LineResult
from largesse.promotions.returns import Refund, Returned, refund
from tests.golden.case import Case
from tests.golden.translate import Translation

Amounts = dict[str, Decimal]
NOUGHT = Decimal(0)


def differences(golden: Case, translation: Translation, evaluation: Evaluation) -> list[str]:
    """Every figure and name that is not as expected."""
    found = [
        *_lines(golden, translation, evaluation),
        *_totals(golden, translation, evaluation),
        *_gifts(golden, evaluation),
        *_names(golden, translation, evaluation),
        *_refunds(golden, evaluation),
    ]
    return [*found, *_sums(evaluation)]


def _said(what: str, expected: object, actual: object) -> list[str]:
    return [] if expected == actual else [f"{what}: expected {_plain(expected)}, got {_plain(actual)}"]


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_plain(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | set | tuple):
        return "[" + ", ".join(sorted(map(_plain, value)) if isinstance(value, set) else map(_plain, value)) + "]"
    return str(value)


def _bought(evaluation: Evaluation) -> list[LineResult]:
    return [line for line in evaluation.lines if not line.gift]


def _discounts(evaluation: Evaluation, translation: Translation, lane: str) -> Amounts:
    """What campaigns of a kind took off, by article."""
    return {
        line.article: -sum(
            (Decimal(each.amount) for each in line.adjustments if translation.lanes[each.campaign] == lane), NOUGHT
        )
        for line in _bought(evaluation)
    }


def _lines(golden: Case, translation: Translation, evaluation: Evaluation) -> list[str]:
    expect = golden.expect
    found: list[str] = []
    for what, listed, lane in (
        ("line_discounts", expect.line_discounts, "product"),
        ("order_allocation", expect.order_allocation, "order"),
    ):
        if listed is None:
            continue
        actual = _discounts(evaluation, translation, lane)
        expected = {sku: Decimal(listed.get(sku, "0")) for sku in actual}
        found += [f"{what}: no line {sku!r} in the cart" for sku in listed if sku not in actual]
        if expect.any_order:
            found += _said(what, sorted(expected.values()), sorted(actual.values()))
        else:
            found += [text for sku in actual for text in _said(f"{what}[{sku}]", expected[sku], actual[sku])]
    return found


def _totals(golden: Case, translation: Translation, evaluation: Evaluation) -> list[str]:
    totals, expect = evaluation.totals, golden.expect
    figures = (
        ("order_discount", expect.order_discount, sum(_discounts(evaluation, translation, "order").values(), NOUGHT)),
        ("shipping", expect.shipping, totals.delivery),
        ("fees", expect.fees, totals.fees),
        ("total", expect.total, totals.total),
        ("tax", expect.tax, totals.tax),
        ("total_with_tax", expect.total_with_tax, totals.total_with_tax),
    )
    return [
        text
        for what, expected, actual in figures
        if expected is not None
        for text in _said(what, Decimal(expected), Decimal(actual))
    ]


def _gifts(golden: Case, evaluation: Evaluation) -> list[str]:
    expected = golden.expect.added_lines or []
    listed = sorted((each.sku, each.qty, Decimal(each.unit_price), Decimal(each.discount)) for each in expected)
    actual = sorted(
        (line.article, int(line.quantity), Decimal(line.price), Decimal(line.subtotal) - Decimal(line.total))
        for line in evaluation.lines
        if line.gift
    )
    return _said("added_lines", listed, actual)


def _names(golden: Case, translation: Translation, evaluation: Evaluation) -> list[str]:
    expect = golden.expect
    applied = {translation.names[each.campaign] for each in evaluation.applied}
    left_open = set(expect.either)
    found = [f"applied: {name!r} is missing" for name in expect.applied if name not in applied]
    found += [f"not_applied: {name!r} was applied" for name in expect.not_applied if name in applied]
    if expect.usage_consumed is not None:  # an order uses up each campaign that applied, once
        found += _said("usage_consumed", set(expect.usage_consumed) - left_open, applied - left_open)
    return found


def _refunds(golden: Case, evaluation: Evaluation) -> list[str]:
    if golden.expect.refunds is None:
        return []
    found: list[str] = []
    actual = list(_returns(golden.refunds, evaluation))
    if len(golden.expect.refunds) != len(actual):
        return [f"refunds: expected {len(golden.expect.refunds)}, the case has {len(actual)} returns"]
    for i, (expected, given) in enumerate(zip(golden.expect.refunds, actual, strict=True)):
        found += _said(f"refunds[{i}].amount", Decimal(expected.amount), Decimal(given.amount))
        found += _said(f"refunds[{i}].remaining", Decimal(expected.remaining), Decimal(given.remaining))
    return found


def _returns(returns: Iterable[dict[str, int]], evaluation: Evaluation) -> Iterable[Refund]:
    before: list[Returned] = []
    for each in returns:
        now = [Returned(line=sku, quantity=units) for sku, units in each.items() if units]
        yield refund(evaluation, now, before)
        before += now


def _sums(evaluation: Evaluation) -> list[str]:
    """What must be so in any answer: every line, delivery and fee is its price less its adjustments, never below 0."""
    found: list[str] = []
    for line in evaluation.lines:
        total = Decimal(line.subtotal) + Decimal(line.manual_discount or 0)
        found += _said(f"lines[{line.id}].total", total + _taken(line.adjustments), Decimal(line.total))
    for charge in (*evaluation.deliveries, *evaluation.fees):
        found += _said(f"{charge.id}.total", Decimal(charge.amount) + _taken(charge.adjustments), Decimal(charge.total))
    parts = [*evaluation.lines, *evaluation.deliveries, *evaluation.fees]
    found += [f"{part.id}: below zero" for part in parts if Decimal(part.total) < 0]
    return found + _said("sum", sum((Decimal(p.total) for p in parts), NOUGHT), Decimal(evaluation.totals.total))


def _taken(adjustments: Iterable[object]) -> Decimal:
    return sum((Decimal(each.amount) for each in adjustments), NOUGHT)  # type: ignore[attr-defined]
