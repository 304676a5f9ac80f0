"""What rules can look at: for each kind of rule its fields, their type, and how they are read off a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from largesse.promotions.checkout import Address, Customer, Subscription
from tests.reference.exact import rounded
from tests.reference.moment import Moment, Part

Read = Callable[[Moment], Any]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _of_customer(name: str) -> Read:
    return lambda moment: getattr(moment.checkout.customer or Customer(), name)


def _of_checkout(name: str) -> Read:
    return lambda moment: getattr(moment.checkout, name)


def _of_subscription(name: str) -> Read:
    return lambda moment: getattr(moment.checkout.subscription or Subscription(), name)


def _of_address(name: str) -> Read:
    return lambda moment: getattr(moment.checkout.address or Address(), name)


def _of_past(name: str) -> Read:
    return lambda moment: getattr(moment.facts.behavior, name)


def _amount_of_past(name: str) -> Read:
    def read(moment: Moment) -> int | None:
        text = getattr(moment.facts.behavior, name)
        return None if text is None else moment.minor(text)

    return read


def _of_lines(read: Callable[[Part], Any]) -> Read:
    return lambda moment: [value for part in moment.parts if (value := read(part)) is not None] or None


def _local(read: Callable[[datetime], Any]) -> Read:
    def at(moment: Moment) -> Any:
        instant = moment.checkout.at
        assert instant is not None
        return read(instant.astimezone(UTC).astimezone(ZoneInfo(moment.time_zone)))

    return at


def _weight(moment: Moment) -> Fraction | None:
    stated = [part for part in moment.parts if part.line.weight is not None]
    kilograms = sum((Fraction(part.line.weight or 0) * part.quantity for part in stated), Fraction(0))
    return Fraction(rounded(kilograms * 10**6, "half_up"), 10**6) if stated else None


def _products(moment: Moment) -> int:
    return len({(part.line.product is None, part.line.product or part.line.article) for part in moment.parts})


def _codes(moment: Moment) -> list[str]:
    codes = [code.casefold() if moment.settings.ignore_code_case else code for code in moment.checkout.codes]
    return list(dict.fromkeys(codes))


def _methods(moment: Moment) -> list[str] | None:
    return [each.method for each in moment.checkout.deliveries if each.method is not None] or None


FIELDS: dict[str, dict[str, tuple[str, Read]]] = {
    "cart": {
        "quantity": ("number", lambda moment: sum((part.quantity for part in moment.parts), Fraction(0))),
        "distinct_products": ("number", _products),
        "distinct_articles": ("number", lambda moment: len({part.line.article for part in moment.parts})),
        "total": ("amount", lambda moment: sum(part.value for part in moment.parts)),
        "weight": ("number", _weight),
        "payment_method": ("text", _of_checkout("payment_method")),
        "delivery_methods": ("texts", _methods),
        "channel": ("text", _of_checkout("channel")),
        "website": ("text", _of_checkout("website")),
    },
    "line": {
        "article": ("text", _of_lines(lambda part: part.line.article)),
        "product": ("text", _of_lines(lambda part: part.line.product)),
        "categories": ("texts", _of_lines(lambda part: part.line.categories or None)),
        "sets": ("texts", _of_lines(lambda part: part.line.sets or None)),
        "assortments": ("texts", _of_lines(lambda part: part.line.assortments or None)),
        "price": ("amount", _of_lines(lambda part: part.price)),
        "quantity": ("number", _of_lines(lambda part: part.quantity)),
    },
    "customer": {
        **{name: ("text", _of_customer(name)) for name in ("id", "tier", "language")},
        **{name: ("texts", _of_customer(name)) for name in ("groups", "organizations", "tags", "segments")},
        "orders_before": ("number", _of_customer("orders_before")),
    },
    "subscription": {
        **{name: ("text", _of_subscription(name)) for name in ("plan", "status")},
        "trial": ("flag", _of_subscription("trial")),
        **{name: ("time", _of_subscription(name)) for name in ("started_at", "renews_at", "ends_at")},
    },
    "geographic": {name: ("text", _of_address(name)) for name in ("country", "region", "city", "postal_code")},
    "store": {"id": ("text", _of_checkout("store")), "channel": ("text", _of_checkout("channel"))},
    "code": {"entered": ("texts", _codes), "count": ("number", lambda moment: len(_codes(moment)))},
    "behavioral": {
        **{name: ("number", _of_past(name)) for name in ("orders", "visits")},
        **{name: ("amount", _amount_of_past(name)) for name in ("spent", "average_order")},
        **{name: ("time", _of_past(name)) for name in ("first_order_at", "last_order_at", "last_visit_at")},
    },
    "temporal": {
        "at": ("time", _local(lambda at: at)),
        "weekday": ("text", _local(lambda at: WEEKDAYS[at.weekday()])),
        "clock": ("clock", _local(lambda at: at.strftime("%H:%M"))),
        "date": ("date", _local(lambda at: at.date().isoformat())),
        "month": ("number", _local(lambda at: at.month)),
        "day_of_month": ("number", _local(lambda at: at.day)),
    },
}

ATTRIBUTES: dict[str, Callable[[Moment, str], Any]] = {
    "cart": lambda moment, name: (moment.checkout.attributes or {}).get(name),
    "customer": lambda moment, name: ((moment.checkout.customer or Customer()).attributes or {}).get(name),
    "store": lambda moment, name: (moment.checkout.store_attributes or {}).get(name),
    "subscription": lambda moment, name: ((moment.checkout.subscription or Subscription()).attributes or {}).get(name),
    "behavioral": lambda moment, name: (moment.facts.behavior.attributes or {}).get(name),
    "line": lambda moment, name: _of_lines(lambda part: (part.line.attributes or {}).get(name))(moment),
}
