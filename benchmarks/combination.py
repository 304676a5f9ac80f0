"""The best of many competing campaigns: how often the default step budget proves it, and how long it takes."""

from __future__ import annotations

import time
from typing import Any

import msgspec

from benchmarks.shop import Shop
from largesse.promotions import kinds
from largesse.promotions.book import compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluate import evaluate
from largesse.promotions.settings import Settings

COUNT, CONTESTS = 60, 10

POLICIES: dict[str, tuple[dict[str, Any], float]] = {
    "at most 1 of them": ({"max_stacked_campaigns": 1}, 0.9),
    "at most 3 of them": ({"max_stacked_campaigns": 3}, 0.9),
    "at most 5 of them": ({"max_stacked_campaigns": 5}, 0.9),
    "at most 3 of them, and half off": ({"max_stacked_campaigns": 3, "max_discount": {"percent": "50"}}, 0.9),
    "one in four combines": ({}, 0.25),
    "all that do not exclude each other": ({}, 0.9),
}


def run() -> None:
    """Print for each policy the share of contests that were searched to the end, and the times."""
    for name, (policy, combinable) in POLICIES.items():
        spent: list[float] = []
        proven = 0
        for seed in range(CONTESTS):
            seconds, cut_short = _one(Shop(seed, policy, combinable))
            spent.append(seconds)
            proven += not cut_short
        spent.sort()
        middle, late = spent[len(spent) // 2] * 1e3, spent[int(len(spent) * 0.95)] * 1e3
        print(f"{COUNT} campaigns, {name}: {proven} of {CONTESTS} proven; {middle:.0f} ms, 95 % in {late:.0f} ms")


def _one(shop: Shop) -> tuple[float, bool]:
    settings = kinds.decode(Settings, msgspec.json.encode(shop.settings))
    book = compile_book(kinds.decode(list[Campaign], msgspec.json.encode(shop.campaigns(COUNT))), settings)
    checkout = kinds.decode(Checkout, msgspec.json.encode(shop.checkout()))
    start = time.process_time()
    cut_short = evaluate(book, checkout).cut_short
    return time.process_time() - start, cut_short
