"""Every benefit: those on deliveries and fees, gifts and grants, and the way to the others."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tests.reference.exact import shared_out
from tests.reference.moment import Moment, percentage
from tests.reference.off_orders import OFF_ORDERS
from tests.reference.off_products import OFF_PRODUCTS
from tests.reference.takings import Gift, Grant, OffDeliveries, OffFees, Taking

LANES = ("product", "order", "fee", "delivery")

Meant = list[tuple[int, int, int]]
"""Charges that are meant: place, what was charged, what is left of it."""


def lane_of(benefits: list[Any]) -> str:
    """The lane of a promotion: that of its benefits; the order lane when they go along anywhere."""
    lanes = [lane for each in benefits if (lane := _own_lane(each)) is not None]
    return lanes[0] if lanes else "order"


def _own_lane(benefit: Any) -> str | None:
    tag = benefit.tag()
    if tag in ("quantity_tiers", "spend_tiers"):
        return benefit.tier_lane
    if tag.endswith(("_fees", "fee_price")):
        return "fee"
    if tag.endswith(("_delivery", "delivery_price")):
        return "delivery"
    return "product" if tag in OFF_PRODUCTS else "order" if tag in OFF_ORDERS else None


def taking(moment: Moment, benefit: Any) -> Taking | None:
    """What a benefit would take or give now, before room and budgets; None when it finds nothing."""
    tag, lane = benefit.tag(), _own_lane(benefit)
    if lane == "product":
        return OFF_PRODUCTS[tag](moment, benefit)
    if lane == "order":
        return OFF_ORDERS[tag](moment, benefit)
    if lane == "delivery":
        charges = enumerate(zip(moment.checkout.deliveries, moment.deliveries, strict=True))
        meant = [
            (place, moment.minor(each.amount), left)
            for place, (each, left) in charges
            if benefit.methods is None or each.method in benefit.methods
        ]
        return OffDeliveries(_less(tag, moment, benefit, meant))
    if lane == "fee":
        fees = enumerate(zip(moment.checkout.fees, moment.fees, strict=True))
        meant = [
            (place, moment.minor(each.amount), left)
            for place, (each, left) in fees
            if benefit.ids is None or each.id in benefit.ids
        ]
        return OffFees(_less(tag, moment, benefit, meant))
    return _FREE_OF_LANES[tag](moment, benefit)


def _less(tag: str, moment: Moment, benefit: Any, meant: Meant) -> dict[int, int]:
    if tag.startswith("free_"):
        return {place: left for place, _, left in meant}
    if tag.endswith("_price"):
        return {place: max(left - moment.minor(benefit.price), 0) for place, _, left in meant}
    if tag.startswith("amount_off"):
        amount = moment.minor(benefit.amount)
    else:
        worth = sum(left if benefit.base == "running" else charged for _, charged, left in meant)
        amount = moment.rounded(worth * percentage(benefit.percent))
    rooms = {place: left for place, _, left in meant}
    return shared_out(amount, {place: Fraction(left) for place, left in rooms.items()}, rooms)


def _free_gift(moment: Moment, benefit: Any) -> Gift | None:
    wanted = [each for each in benefit.articles if each.article in moment.checkout.gifts] or benefit.articles
    for given in wanted:
        bought = sum(part.units for part in moment.parts if part.line.article == given.article)
        if moment.facts.stock.get(given.article, bought + benefit.quantity) >= bought + benefit.quantity:
            return Gift(given.article, benefit.quantity, moment.minor(given.price) * benefit.quantity)
    return None


def _points(moment: Moment, benefit: Any) -> Grant | None:
    points = benefit.points
    if benefit.per_spent is not None:
        points *= sum(part.left for part in moment.meant(benefit.of)) // moment.minor(benefit.per_spent)
    if benefit.max_points is not None:
        points = min(points, benefit.max_points)
    return Grant("points", {"points": points}) if points else None


def _granted(moment: Moment, benefit: Any) -> Grant:
    said = {name: getattr(benefit, name) for name in benefit.__struct_fields__}
    return Grant(benefit.tag(), {name: value for name, value in said.items() if value not in (None, [])})


_FREE_OF_LANES: dict[str, Callable[[Moment, Any], Gift | Grant | None]] = {
    "free_gift": _free_gift,
    "points": _points,
    "voucher": _granted,
    "badge": _granted,
    "access": _granted,
    "trial_extension": _granted,
    "referral_reward": _granted,
}
