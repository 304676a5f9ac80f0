"""A contest by chance, ready for the search and for brute force alike."""

from __future__ import annotations

from largesse.promotions import basket
from largesse.promotions.book import compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.combination.search import Search
from largesse.promotions.condition import View
from largesse.promotions.definition import Campaign
from largesse.promotions.facts import NOTHING_KNOWN
from largesse.promotions.meter import Meter
from largesse.promotions.settings import Settings
from largesse.promotions.stacking import Stack, stack_of
from largesse.promotions.standing import Standing
from tests.promotions.asking import read
from tests.promotions.combination import brute
from tests.promotions.combination.invent import Inventor


def invent(seed: int, count: int, steps: int = 1_000_000) -> Stack:
    """What a stacking mode would work with: so many campaigns before one checkout."""
    inventor = Inventor(seed)
    campaigns, bought = inventor.campaigns(count), read(Checkout, inventor.checkout())
    settings = read(Settings, inventor.settings())
    book = compile_book(read(list[Campaign], campaigns), settings)
    assert not book.broken
    seen = basket.read(bought, settings)
    entries = book.candidates(seen, NOTHING_KNOWN)
    return stack_of(entries, View(seen, Standing(seen), NOTHING_KNOWN), settings.stacking, Meter(steps))[0]


def searched(stack: Stack) -> tuple[int, set[str]]:
    search = Search(stack.entries, stack.view, lambda: stack.rule(stops=True))
    search.run()
    return search.best.worth, set(search.best.campaigns)


def differs(seed: int, count: int) -> str:
    """What the search and brute force find, where that is not the same; empty where it is."""
    stack = invent(seed, count)
    found, wanted = searched(stack), brute.best(stack)
    return "" if found == wanted else f"seed {seed}, {count} campaigns: found {found}, wanted {wanted}"
