"""Write an outcome as an evaluation: amounts as text, adjustments on their lines, totals, tax."""

from __future__ import annotations

import msgspec

from largesse.core.money import format_amount, parse_amount
from largesse.core.numbers import Rounding, round_ratio
from largesse.promotions.basket import Basket, Charge, Row
from largesse.promotions.book import Book
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import (
    Adjustment,
    Applied,
    ChargeResult,
    CodeResult,
    Effect,
    Evaluation,
    Hint,
    LineResult,
    RoundingEcho,
    Totals,
    Verdict,
)
from largesse.promotions.outcome import Given, Outcome
from largesse.promotions.settings import RoundingContract, Settings, TaxSettings
from largesse.promotions.standing import Standing
from largesse.promotions.tax import tax_on, tax_per_rate
from largesse.promotions.vocabulary import in_language


class Ledger:
    """Every adjustment of an outcome, sorted to the line or charge that bears it. Sums in minor units, positive."""

    __slots__ = ("deliveries", "fees", "product_cuts", "rows")

    def __init__(self, basket: Basket, outcome: Outcome) -> None:
        self.rows: list[list[Adjustment]] = [[] for _ in basket.rows]
        self.product_cuts = [0] * len(basket.rows)
        self.deliveries: list[list[Adjustment]] = [[] for _ in basket.deliveries]
        self.fees: list[list[Adjustment]] = [[] for _ in basket.fees]
        for given in outcome.given:
            self._sort(given, basket.digits)

    def _sort(self, given: Given, digits: int) -> None:
        entry = given.entry
        promotion, campaign = entry.promotion.id, entry.campaign.id
        for kind, laid in given.laid:
            for cut in laid.lines:
                text = format_amount(-cut.amount, digits)
                self.rows[cut.row].append(Adjustment(promotion, campaign, kind, text, cut.units))
                if entry.lane == 0:
                    self.product_cuts[cut.row] += cut.amount
            for i, amount in laid.deliveries:
                self.deliveries[i].append(Adjustment(promotion, campaign, kind, format_amount(-amount, digits)))
            for i, amount in laid.fees:
                self.fees[i].append(Adjustment(promotion, campaign, kind, format_amount(-amount, digits)))


class Told(msgspec.Struct, frozen=True):
    """What an evaluation says beside its figures."""

    verdicts: list[Verdict] = []
    codes: list[CodeResult] = []
    hints: list[Hint] = []
    left_out: list[str] = []


NOTHING_TOLD = Told()


def write(book: Book, basket: Basket, outcome: Outcome, told: Told) -> Evaluation:
    """Return the evaluation of an outcome, with what was asked to be told."""
    ledger = Ledger(basket, outcome)
    tax = book.settings.tax
    taxes = [
        tax_on(left, row.rate, tax.prices_include_tax) if row.rate else 0
        for row, left in zip(basket.rows, outcome.standing.left, strict=True)
    ]
    checkout = basket.checkout
    standing = outcome.standing
    digits = basket.digits
    gifts = _gifts(outcome, digits) if any(laid.gift for given in outcome.given for _, laid in given.laid) else []
    return Evaluation(
        currency=checkout.currency,
        at=basket.at,
        checkout=checkout.id,
        book=book.version,
        lines=[_line(row, standing.left[row.index], taxes[row.index], ledger, digits) for row in basket.rows] + gifts,
        totals=_totals(basket, outcome, book.settings, taxes),
        applied=[_applied(given, basket) for given in outcome.given],
        deliveries=_charges(basket.deliveries, standing.deliveries, ledger.deliveries, digits, tax),
        fees=_charges(basket.fees, standing.fees, ledger.fees, digits, tax),
        codes=told.codes,
        effects=_effects(outcome),
        verdicts=told.verdicts,
        hints=told.hints,
        rounding=_echo(book.settings.rounding),
        left_out=told.left_out,
        cut_short=outcome.cut_short,
    )


def _echo(contract: RoundingContract) -> RoundingEcho:
    return RoundingEcho(contract.mode.value, contract.level, contract.what)


