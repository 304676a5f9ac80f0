"""What holds for every book and every checkout, tried on random ones against a slow and obvious evaluator."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from largesse.promotions.book import Book, compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluate import evaluate
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings
from tests.promotions.asking import Json, read
from tests.reference.evaluate import assert_as_expected, expected, told
from tests.reference.strategies import cases

Case = tuple[list[Json], Json, Json, Json]


class World:
    """A random case, read as a caller's documents are read."""

    def __init__(self, case: Case) -> None:
        campaigns, checkout, facts, settings = case
        self.campaigns: list[Campaign] = read(list[Campaign], campaigns)
        self.checkout: Checkout = read(Checkout, checkout)
        self.facts: Facts = read(Facts, facts)
        self.settings: Settings = read(Settings, settings)
        self.book: Book = compile_book(self.campaigns, self.settings)
        assert not self.book.broken

    def evaluate(self, **more: Any):
        return evaluate(self.book, self.checkout, self.facts, **more)


@given(cases())
def test_every_figure_is_that_of_the_obvious_evaluator(case: Case) -> None:
    world = World(case)
    found = told(world.evaluate(explain="all"))
    assert_as_expected(found, expected(world.campaigns, world.checkout, world.facts, world.settings))
