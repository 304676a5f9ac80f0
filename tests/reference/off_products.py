"""Benefits of the product lane, unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Any

from tests.reference.exact import shared_out
from tests.reference.moment import Moment, Part, Unit, percentage
from tests.reference.takings import Cuts, Pairs


def sorted_units(units: list[Unit], pick: str) -> list[Unit]:
    """Cheapest or dearest first, by what is left of them now; equal ones in the checkout's order."""
    return sorted(units, key=lambda unit: unit.value if pick == "cheapest" else -unit.value)


def chosen(moment: Moment, benefit: Any) -> list[tuple[Part, Fraction]]:
    """Lines and how much of each is meant: all of it, or as many units as the limits leave."""
    if benefit.max_units_per_article is None and getattr(benefit, "max_units", None) is None:
        return [(part, part.quantity) for part in moment.selected(benefit.of)]
    of_article: Counter[str] = Counter()
    taken: list[Unit] = []
    for unit in sorted_units(moment.pieces(benefit.of), benefit.pick):
        article = unit.part.line.article
        if benefit.max_units_per_article is None or of_article[article] < benefit.max_units_per_article:
            of_article[article] += 1
            taken.append(unit)
    return counted(taken[: getattr(benefit, "max_units", None)])


def counted(units: list[Unit]) -> list[tuple[Part, Fraction]]:
    """The lines of these units, with how many each has among them."""
    parts = {unit.part.place: unit.part for unit in units}
    numbers = Counter(unit.part.place for unit in units)
    return [(parts[place], Fraction(number)) for place, number in numbers.items()]


def off_each(of: list[tuple[Part, Fraction]], off: Callable[[Part, Fraction], int]) -> Pairs:
    return [(part.place, off(part, number)) for part, number in of]


def percent_of(moment: Moment, part: Part, number: Fraction, share: Fraction, base: str) -> int:
    """A percentage of some units of a line under the rounding contract."""
    contract = moment.settings.rounding
    worth = part.each if base == "running" else part.value / part.quantity
    ending = _nearest_ending(moment, part, max(part.each - worth * share, Fraction(0)))
    if ending is not None:
        return min(moment.rounded((part.each - ending) * number), moment.rounded(part.each * number))
    times = number if contract.level == "line" else Fraction(1)
    if contract.what == "price":
        off = max(worth * times - moment.rounded(worth * times * (1 - share)), Fraction(0))
    else:
        off = Fraction(moment.rounded(worth * times * share))
    if contract.level == "unit":
        off *= number
    return min(moment.rounded(off), moment.rounded(part.each * number))


def _nearest_ending(moment: Moment, part: Part, wanted: Fraction) -> int | None:
    """The unit price, no higher than now, that ends as the company's prices do and is nearest; the lower of two."""
    endings = [moment.minor(text) for text in moment.settings.price_endings.get(moment.checkout.currency, [])]
    spans = [(ending, 10 ** max(len(str(ending)), moment.digits)) for ending in endings]
    prices = [price for price in range(floor(part.each) + 1) if any(price % span == ending for ending, span in spans)]
    return min(prices, key=lambda price: (abs(wanted - price), price), default=None) if wanted else None


def amount_of(moment: Moment, part: Part, number: Fraction, amount: int) -> int:
    """An amount off each of some units, capped at what is left of a unit."""
    if number == part.quantity:
        return min(moment.rounded(amount * number), part.left)
    return moment.rounded(min(Fraction(amount), part.each) * number)


def down_to(moment: Moment, part: Part, number: Fraction, price: int) -> int:
    """What makes each of some units cost the price; nothing where they cost less."""
    if number == part.quantity:
        return max(part.left - moment.rounded(price * number), 0)
    return moment.rounded(max(part.each - price, Fraction(0)) * number)


def percent_off_products(moment: Moment, benefit: Any) -> Cuts:
    share = percentage(benefit.percent)
    most = None if benefit.max_amount is None else moment.minor(benefit.max_amount)
    meant = chosen(moment, benefit)
    return Cuts(off_each(meant, lambda part, n: percent_of(moment, part, n, share, benefit.base)), most)


def amount_off_products(moment: Moment, benefit: Any) -> Cuts:
    amount, parts = moment.minor(benefit.amount), moment.selected(benefit.of)
    if benefit.how == "per_line":
        return Cuts([(part.place, amount) for part in parts])
    if benefit.how == "across":
        weights = {part.place: Fraction(part.left) for part in parts}
        return Cuts(list(shared_out(amount, weights, {part.place: moment.room(part) for part in parts}).items()))
    return Cuts(off_each(chosen(moment, benefit), lambda part, n: amount_of(moment, part, n, amount)))


