"""Random conditions of every kind, groups of them included."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.reference.exact import DIGITS, major

Json = dict[str, Any]
Strategy = st.SearchStrategy[Json]

rarely = st.integers(0, 5).map(lambda number: number == 5)
hardly_ever = st.integers(0, 19).map(lambda number: number == 19)
comparison = st.sampled_from(["equals", "greater_than", "at_least", "less_than", "at_most"])
counts = st.integers(1, 8)
amounts_of_lines = st.integers(0, 6000)


def some(*words: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True)


@st.composite
def _selector(draw: st.DrawFn, parts: dict[str, st.SearchStrategy[Any]]) -> Json:
    if draw(st.booleans()):
        return {}
    names = draw(st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=2, unique=True))
    return {name: draw(parts[name]) for name in names}


@cache
def selector(currency: str, depth: int = 1) -> Strategy:
    """Often everything, else some of what there is; now and then with exclusions."""
    price = st.integers(0, 2500).map(lambda minor: major(minor, DIGITS[currency]))
    parts: dict[str, st.SearchStrategy[Any]] = {
        "articles": some("a", "b", "c", "d"),
        "products": some("p", "q"),
        "categories": some("food", "snacks"),
        "sets": some("new", "old"),
        "assortments": some("web"),
        "attributes": st.fixed_dictionaries({"brand": st.sampled_from(["x", 1, True, ["x", "y"]])}),
        "price_from": price,
        "price_to": price,
        "not_discounted": st.just(True),
    }
    if depth:
        parts["exclude"] = selector(currency, depth - 1)
    return _selector(parts)


@cache
def condition(currency: str, depth: int = 2) -> Strategy:
    """Any kind; sometimes a group of them."""
    kinds = kinds_of(currency)
    leaf = st.sampled_from(sorted(kinds)).flatmap(lambda kind: kinds[kind].map(lambda said: {"type": kind, **said}))
    if not depth:
        return leaf
    members = st.lists(condition(currency, depth - 1), min_size=1, max_size=3)
    group = _one(type=st.sampled_from(["all", "any", "none"]), of=members)
    return st.one_of(leaf, leaf, leaf, leaf, group)


def _one(**fields: st.SearchStrategy[Any]) -> Strategy:
    return st.fixed_dictionaries(fields)


@cache
def kinds_of(currency: str) -> dict[str, Strategy]:
    """The fields of each kind that is no group."""
    of = selector(currency)
    amount = amounts_of_lines.map(lambda minor: major(minor, DIGITS[currency]))
    number = counts | st.sampled_from(["0.5", "2.5"])
    window: dict[str, st.SearchStrategy[Any]] = {
        "weekdays": some("monday", "sunday"),
        "from_time": st.sampled_from(["00:00", "12:00", "12:01", "19:00", "22:00"]),
        "until_time": st.sampled_from(["00:00", "12:00", "12:01", "08:00", "08:01"]),
        "days_of_month": st.lists(st.sampled_from([14, 15]), min_size=1, max_size=2),
        "dates": st.lists(st.sampled_from(["2026-06-14", "2026-06-15"]), min_size=1, max_size=1),
    }
    nth = _one(
        weekdays=some("monday", "sunday"), nth_in_month=st.lists(st.sampled_from([2, 3, 5, -1]), min_size=1, max_size=2)
    )
    return {
        "audience": _one(audiences=some("lapsed", "new")),
        "has_code": st.fixed_dictionaries(
            {"codes": some("SAVE", "VIP", "STRASSE")}, optional={"uses_per_code": counts}
        ),
        "order_total": st.fixed_dictionaries(
            {"amount": amount},
            optional={
                "operator": comparison,
                "of": of,
                "on": st.sampled_from(["before_discounts", "after_discounts"]),
                "tax": st.sampled_from(["as_priced", "included", "excluded"]),
                "include_delivery": st.booleans(),
            },
        ),
        "quantity": st.fixed_dictionaries(
            {"quantity": number}, optional={"operator": comparison, "of": of, "per_line": st.booleans()}
        ),
        "total_quantity": st.fixed_dictionaries({"quantity": number}, optional={"operator": comparison}),
        "weight": st.fixed_dictionaries({"kilograms": number}, optional={"operator": comparison, "of": of}),
        "contains": st.fixed_dictionaries({}, optional={"of": of, "min_distinct": st.integers(1, 3)}),
        "distinct_products": st.fixed_dictionaries(
            {"count": st.integers(1, 4)}, optional={"operator": comparison, "of": of}
        ),
        "contains_article": _one(articles=some("a", "b", "z")),
        "contains_product": _one(products=some("p", "q")),
        "contains_from_category": _one(categories=some("food", "snacks")),
        "contains_from_set": _one(sets=some("new", "old")),
        "contains_from_assortment": _one(assortments=some("web", "all")),
        "customer_group": _one(groups=some("staff", "club")),
        "customer_organization": _one(organizations=some("acme")),
        "customer_segment": _one(segments=some("rich")),
        "customer_tier": _one(tiers=some("gold", "silver")),
        "first_purchase": _one(),
        "nth_order": _one(n=st.integers(1, 4), every=st.booleans()),
        "delivery_method": _one(methods=some("post", "courier")),
        "payment_method": _one(methods=some("cash", "card")),
        "time_window": st.tuples(
            nth
            | st.sets(st.sampled_from(sorted(window)), min_size=1, max_size=3).flatmap(
                lambda names: _one(**{name: window[name] for name in sorted(names)})
            ),
            st.sampled_from(
                [{}, {"time_zone": "Asia/Bangkok"}, {"last_day": "2026-06-14"}, {"first_day": "2026-06-15"}]
            ),
        ).map(lambda pair: pair[0] | pair[1]),
        **{kind: st.sampled_from(rules).flatmap(_rule) for kind, rules in _rules(currency).items()},
    }


Rule = tuple[str, list[str], st.SearchStrategy[Any]]


def _rule(rule: Rule) -> Strategy:
    """A field, operators that fit it, and values that fit them."""
    field, operators, values = rule
    listed = {"in", "not_in", "contains_any", "contains_all"}

    def written(operator: str) -> Strategy:
        if operator == "exists":
            return _one(field=st.just(field), operator=st.just(operator), negate=st.booleans())
        value = st.lists(values, min_size=1, max_size=2) if operator in listed else values
        if operator == "in_range":
            value = st.tuples(values, values).map(lambda ends: sorted(ends, key=_as_number))
        return _one(field=st.just(field), operator=st.just(operator), value=value, negate=st.booleans())

    return st.sampled_from([*operators, "exists"]).flatmap(written)


def _as_number(end: Any) -> tuple[bool, Any]:
    """What sorts the ends of a range: figures by their worth, days and times of day as they are written."""
    text = str(end)
    return (True, Fraction(text)) if text.replace(".", "", 1).isdigit() else (False, text)


EQUAL = ["equals", "not_equals", "in", "not_in"]
ORDER = ["greater_than", "at_least", "less_than", "at_most", "in_range"]
LISTS = ["contains", "contains_any", "contains_all"]
TIMES = ["before", "after"]


def _rules(currency: str) -> dict[str, list[Rule]]:
    number = st.integers(0, 6) | st.sampled_from(["0.5", "2.0"])
    amount = st.integers(0, 3000).map(lambda minor: major(minor, DIGITS[currency]))
    texts = ["starts_with", "contains", "matches", *EQUAL]
    day = st.sampled_from(["2026-06-14", "2026-06-15", "2026-06-16"])
    instant = day | st.just("2026-06-15T12:00:00Z")
    numbers = [*EQUAL, *ORDER]
    return {
        "cart": [
            *[(name, numbers, number) for name in ("quantity", "distinct_products", "distinct_articles", "weight")],
            ("total", numbers, amount),
            ("payment_method", texts, st.sampled_from(["cash", "card"])),
            ("delivery_methods", LISTS, st.sampled_from(["post", "courier"])),
            ("channel", texts, st.sampled_from(["web", "pos"])),
            ("website", EQUAL, st.sampled_from(["shop.example", "other.example"])),
            ("attributes.wrap", EQUAL, st.booleans() | st.integers(0, 1)),
            ("attributes.points", [*ORDER, *EQUAL], st.integers(0, 9)),
        ],
        "line": [
            ("article", texts, st.sampled_from("abcz")),
            ("product", EQUAL, st.sampled_from("pq")),
            ("categories", LISTS, st.sampled_from(["food", "snacks"])),
            ("sets", LISTS, st.sampled_from(["new", "old"])),
            ("assortments", LISTS, st.sampled_from(["web", "all"])),
            ("price", numbers, amount),
            ("quantity", numbers, number),
            ("attributes.brand", [*EQUAL, "contains"], st.sampled_from(["x", "y", 1, True])),
        ],
        "customer": [
            ("id", EQUAL, st.just("c1")),
            ("tier", texts, st.sampled_from(["gold", "silver", "g"])),
            ("groups", LISTS, st.sampled_from(["staff", "club"])),
            ("orders_before", numbers, st.integers(0, 5)),
            ("language", EQUAL, st.sampled_from(["th", "sv"])),
            *[(name, LISTS, st.sampled_from(["acme", "rich"])) for name in ("organizations", "tags", "segments")],
            ("attributes.kids", ORDER, st.integers(0, 3)),
        ],
        "subscription": [
            *[(name, texts, st.sampled_from(["pro", "paused"])) for name in ("plan", "status")],
            ("trial", ["equals"], st.booleans()),
            *[(name, TIMES, instant) for name in ("started_at", "renews_at", "ends_at")],
            ("started_at", ["within_last"], st.sampled_from(["P1D", "P30D"])),
            ("attributes.seats", ORDER, st.integers(0, 3)),
        ],
        "geographic": [
            ("country", EQUAL, st.sampled_from(["TH", "SE"])),
            *[(name, texts, st.sampled_from(["Lund", "222"])) for name in ("region", "city", "postal_code")],
        ],
        "store": [
            ("id", EQUAL, st.sampled_from(["north", "south"])),
            ("channel", EQUAL, st.just("web")),
            ("attributes.size", [*EQUAL, *ORDER], st.integers(0, 2)),
        ],
        "code": [("count", numbers, st.integers(0, 3)), ("entered", LISTS, st.sampled_from(["SAVE", "save", "Vip"]))],
        "behavioral": [
            *[(name, numbers, st.integers(0, 5)) for name in ("orders", "visits")],
            *[(name, numbers, amount) for name in ("spent", "average_order")],
            *[(name, TIMES, instant) for name in ("first_order_at", "last_order_at", "last_visit_at")],
            ("attributes.views", ORDER, st.integers(0, 3)),
            ("last_order_at", ["within_last"], st.sampled_from(["P1D", "P30D"])),
        ],
        "temporal": [
            ("weekday", EQUAL, st.sampled_from(["monday", "sunday"])),
            ("clock", numbers, st.sampled_from(["12:00", "19:00", "08:00"])),
            ("date", numbers, day),
            ("month", numbers, st.integers(5, 7)),
            ("day_of_month", numbers, st.integers(14, 16)),
            ("at", TIMES, instant),
        ],
    }
