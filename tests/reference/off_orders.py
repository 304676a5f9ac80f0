"""Benefits of the order lane, on single units where units matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import floor
from typing import Any

from tests.reference.moment import Moment, Part, Unit, percentage
from tests.reference.off_products import in_tiers, sorted_units
from tests.reference.takings import Spread

Shares = list[tuple[Unit, Fraction]]
"""What each unit gives, exactly."""


def by_value(amount: int, parts: list[Part]) -> Spread:
    """Borne by lines in proportion to what is left of them."""
    return Spread(amount, {part.place: Fraction(part.left) for part in parts})


def by_units(moment: Moment, shares: Shares) -> Spread:
    """Borne by the lines of the units: added up exactly, rounded once."""
    weights: dict[int, Fraction] = {}
    for unit, share in shares:
        weights[unit.part.place] = weights.get(unit.part.place, Fraction(0)) + share
    return Spread(moment.rounded(sum(weights.values(), Fraction(0))), dict(sorted(weights.items())))


def percent_each(unit: Unit, share: Fraction, base: str) -> Fraction:
    return unit.value * share if base == "running" else min(unit.listed * share, unit.value)


def less(moment: Moment, units: list[Unit], benefit: Any) -> Shares:
    """What a set of units gives: each by itself, or all together in proportion to unit value; never below nothing."""
    if getattr(benefit, "percent", None) is not None:
        return [(unit, percent_each(unit, percentage(benefit.percent), benefit.base)) for unit in units]
    if getattr(benefit, "unit_price", None) is not None:
        return [(unit, max(unit.value - moment.minor(benefit.unit_price), Fraction(0))) for unit in units]
    worth = sum((unit.value for unit in units), Fraction(0))
    if benefit.price is not None:
        saving = max(worth - moment.minor(benefit.price), Fraction(0))
    else:
        saving = min(Fraction(moment.minor(benefit.amount)), worth)
    return [(unit, saving * unit.value / worth) for unit in units] if worth else []


def percent_off_order(moment: Moment, benefit: Any) -> Spread:
    share, parts = percentage(benefit.percent), moment.selected(benefit.of)
    if benefit.exceeding_quantity is not None:
        pieces = sorted_units(moment.pieces(benefit.of), "cheapest")
        beyond = pieces[: max(len(pieces) - benefit.exceeding_quantity, 0)]
        spread = by_units(moment, [(unit, percent_each(unit, share, benefit.base)) for unit in beyond])
    else:
        worth = sum(part.left if benefit.base == "running" else part.value for part in parts)
        worth -= moment.minor(benefit.exceeding_amount or "0")
        spread = by_value(moment.rounded(Fraction(max(worth, 0)) * share), parts)
    if benefit.max_amount is None:
        return spread
    return Spread(min(spread.amount, _most(moment, benefit, spread)), spread.weights)


def _most(moment: Moment, benefit: Any, spread: Spread) -> int:
    """The maximum in the tax view of the prices: its tax is that of the lines that bear the discount."""
    other = "excluded" if moment.settings.tax.prices_include_tax else "included"
    most = moment.minor(benefit.max_amount)
    if benefit.max_amount_tax != other:
        return most
    priced = sum(spread.weights.values())
    meant = sum(moment.taxed(weight, moment.parts[place].rate, other) for place, weight in spread.weights.items())
    return floor(most * priced / meant) if meant else most


def amount_off_order(moment: Moment, benefit: Any) -> Spread:
    return by_value(moment.minor(benefit.amount), moment.selected(benefit.of))


def order_price(moment: Moment, benefit: Any) -> Spread:
    over = sum(part.left for part in moment.parts) - moment.minor(benefit.price)
    return by_value(max(over, 0), moment.selected(benefit.of))


def quantity_tiers(moment: Moment, benefit: Any) -> Spread:
    pieces = moment.pieces(benefit.of)
    parts = [part for part in moment.selected(benefit.of) if part.units]
    if benefit.tiers[0].percent is None:
        return by_value(
            _amount_of_tiers(moment, benefit, [tier.at_least <= len(pieces) for tier in benefit.tiers]), parts
        )
    if not benefit.graduated:
        reached = in_tiers(benefit, pieces)
        return by_value(_percent_of(moment, reached[-1][0], parts, benefit.base), parts) if reached else Spread(0, {})
    tiers = in_tiers(benefit, sorted_units(pieces, "dearest"))
    shares = [
        (unit, percent_each(unit, percentage(tier.percent), benefit.base)) for tier, units in tiers for unit in units
    ]
    return by_units(moment, shares)


def spend_tiers(moment: Moment, benefit: Any) -> Spread:
    parts = moment.selected(benefit.of)
    spent = sum(part.left for part in parts)
    starts = [moment.minor(tier.at_least) for tier in benefit.tiers]
    reached = [start <= spent for start in starts]
    if benefit.tiers[0].percent is None:
        return by_value(_amount_of_tiers(moment, benefit, reached), parts)
    if not benefit.graduated:
        highest = sum(reached)
        return by_value(_percent_of(moment, benefit.tiers[highest - 1], parts, benefit.base) if highest else 0, parts)
    ends = [*starts[1:], spent]
    slices = [max(min(end, spent) - start, 0) for start, end in zip(starts, ends, strict=True)]
    exact = sum(percentage(tier.percent) * part for tier, part in zip(benefit.tiers, slices, strict=True))
    return by_value(moment.rounded(Fraction(exact)), parts)


def _amount_of_tiers(moment: Moment, benefit: Any, reached: list[bool]) -> int:
    amounts = [moment.minor(tier.amount) for tier, yes in zip(benefit.tiers, reached, strict=True) if yes]
    return sum(amounts) if benefit.graduated else (amounts or [0])[-1]


def _percent_of(moment: Moment, tier: Any, parts: list[Part], base: str) -> int:
    worth = sum(part.left if base == "running" else part.value for part in parts)
    return moment.rounded(worth * percentage(tier.percent))


def buy_x_pay_y(moment: Moment, benefit: Any) -> Spread:
    pieces, shares, times = moment.pieces(benefit.of), Shares(), 0
    for article in dict.fromkeys(unit.part.line.article for unit in pieces):
        units = sorted_units([unit for unit in pieces if unit.part.line.article == article], "cheapest")
        full = len(units) // benefit.buy
        if benefit.max_times is not None:
            full = min(full, benefit.max_times - times)
        times += full
        shares += [(unit, unit.value) for unit in units[: full * (benefit.buy - benefit.pay)]]
    return by_units(moment, shares)


def groups(units: list[Unit], size: int, most: int | None) -> list[list[Unit]]:
    """Full groups, filled in order."""
    full = [units[start : start + size] for start in range(0, len(units) - size + 1, size)]
    return full[:most]


def cheapest_discount(moment: Moment, benefit: Any) -> Spread:
    units = sorted_units(moment.pieces(benefit.of), "cheapest")
    full = groups(units, benefit.every, benefit.max_times)
    if benefit.grouping == "cheapest_overall":
        cheap = units[: len(full) * benefit.count]
    else:
        cheap = [unit for group in full for unit in group[: benefit.count]]
    share = percentage(benefit.percent)
    return by_units(moment, [(unit, percent_each(unit, share, benefit.base)) for unit in cheap])


def n_for_price(moment: Moment, benefit: Any) -> Spread:
    units = sorted_units(moment.pieces(benefit.of), benefit.pick)
    full = groups(units, benefit.quantity, benefit.max_times)
    return by_units(moment, [share for group in full for share in less(moment, group, benefit)])


def package(moment: Moment, benefit: Any) -> Spread:
    units = sorted_units(moment.pieces(benefit.of), benefit.pick)
    return by_units(moment, less(moment, units[: benefit.quantity], benefit) if len(units) >= benefit.quantity else [])


def sets(needs: list[tuple[list[Unit], int]], most: int | None) -> Iterator[list[list[Unit]]]:
    """Sets round by round: each need in turn takes its first unused units, until one finds too few."""
    used: list[Unit] = []
    while most is None or most > 0:
        most = None if most is None else most - 1
        found: list[list[Unit]] = []
        for units, number in needs:
            free = [unit for unit in units if not any(unit is other for other in used)][:number]
            if len(free) < number:
                return
            used += free
            found.append(free)
        yield found


def _needs(moment: Moment, wanted: list[tuple[Any, int, str]]) -> list[tuple[list[Unit], int]]:
    """For each selector, number and pick: the units to take from, the same piece being the same unit in all of them."""
    pieces = moment.pieces(type(wanted[0][0])())
    meant = [{part.place for part in moment.selected(of)} for of, _, _ in wanted]
    return [
        (sorted_units([unit for unit in pieces if unit.part.place in places], pick), number)
        for places, (_, number, pick) in zip(meant, wanted, strict=True)
    ]


def bundle(moment: Moment, benefit: Any) -> Spread:
    needs = _needs(moment, [(item.of, item.quantity, benefit.pick) for item in benefit.items])
    shares: Shares = []
    for found in sets(needs, benefit.max_times):
        shares += less(moment, [unit for units in found for unit in units], benefit)
    return by_units(moment, shares)


def buy_x_get_y(moment: Moment, benefit: Any) -> Spread:
    buy, get = benefit.buy, benefit.get
    needs = _needs(moment, [(buy.of, buy.quantity, "dearest"), (get.of, get.quantity, get.pick)])
    shares: Shares = []
    for _, got in sets(needs, benefit.max_times):
        shares += less(moment, got, benefit)
    return by_units(moment, shares)


OFF_ORDERS: dict[str, Callable[[Moment, Any], Spread]] = {
    "percent_off_order": percent_off_order,
    "amount_off_order": amount_off_order,
    "order_price": order_price,
    "quantity_tiers": quantity_tiers,
    "spend_tiers": spend_tiers,
    "buy_x_pay_y": buy_x_pay_y,
    "cheapest_discount": cheapest_discount,
    "n_for_price": n_for_price,
    "package": package,
    "bundle": bundle,
    "buy_x_get_y": buy_x_get_y,
}