def amount_off_first_and_more(moment: Moment, benefit: Any) -> Cuts:
    first, more = moment.minor(benefit.first), moment.minor(benefit.more)
    off: dict[int, int] = {}
    for part in moment.selected(benefit.of):
        for number in range(
            part.units if benefit.max_units_per_line is None else min(part.units, benefit.max_units_per_line)
        ):
            off[part.place] = off.get(part.place, 0) + (more if number else first)
    return Cuts([(place, min(cut, moment.parts[place].left)) for place, cut in off.items()])


def campaign_price(moment: Moment, benefit: Any) -> Cuts:
    here = benefit.store_prices.get(moment.checkout.store, {})

    def price(part: Part) -> str | None:
        article = part.line.article
        return benefit.price or here.get(article, (benefit.prices or {}).get(article))

    priced = [part for part in moment.selected(benefit.of) if price(part) is not None]
    meant = [(part, n) for part, n in chosen(_only(moment, priced), benefit)]
    return Cuts(off_each(meant, lambda part, n: down_to(moment, part, n, moment.minor(price(part) or "0"))))


def _only(moment: Moment, parts: list[Part]) -> Moment:
    """The moment as if only these lines could be touched."""
    copy = moment.copy()
    copy.parts = moment.parts
    copy.barred = moment.barred | {part.place for part in moment.parts if part not in parts}
    return copy


def full_groups(moment: Moment, benefit: Any) -> Cuts:
    pieces = moment.pieces(benefit.of)
    meant = counted(pieces[: len(pieces) // benefit.group_size * benefit.group_size])
    if benefit.percent is not None:
        share = percentage(benefit.percent)
        return Cuts(off_each(meant, lambda part, n: percent_of(moment, part, n, share, benefit.base)))
    return Cuts(off_each(meant, lambda part, n: amount_of(moment, part, n, moment.minor(benefit.amount))))


def off_by_tier(moment: Moment, tier: Any, meant: list[tuple[Part, Fraction]], base: str) -> Pairs:
    if tier.percent is not None:
        share = percentage(tier.percent)
        return off_each(meant, lambda part, n: percent_of(moment, part, n, share, base))
    if tier.amount is not None:
        return off_each(meant, lambda part, n: amount_of(moment, part, n, moment.minor(tier.amount)))
    return off_each(meant, lambda part, n: down_to(moment, part, n, moment.minor(tier.price)))


def quantity_tiers(moment: Moment, benefit: Any) -> Cuts:
    pieces = moment.pieces(benefit.of)
    articles = dict.fromkeys(unit.part.line.article for unit in pieces)
    groups = [pieces]
    if benefit.counted == "per_article":
        groups = [[unit for unit in pieces if unit.part.line.article == article] for article in articles]
    off: Pairs = []
    for group in groups:
        for tier, units in in_tiers(benefit, sorted_units(group, "dearest")):
            off += off_by_tier(moment, tier, counted(units), benefit.base)
    return Cuts(off)


def in_tiers(benefit: Any, units: list[Unit]) -> list[tuple[Any, list[Unit]]]:
    """Each tier reached with the units it is for: the highest has all of them, or each those from it to the next."""
    reached = [tier for tier in benefit.tiers if tier.at_least <= len(units)]
    if not benefit.graduated or not reached:
        return [(reached[-1], units)] if reached else []
    ends = [tier.at_least for tier in reached[1:]] + [len(units) + 1]
    return [
        (tier, [unit for number, unit in enumerate(units, 1) if tier.at_least <= number < end])
        for tier, end in zip(reached, ends, strict=True)
    ]


def spend_tiers(moment: Moment, benefit: Any) -> Cuts:
    parts = moment.selected(benefit.of)
    spent = sum(part.left for part in parts)
    reached = [tier for tier in benefit.tiers if moment.minor(tier.at_least) <= spent]
    if not reached:
        return Cuts([])
    return Cuts(off_by_tier(moment, reached[-1], [(part, part.quantity) for part in parts], benefit.base))


OFF_PRODUCTS: dict[str, Callable[[Moment, Any], Cuts]] = {
    "percent_off_products": percent_off_products,
    "amount_off_products": amount_off_products,
    "amount_off_first_and_more": amount_off_first_and_more,
    "campaign_price": campaign_price,
    "full_groups": full_groups,
    "quantity_tiers": quantity_tiers,
    "spend_tiers": spend_tiers,
}
