"""Random books, checkouts, facts and settings, written as documents; small numbers, so that things collide."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.reference.exact import DIGITS, major
from tests.reference.random_benefits import benefits_of_a_lane
from tests.reference.random_conditions import condition, hardly_ever, rarely
from tests.reference.random_settings import amount, policy_of, settings_of

Json = dict[str, Any]

NOON = "2026-06-15T12:00:00Z"
INSTANTS = [NOON, "2026-06-15T11:59:59Z", "2026-06-15T12:00:01Z", "2026-06-15T19:00:00+07:00", "2026-06-01T00:00:00Z"]
CODES = ["SAVE", "save", "VIP", "Straße", "nope"]
STORES = ["north", "south"]


quantities = st.integers(1, 6) | st.sampled_from([1, 2, "0.5", "1.333", "0.345", "2"])
rates = st.sampled_from(["0", "7", "25", "12.5"])


@st.composite
def line(draw: st.DrawFn, currency: str, plain: bool = False) -> Json:
    """A line of one of five articles; what belongs to an article may differ from line to line.

    A plain one has no floor, no discount by hand and one tax rate.
    """
    price = draw(amount(currency))
    quantity = draw(quantities)
    maybe: dict[str, st.SearchStrategy[Any]] = {
        "product": st.sampled_from(["p", "q"]),
        "categories": st.lists(st.sampled_from(["food", "snacks", "nuts"]), max_size=2, unique=True),
        "sets": st.lists(st.sampled_from(["new", "old"]), max_size=1),
        "assortments": st.lists(st.sampled_from(["web", "all"]), max_size=1),
        "attributes": st.fixed_dictionaries({}, optional={"brand": st.sampled_from(["x", "y", 1, True, ["x", "z"]])}),
        "tax_rate": rates,
        "weight": st.sampled_from(["0.25", "1", 2]),
    }
    seldom: dict[str, st.SearchStrategy[Any]] = {
        "min_price": amount(currency, 1500),
        "cost": amount(currency, 1500),
        "discountable": st.booleans(),
    }
    written: Json = {"article": draw(st.sampled_from("abcde")), "price": price, "quantity": quantity}
    written |= {name: draw(value) for name, value in maybe.items() if draw(st.booleans())}
    if plain:
        return {**written, "tax_rate": "25"}
    written |= {name: draw(value) for name, value in seldom.items() if draw(rarely)}
    if draw(rarely) and isinstance(quantity, int):
        by_hand = draw(st.integers(0, int(price.replace(".", "")) * quantity))
        written["manual_discount"] = {"amount": major(by_hand, DIGITS[currency])}
    return written


@cache
def lines(currency: str) -> st.SearchStrategy[list[Json]]:
    """Seldom none, often three or more."""
    return st.sampled_from([0, 1, 2, 3, 3]).flatmap(lambda least: st.lists(line(currency), min_size=least, max_size=5))


@st.composite
def checkouts(draw: st.DrawFn, currency: str) -> Json:
    written: Json = {"currency": currency, "at": NOON, "lines": draw(lines(currency))}
    charge = st.fixed_dictionaries({"amount": amount(currency, 900)}, optional={"tax_rate": rates})
    method = st.sampled_from(["post", "courier"])
    delivery = st.tuples(charge, st.none() | method).map(
        lambda pair: pair[0] | ({"method": pair[1]} if pair[1] else {})
    )
    maybe: dict[str, st.SearchStrategy[Any]] = {
        "deliveries": st.lists(delivery, min_size=1, max_size=3).map(
            lambda all: [{**d, "id": str(i)} for i, d in enumerate(all)]
        ),
        "fees": st.lists(charge, min_size=1, max_size=2).map(
            lambda all: [{**f, "id": f"fee{i}"} for i, f in enumerate(all)]
        ),
        "codes": st.lists(st.sampled_from(CODES), max_size=3),
        "customer": customer,
        "store": st.sampled_from(STORES),
        "channel": st.sampled_from(["web", "pos"]),
        "website": st.sampled_from(["shop.example", "other.example"]),
        "payment_method": st.sampled_from(["cash", "card"]),
        "id": st.just("mine"),
        "gifts": st.lists(st.sampled_from("abg"), max_size=1),
        "address": address,
        "subscription": subscription,
        "store_attributes": st.fixed_dictionaries({}, optional={"size": st.integers(0, 2)}),
        "attributes": st.fixed_dictionaries({}, optional={"wrap": st.booleans(), "points": st.integers(0, 9)}),
    }
    written |= {name: draw(value) for name, value in maybe.items() if draw(st.booleans())}
    if draw(rarely):
        written["stacking"] = draw(policy_of(currency))
    return written


address = st.fixed_dictionaries(
    {},
    optional={
        "country": st.sampled_from(["TH", "SE"]),
        "region": st.just("Lund"),
        "city": st.just("Lund"),
        "postal_code": st.sampled_from(["22222", "10330"]),
    },
)
subscription = st.fixed_dictionaries(
    {},
    optional={
        "plan": st.sampled_from(["pro", "free"]),
        "status": st.sampled_from(["active", "paused"]),
        "trial": st.booleans(),
        "started_at": st.sampled_from(INSTANTS),
        "renews_at": st.sampled_from(INSTANTS),
        "ends_at": st.sampled_from(INSTANTS),
        "attributes": st.fixed_dictionaries({}, optional={"seats": st.integers(0, 3)}),
    },
)
customer = st.fixed_dictionaries(
    {},
    optional={
        "id": st.just("c1"),
        "groups": st.lists(st.sampled_from(["staff", "club"]), max_size=2),
        "organizations": st.lists(st.sampled_from(["acme", "other"]), max_size=2),
        "segments": st.lists(st.sampled_from(["rich", "new"]), max_size=2),
        "tags": st.lists(st.sampled_from(["acme", "rich"]), max_size=1),
        "language": st.sampled_from(["th", "en"]),
        "tier": st.sampled_from(["gold", "silver"]),
        "orders_before": st.integers(0, 5),
        "attributes": st.fixed_dictionaries({}, optional={"kids": st.integers(0, 3)}),
    },
)


time_windows = st.fixed_dictionaries(
    {"weekdays": st.sampled_from([["monday"], ["sunday"], ["monday", "sunday"]])},
    optional={"nth_in_month": st.sampled_from([[3], [-1]]), "until_time": st.sampled_from(["12:00", "19:00", "19:01"])},
)


@st.composite
def campaigns(draw: st.DrawFn, currency: str, name: str) -> Json:
    """A campaign with one to three promotions, gates open more often than not."""
    promotions: list[Json] = []
    for place in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        conditions = draw(st.lists(condition(currency), max_size=2)) if draw(st.booleans()) else []
        promotions.append({"id": f"p{place}", "benefits": draw(benefits_of_a_lane(currency)), "conditions": conditions})
    written: Json = {"id": name, "name": name, "currency": currency, "promotions": promotions}
    maybe: dict[str, st.SearchStrategy[Any]] = {
        "priority": st.integers(-1, 2),
        "position": st.integers(0, 1),
        "combinable": st.booleans(),
        "category": st.sampled_from(["flash_sale", "loyalty_reward", "seasonal"]),
    }
    seldom: dict[str, st.SearchStrategy[Any]] = {
        "exclusivity_group": st.just("group"),
        "currency": st.sampled_from(sorted(DIGITS)),
        "stores": st.lists(st.sampled_from(STORES), max_size=2, unique=True),
        "channels": st.just(["web"]),
        "website": st.just("shop.example"),
        "starts_at": st.sampled_from(INSTANTS),
        "ends_at": st.sampled_from(INSTANTS).map(lambda each: each.replace("2026-06-01", "2027-06-01")),
        "audiences": st.lists(st.sampled_from(["lapsed", "new"]), max_size=1),
        "limits": st.lists(
            st.fixed_dictionaries(
                {"uses": st.integers(1, 3), "per": st.sampled_from(["campaign", "customer", "store"])},
                optional={"every": st.sampled_from(["day", "week", "month"]), "promotion": st.just("p0")},
            ),
            max_size=2,
        ),
        "budget": st.fixed_dictionaries(
            {"amount": amount(currency, 1500), "overrun": st.sampled_from(["skip", "cap", "finish"])},
            optional={"funder": st.sampled_from(["supplier", "manufacturer"])},
        ),
        "time_zone": st.sampled_from(["Asia/Bangkok", "America/New_York"]),
        "windows": st.lists(time_windows, min_size=1, max_size=2),
    }
    written |= {key: draw(value) for key, value in maybe.items() if draw(st.booleans())}
    written |= {key: draw(value) for key, value in seldom.items() if draw(hardly_ever)}
    if written["currency"] != currency:  # its amounts are those of another currency
        written |= {"promotions": [{"id": "p0", "benefits": [{"type": "free_delivery"}]}]}
        written.pop("budget", None)
    if "starts_at" in written and "ends_at" in written:
        written.pop("starts_at")
    return written


COUNTED = [
    "", "|customer=c1", "|store=north", "|promotion=p0", "|day=2026-06-15", "|week=2026-W25", "|month=2026-06",
    "|promotion=p0|day=2026-06-15", "|day=2026-06-14", "|week=2026-W25|customer=c1", "|month=2026-06|store=north",
]  # fmt: skip
"""What comes after the campaign in the names of counters."""

ORDERLY = {
    *("percent_off_products", "campaign_price", "percent_off_order", "amount_off_order", "order_price", "spend_tiers"),
    *("cheapest_discount", "n_for_price", "package", "free_delivery", "percent_off_delivery", "amount_off_products"),
}
"""Kinds for which the order of lines is of no account; others fill groups, count times or find partners in order."""


@cache
def lone_campaigns(currency: str) -> st.SearchStrategy[Json]:
    """A campaign of one promotion with one benefit, one that does not depend on the order of lines."""
    benefit = benefits_of_a_lane(currency).map(lambda all: all[0]).filter(lambda each: each["type"] in ORDERLY)
    return benefit.map(
        lambda each: {"id": "c", "name": "c", "currency": currency, "promotions": [{"id": "p", "benefits": [each]}]}
    )


@st.composite
def facts(draw: st.DrawFn, currency: str, names: list[str]) -> Json:
    uses = st.dictionaries(st.sampled_from(names), st.integers(0, 3), max_size=2) if names else st.just({})
    spent = st.dictionaries(st.sampled_from(names), amount(currency, 1500), max_size=2) if names else st.just({})
    counters = st.builds("{}|uses{}".format, st.sampled_from([*names, "gone"]), st.sampled_from(COUNTED))
    counts = st.dictionaries(counters, st.integers(0, 3), max_size=4)
    codes = st.sampled_from(CODES[:4])
    past = {
        **{name: st.integers(0, 5) for name in ("orders", "visits")},
        **{name: amount(currency) for name in ("spent", "average_order")},
        **{name: st.sampled_from(INSTANTS) for name in ("first_order_at", "last_order_at", "last_visit_at")},
        "attributes": st.fixed_dictionaries({}, optional={"views": st.integers(0, 3)}),
    }
    written = {
        "audiences": st.lists(st.sampled_from(["lapsed", "new"]), max_size=2, unique=True),
        "uses": uses,
        "counts": counts,
        "customer_uses": uses,
        "store_uses": uses,
        "spent": spent,
        "code_uses": st.dictionaries(codes, st.integers(0, 2), max_size=2),
        "code_holds": st.dictionaries(codes, st.lists(st.sampled_from(["mine", "other"]), max_size=2), max_size=1),
        "suspended": st.lists(st.sampled_from([*names, "gone"]), max_size=1),
        "stock": st.dictionaries(st.sampled_from("abg"), st.integers(0, 5), max_size=2),
        "behavior": st.fixed_dictionaries({}, optional=past),
    }
    return {key: draw(value) for key, value in written.items() if draw(st.booleans())}


@st.composite
def cases(draw: st.DrawFn, most: int = 5) -> tuple[list[Json], Json, Json, Json]:
    """Campaigns, a checkout, facts and settings, in one currency."""
    currency = draw(st.sampled_from(["USD", "USD", "JPY", "KWD"]))
    names = [f"c{i}" for i in range(draw(st.integers(1, most)))]
    given = [draw(campaigns(currency, name)) for name in names]
    return given, draw(checkouts(currency)), draw(facts(currency, names)), draw(settings_of(currency))