def _line(row: Row, left: int, tax: int, ledger: Ledger, digits: int) -> LineResult:
    cut = ledger.product_cuts[row.index]
    unit_price = None
    if cut and row.units and (row.value - cut) % row.units == 0:
        unit_price = format_amount((row.value - cut) // row.units, digits)
    return LineResult(
        row.id,
        row.article,
        row.line.quantity,
        format_amount(row.price, digits),
        format_amount(row.value, digits),
        format_amount(left, digits),
        ledger.rows[row.index],
        unit_price,
        format_amount(-row.manual, digits) if row.manual else None,
        format_amount(tax, digits) if row.rate else None,
    )


def _charges(
    charges: list[Charge], left: list[int], adjustments: list[list[Adjustment]], digits: int, tax: TaxSettings
) -> list[ChargeResult]:
    return [
        ChargeResult(
            id=each.id,
            amount=format_amount(each.amount, digits),
            total=format_amount(left[each.index], digits),
            adjustments=adjustments[each.index],
            tax=format_amount(tax_on(left[each.index], each.rate, tax.prices_include_tax), digits)
            if each.rate
            else None,
        )
        for each in charges
    ]


def _totals(basket: Basket, outcome: Outcome, settings: Settings, taxes: list[int]) -> Totals:
    tax = settings.tax
    standing, digits = outcome.standing, basket.digits
    goods, delivery, fees = sum(standing.left), sum(standing.deliveries), sum(standing.fees)
    total = goods + delivery + fees
    amount = _tax(basket, standing, taxes, tax)
    with_tax = total if tax.prices_include_tax else total + amount
    cash = _cash_rounding(basket, with_tax, settings)
    return Totals(
        subtotal=format_amount(basket.value, digits),
        discount=format_amount(basket.value - goods, digits),
        delivery=format_amount(delivery, digits),
        fees=format_amount(fees, digits),
        total=format_amount(total, digits),
        tax=format_amount(amount, digits),
        total_with_tax=format_amount(with_tax, digits),
        cash_rounding=format_amount(cash, digits) if cash is not None else None,
        to_pay=format_amount(with_tax + cash, digits) if cash is not None else None,
    )


def _cash_rounding(basket: Basket, amount: int, settings: Settings) -> int | None:
    """Return what rounds the amount to the nearest coin, halves up; None where nothing is paid in cash."""
    coin = settings.cash_rounding.get(basket.checkout.currency)
    if coin is None or basket.checkout.payment_method != "cash":
        return None
    least = parse_amount(coin, basket.digits)
    return round_ratio(amount, least, Rounding.half_up) * least - amount


def _tax(basket: Basket, standing: Standing, taxes: list[int], tax: TaxSettings) -> int:
    """Return the tax on lines (`taxes` holds it per line), deliveries and fees."""
    charges = [(standing.deliveries[each.index], each.rate) for each in basket.deliveries if each.rate]
    charges += [(standing.fees[each.index], each.rate) for each in basket.fees if each.rate]
    if tax.level == "rate":
        lines = [(standing.left[row.index], row.rate) for row in basket.rows]
        return tax_per_rate(lines + charges, tax.prices_include_tax)
    return sum(taxes) + sum([tax_on(amount, rate, tax.prices_include_tax) for amount, rate in charges])


def _applied(given: Given, basket: Basket) -> Applied:
    entry = given.entry
    return Applied(
        promotion=entry.promotion.id,
        campaign=entry.campaign.id,
        version=entry.campaign.version,
        amount=format_amount(given.amount, basket.digits),
        text=receipt_text(entry, basket.checkout.spoken),
        codes=[text for code, text in basket.codes.items() if code in given.codes] if given.codes else [],
    )


def receipt_text(entry: Entry, language: str) -> str:
    """Return what the receipt says: the language asked for, its first part, English, or the promotion's name."""
    promotion, campaign = entry.promotion, entry.campaign
    if not promotion.receipt and not campaign.names:
        return promotion.name or campaign.name
    said = in_language(promotion.receipt, language) or in_language(campaign.names, language)
    return said or promotion.name or campaign.name


def _gifts(outcome: Outcome, digits: int) -> list[LineResult]:
    lines: list[LineResult] = []
    for given in outcome.given:
        entry = given.entry
        for kind, laid in given.laid:
            if laid.gift is not None:
                worth = laid.gift.worth
                off = Adjustment(
                    entry.promotion.id, entry.campaign.id, kind, format_amount(-worth, digits), laid.gift.quantity
                )
                lines.append(
                    LineResult(
                        id=f"gift:{entry.campaign.id}:{entry.promotion.id}:{len(lines) + 1}",
                        article=laid.gift.article,
                        quantity=laid.gift.quantity,
                        price=format_amount(laid.gift.price, digits),
                        subtotal=format_amount(worth, digits),
                        total=format_amount(0, digits),
                        adjustments=[off],
                        gift=True,
                    )
                )
    return lines


def _effects(outcome: Outcome) -> list[Effect]:
    return [
        Effect(laid.grant.type, given.entry.promotion.id, given.entry.campaign.id, laid.grant.details)
        for given in outcome.given
        for _, laid in given.laid
        if laid.grant is not None
    ]
