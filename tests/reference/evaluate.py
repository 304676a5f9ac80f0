"""The slow, obvious evaluator: the same inputs as the engine's, no index, no runs, single units, fractions only.

It is written from what promotions are said to mean and shares nothing with the engine but the documents that both
read and the reason codes that both report.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import Facts
from largesse.promotions.settings import CategoryDefault, Settings
from tests.reference.conditions import codes_known, compared_code
from tests.reference.exact import major, minor, rounded
from tests.reference.moment import Moment, at_first, percentage
from tests.reference.stacks import decide
from tests.reference.takings import Laid
from tests.reference.turns import Given, Outcome, Turn

Answer = dict[str, Any]


def expected(campaigns: Sequence[Campaign], checkout: Checkout, facts: Facts, settings: Settings) -> Answer:
    """What the engine should say, in the words of `told`; verdicts map promotions to the reasons they may have."""
    first = at_first(checkout, facts, settings)
    turns = [
        Turn(campaign, promotion, place, settings.categories.get(campaign.category or "", CategoryDefault()))
        for campaign in campaigns
        for place, promotion in enumerate(campaign.promotions)
    ]
    outcome = decide(turns, first, checkout.stacking or settings.stacking)
    outcome.given.sort(key=lambda given: given.turn.rank)
    moment = _charged(first, outcome)
    return {
        "lines": [(major(part.left, first.digits), _adjusted(outcome, "lines", part.place)) for part in moment.parts],
        "deliveries": [
            (major(left, first.digits), _adjusted(outcome, "deliveries", place))
            for place, left in enumerate(moment.deliveries)
        ],
        "fees": [
            (major(left, first.digits), _adjusted(outcome, "fees", place)) for place, left in enumerate(moment.fees)
        ],
        "gifts": [
            (laid.gift.article, laid.gift.quantity, major(laid.gift.worth, first.digits))
            for _, _, laid in _all_laid(outcome)
            if laid.gift
        ],
        "effects": [
            (given.turn.campaign.id, given.turn.promotion.id, laid.grant.type, laid.grant.details)
            for given, _, laid in _all_laid(outcome)
            if laid.grant
        ],
        "applied": [(*_name(given.turn), major(given.amount, first.digits)) for given in outcome.given],
        "verdicts": {
            **{_name(given.turn): {"applied"} for given in outcome.given},
            **{_name(refused.turn): refused.reasons for refused in outcome.refused},
        },
        "codes": _codes(first, turns, outcome),
        "totals": _totals(first, moment),
    }


def told(evaluation: Evaluation) -> Answer:
    """What the engine said, in the same words, with a single reason for each verdict."""

    def charged(parts: Sequence[Any]) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
        return [(p.total, [(a.campaign, a.promotion, a.benefit, a.amount) for a in p.adjustments]) for p in parts]

    totals = evaluation.totals
    return {
        "lines": charged([line for line in evaluation.lines if not line.gift]),
        "deliveries": charged(evaluation.deliveries),
        "fees": charged(evaluation.fees),
        "gifts": [(line.article, line.quantity, line.subtotal) for line in evaluation.lines if line.gift],
        "effects": [(each.campaign, each.promotion, each.type, each.details) for each in evaluation.effects],
        "applied": [(each.campaign, each.promotion, each.amount) for each in evaluation.applied],
        "verdicts": {
            (each.campaign, each.promotion): each.reason.value if each.reason else each.outcome
            for each in evaluation.verdicts
        },
        "codes": [(each.code, each.status) for each in evaluation.codes],
        "totals": (totals.subtotal, totals.discount, totals.total, totals.tax, totals.total_with_tax, totals.to_pay),
    }


def assert_as_expected(said: Answer, wanted: Answer) -> None:
    """Everything is the same, and each verdict's reason is one of those that it may have."""
    for part in wanted:
        if part != "verdicts":
            assert (part, said[part]) == (part, wanted[part])
    assert said["verdicts"].keys() == wanted["verdicts"].keys()
    odd = {name: (reason, wanted["verdicts"][name]) for name, reason in said["verdicts"].items()}
    assert {name: pair for name, pair in odd.items() if pair[0] not in pair[1]} == {}


def _name(turn: Turn) -> tuple[str, str]:
    return turn.campaign.id, turn.promotion.id


def _all_laid(outcome: Outcome) -> list[tuple[Given, str, Laid]]:
    return [(given, benefit, laid) for given in outcome.given for benefit, laid in given.laid]


def _charged(first: Moment, outcome: Outcome) -> Moment:
    """The untouched checkout less everything that was laid: added up anew rather than believed."""
    moment = first.copy()
    for _, _, laid in _all_laid(outcome):
        for place, cut in laid.lines:
            moment.parts[place].left -= cut
        for place, cut in laid.deliveries.items():
            moment.deliveries[place] -= cut
        for place, cut in laid.fees.items():
            moment.fees[place] -= cut
    return moment


def _adjusted(outcome: Outcome, part: str, place: int) -> list[tuple[str, str, str, str]]:
    digits = outcome.moment.digits
    found = [
        (given, benefit, cut)
        for given, benefit, laid in _all_laid(outcome)
        for own, cut in (laid.lines if part == "lines" else list(getattr(laid, part).items()))
        if own == place
    ]
    return [(*_name(given.turn), benefit, major(-cut, digits)) for given, benefit, cut in found]


def _codes(moment: Moment, turns: list[Turn], outcome: Outcome) -> list[tuple[str, str]]:
    """Each code that the checkout carries, once, as it was last spelled there."""
    applied = {code for given in outcome.given for code in given.codes}
    carried = {compared_code(moment, code): code for code in moment.checkout.codes}
    known = {code for turn in turns for code in codes_known(moment, turn.promotion.conditions)}
    assert applied <= known
    return [(text, "applied" if code in applied else "rejected") for code, text in carried.items()]


def _totals(first: Moment, moment: Moment) -> tuple[str, str, str, str, str, str | None]:
    settings, checkout = moment.settings, moment.checkout
    listed = sum(part.value for part in moment.parts)
    goods = sum(part.left for part in moment.parts)
    total = goods + sum(moment.deliveries) + sum(moment.fees)
    taxed = [(part.left, part.rate) for part in moment.parts]
    charges = [*zip(checkout.deliveries, moment.deliveries, strict=True), *zip(checkout.fees, moment.fees, strict=True)]
    taxed += [(left, percentage(each.tax_rate or "0")) for each, left in charges]
    tax = _tax(taxed, settings)
    with_tax = total if settings.tax.prices_include_tax else total + tax
    to_pay = None
    coin = settings.cash_rounding.get(checkout.currency)
    if coin is not None and checkout.payment_method == "cash":
        least = minor(coin, first.digits)
        to_pay = major(rounded(Fraction(with_tax, least), "half_up") * least, first.digits)
    texts = [major(each, first.digits) for each in (listed, listed - goods, total, tax, with_tax)]
    return texts[0], texts[1], texts[2], texts[3], texts[4], to_pay


def _tax(taxed: list[tuple[int, Fraction]], settings: Settings) -> int:
    if settings.tax.level == "rate":
        rates = {rate for _, rate in taxed}
        taxed = [(sum(amount for amount, own in taxed if own == rate), rate) for rate in rates]
    included = settings.tax.prices_include_tax
    exact = [amount * (rate / (1 + rate) if included else rate) for amount, rate in taxed]
    return sum(rounded(each, "half_up") for each in exact)
