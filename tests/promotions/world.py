"""A random case, read as a caller's documents are read."""

from __future__ import annotations

from largesse.promotions.book import compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluate import Explain, evaluate
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings
from tests.promotions.asking import Json, read
from tests.reference.moment import Moment, at_first

Case = tuple[list[Json], Json, Json, Json]
"""Campaigns, a checkout, facts and settings."""


class World:
    def __init__(self, case: Case) -> None:
        self.case = case
        campaigns, checkout, facts, settings = case
        self.campaigns: list[Campaign] = read(list[Campaign], campaigns)
        self.checkout: Checkout = read(Checkout, checkout)
        self.facts: Facts = read(Facts, facts)
        self.settings: Settings = read(Settings, settings)
        self.book = compile_book(self.campaigns, self.settings)
        assert not self.book.broken

    def evaluate(self, explain: Explain = "applied") -> Evaluation:
        return evaluate(self.book, self.checkout, self.facts, explain=explain)

    def untouched(self) -> Moment:
        return at_first(self.checkout, self.facts, self.settings)
