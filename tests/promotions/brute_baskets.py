"""Every basket of a small shop in every circumstance that its campaigns speak of, priced one by one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any

from largesse.promotions.book import Book
from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import Facts
from tests.promotions.asking import Json, book, campaign, checkout, code, promotion

ARTICLES = ("tea", "mug", "nuts", "oil")
LINES, UNITS = 3, 4

# What a campaign of these books may ask for, and how a checkout says it.
NEEDS: dict[str, tuple[Json, Json]] = {
    "code A": (code("AAA"), {"codes": ["AAA"]}),
    "code B": (code("BBB"), {"codes": ["BBB"]}),
    "gold": ({"type": "customer_tier", "tiers": ["gold"]}, {"tier": "gold"}),
    "silver": ({"type": "customer_tier", "tiers": ["silver"]}, {"tier": "silver"}),
    "staff": ({"type": "customer", "field": "groups", "operator": "contains", "value": "staff"}, {"groups": ["staff"]}),
    "shop": ({"type": "store", "field": "id", "operator": "equals", "value": "s1"}, {"store": "s1"}),
}


def shop(lot: random.Random) -> list[Json]:
    """The articles of a small shop, as lines of one unit."""
    lines: list[Json] = [{"article": name, "price": f"{lot.randint(100, 3000) / 100:.2f}"} for name in ARTICLES]
    for line in lines:
        line["categories"] = lot.sample(["food", "new"], lot.randint(0, 2))
        line["cost"] = f"{float(line['price']) * lot.uniform(0.3, 0.9):.2f}"
        if lot.random() < 0.15:
            line["min_price"] = line["cost"]
    return lines


def campaigns(lot: random.Random) -> tuple[list[Json], list[str]]:
    """Some campaigns, and the names of what they need."""
    made: list[Json] = []
    needed: set[str] = set()
    for number in range(lot.randint(1, 4)):
        needs = lot.sample(sorted(NEEDS), lot.choice([0, 0, 1, 1, 2]))
        if {"gold", "silver"} <= set(needs):
            needs.remove("gold")
        needed.update(needs)
        conditions = [NEEDS[need][0] for need in needs] + _conditions(lot)
        more = lot.choice([{}, {}, {"combinable": False}, {"exclusivity_group": "g"}])
        one = promotion(_benefit(lot), conditions=conditions)
        made.append(campaign(f"c{number}", promotions=[one], priority=lot.randint(0, 2), **more))
    return made, sorted(needed)


def _of(lot: random.Random) -> Json:
    return lot.choice([{}, {"articles": lot.sample(ARTICLES, lot.randint(1, 2))}, {"categories": ["food"]}])


def _conditions(lot: random.Random) -> list[Json]:
    amount = {"type": "order_total", "amount": f"{lot.randint(5, 60)}.00", "of": _of(lot)}
    return lot.choice([[], [], [amount], [{"type": "quantity", "quantity": lot.randint(2, 4), "of": _of(lot)}]])


def _benefit(lot: random.Random) -> Json:
    money, share = f"{lot.randint(1, 20)}.00", str(lot.choice([5, 10, 25, 40]))
    return lot.choice(
        [
            {"type": "percent_off_products", "percent": share, "of": _of(lot)},
            {"type": "amount_off_products", "amount": f"{lot.randint(1, 5)}.00", "of": _of(lot)},
            {"type": "percent_off_order", "percent": share},
            {"type": "amount_off_order", "amount": money},
            {"type": "buy_x_pay_y", "buy": lot.randint(2, 4), "pay": 1, "of": _of(lot)},
            {"type": "n_for_price", "quantity": lot.randint(2, 4), "price": money, "of": _of(lot)},
            {"type": "free_gift", "articles": [{"article": "bag", "price": money}]},
        ]
    )


POLICIES: list[Json] = [
    {},
    {"default_behavior": "exclusive"},
    {"exclusive_means": "exclusive_wins"},
    {"exclusive_means": "sequential"},
    {"max_discount": {"percent": "50"}},
]


def baskets(lines: list[Json]) -> Iterator[list[Json]]:
    sizes = (combinations(lines, count) for count in range(1, LINES + 1))
    for chosen in chain.from_iterable(sizes):
        for units in product(range(1, UNITS + 1), repeat=len(chosen)):
            yield [{**line, "quantity": each} for line, each in zip(chosen, units, strict=True)]


def circumstances(needed: list[str]) -> Iterator[Json]:
    for some in chain.from_iterable(combinations(needed, count) for count in range(len(needed) + 1)):
        if not {"gold", "silver"} <= set(some):
            said: Json = {}
            for need in some:
                for name, value in NEEDS[need][1].items():
                    said[name] = said.get(name, []) + value if isinstance(value, list) else value
            customer = {name: said.pop(name) for name in ("tier", "groups") if name in said}
            yield {**said, **({"customer": customer} if customer else {})}


def share(found: Evaluation) -> Fraction:
    value = sum([Fraction(line.subtotal) for line in found.lines], Fraction())
    return (value - sum([Fraction(line.total) for line in found.lines], Fraction())) / value


def cost_ratio(found: Evaluation, costs: dict[str, str]) -> Fraction:
    """Cost by what is paid; without end where nothing is paid."""
    paid = sum([Fraction(line.total) for line in found.lines], Fraction())
    cost = sum([Fraction(costs.get(line.article, "0")) * int(line.quantity) for line in found.lines], Fraction())
    return cost / paid if paid else Fraction(10**18)


def worst(sold: list[Json], under: Book, needed: list[str], measure: str) -> Fraction | None:
    """The worst that any basket comes to, by pricing them all; None when no promotion ever applies."""
    costs = {line["article"]: line["cost"] for line in sold}
    found: list[Fraction] = []
    for lines in baskets(sold):
        for said in circumstances(needed):
            priced = evaluate(under, checkout(*lines, **said), Facts())
            if priced.applied:
                found.append(share(priced) if measure == "share" else cost_ratio(priced, costs))
    return max(found, default=None)


def small_world(seed: int) -> tuple[list[Json], Book, list[str]]:
    """A shop, its book and what its campaigns need, drawn by lot."""
    lot = random.Random(seed)
    sold = shop(lot)
    made, needed = campaigns(lot)
    settings: dict[str, Any] = {"stacking": lot.choice(POLICIES), "tax": {"prices_include_tax": False}}
    under = book(*made, **settings)
    assert not under.broken, under.broken
    return sold, under, needed
