"""Generated books and checkouts, the same for the same arguments. Sparse: few promotions matter to one checkout."""

from __future__ import annotations

import random
from typing import Any

import msgspec

from largesse.promotions import kinds
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign, CampaignFile

ARTICLES = 5_000
RELEVANT = 5


def campaigns(count: int, seed: int = 7) -> list[Campaign]:
    """Return `count` campaigns of one promotion, `RELEVANT` of which matter to `checkout()`; the rest to others."""
    draw = random.Random(seed)
    made = [_relevant(i) for i in range(RELEVANT)]
    made += [_other(i, draw) for i in range(count - RELEVANT)]
    draw.shuffle(made)
    body = msgspec.json.encode({"campaigns": [{**each, "position": i} for i, each in enumerate(made)]})
    return kinds.decode(CampaignFile, body).campaigns


def _campaign(name: str, benefit: dict[str, Any], conditions: list[dict[str, Any]]) -> dict[str, Any]:
    promotion = {"id": f"promo_{name}", "name": name, "benefits": [benefit], "conditions": conditions}
    return {"id": f"camp_{name}", "name": name, "currency": "USD", "promotions": [promotion]}


def _relevant(i: int) -> dict[str, Any]:
    gold = {"type": "customer", "field": "tier", "operator": "equals", "value": "gold"}
    total = {"type": "order_total", "amount": "20.00"}
    conditions = [[gold], [], [total], [gold, total], [total]][i]
    return _campaign(f"r{i}", _BENEFITS[i], conditions)


_BENEFITS: list[dict[str, Any]] = [
    {"type": "percent_off_products", "percent": "5", "of": {"articles": ["a1", "a2", "a3"]}},
    {"type": "percent_off_products", "percent": "6", "of": {"categories": ["c4"]}},
    {"type": "campaign_price", "prices": {"a5": "7.50", "a6": "8.10"}},
    {"type": "amount_off_products", "amount": "0.40", "of": {"categories": ["c1"]}},
    {"type": "percent_off_order", "percent": "3"},
]


def _other(i: int, draw: random.Random) -> dict[str, Any]:
    total = {"type": "order_total", "amount": f"{draw.randint(10, 90)}.00"}
    benefit = {"type": "percent_off_products", "percent": str(draw.randint(1, 40))}
    shape = i % 4
    if shape == 0:
        of = {"articles": [f"b{draw.randrange(ARTICLES)}" for _ in range(3)]}
    elif shape == 1:
        of = {"categories": [f"x{draw.randrange(500)}"]}
    else:
        of = {"products": [f"q{draw.randrange(ARTICLES)}"]}
    code = {"type": "has_code", "codes": [f"CODE{i}"]}
    return _campaign(f"o{i}", {**benefit, "of": of}, [code, total] if shape == 3 else [total])


def dense(count: int) -> list[Campaign]:
    """Return `count` campaigns, every second one of which applies to `checkout()`."""
    made: list[dict[str, Any]] = []
    for i in range(count):
        of = {"articles": [f"a{i % 10}"]} if i % 2 == 0 else {"articles": [f"b{i}"]}
        benefit = {"type": "percent_off_products", "percent": "0.5", "of": of}
        made.append({**_campaign(f"d{i}", benefit, []), "position": i})
    return kinds.decode(CampaignFile, msgspec.json.encode({"campaigns": made})).campaigns


def checkout(lines: int = 10) -> Checkout:
    """Return a checkout of that many lines, two units each."""
    return msgspec.convert(
        {
            "currency": "USD",
            "at": "2026-06-15T12:00:00Z",
            "id": "basket-1",
            "customer": {"id": "c-77", "tier": "gold", "groups": ["club"]},
            "store": "s12",
            "lines": [
                {
                    "id": f"l{i}",
                    "article": f"a{i}",
                    "product": f"p{i}",
                    "categories": ["c1" if i % 3 == 0 else "c2", f"c{i}"],
                    "quantity": 1 + i % 3,
                    "price": f"{3 + i}.{10 + i % 90}",
                    "tax_rate": "7",
                }
                for i in range(lines)
            ],
            "deliveries": [{"amount": "4.90"}],
        },
        Checkout,
    )
