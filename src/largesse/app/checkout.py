"""Price a checkout: take the company's book, fill in what the checkout leaves out, evaluate. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from largesse.app.book import Books, Snapshot
from largesse.app.guard import Guard, evaluate_guarded
from largesse.app.ports import Ports
from largesse.app.ports.customers import CustomerFacts, CustomerProfile
from largesse.app.shelf import Shelf, is_complete
from largesse.promotions.basket import Basket, read
from largesse.promotions.checkout import Checkout, Customer, Line
from largesse.promotions.evaluate import Explain
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import NOTHING_KNOWN, Facts
from largesse.promotions.limits import Counter, counters_for, takes_of, with_counts


class Prepared(msgspec.Struct, frozen=True):
    """A checkout with all that its evaluation needs, so that it can be evaluated again as counters move."""

    snapshot: Snapshot
    guard: Guard
    checkout: Checkout
    facts: Facts
    basket: Basket | None
    """None where no campaign of the book is limited: then nothing is counted."""
    counters: dict[str, Counter]

    def evaluate(self, counts: Mapping[str, int], explain: Explain = "applied", hints: int = 0) -> Evaluation:
        """Return the evaluation where so much of each counter is taken."""
        book, facts = self.snapshot.book, self.facts
        if self.basket is not None and self.counters:
            facts = with_counts(facts, book, self.basket, counts)
        return evaluate_guarded(self.guard, book, self.checkout, facts, explain=explain, hints=hints)

    def takes(self, evaluation: Evaluation) -> dict[str, int]:
        """Return what the evaluation takes of each counter."""
        return {} if self.basket is None else takes_of(self.snapshot.book, self.basket, evaluation)


async def evaluate_checkout(
    ports: Ports, books: Books, company: str, checkout: Checkout, explain: Explain = "applied", hints: int = 0
) -> Evaluation:
    """Return what the checkout costs, which promotions applied and why others did not.

    Limits and budgets are what other checkouts and orders leave of them. Articles and stores asked for before are at
    hand, so a checkout costs one short trip to the database for its customer, one for limited campaigns, and none when
    it has neither. Raises `Invalid` with the path of each problem, `Unavailable`, `NotFound` for an unknown company.
    """
    began = ports.ticks()
    with ports.watch.span("evaluate", lines=len(checkout.lines)):
        prepared = await prepare(ports, books, company, checkout)
        counters = list(prepared.counters)
        counts = await ports.store.counts(company, counters, checkout.id) if counters else {}
        evaluation = prepared.evaluate(counts, explain, hints)
    ports.watch.evaluated(ports.ticks() - began)
    return evaluation


async def prepare(ports: Ports, books: Books, company: str, checkout: Checkout) -> Prepared:
    """Return the checkout, with what it leaves out, on the company's present book. Raises as `evaluate_checkout`."""
    snapshot = await books.snapshot(company)
    filled, facts = await fill(ports, snapshot, company, checkout)
    book = snapshot.book
    basket = read(filled, book.settings) if book.is_counted else None
    counters = {} if basket is None else counters_for(book, basket, facts)
    return Prepared(snapshot, books.guard(company), filled, facts, basket, counters)


async def fill(ports: Ports, snapshot: Snapshot, company: str, checkout: Checkout) -> tuple[Checkout, Facts]:
    """Return the checkout with what it left out and the store knows, and the facts about its customer."""
    customer = await _look_up(ports, snapshot, company, checkout)
    filled = _filled(checkout, snapshot.shelf, customer, ports)
    return filled, Facts(audiences=customer.audiences) if customer else NOTHING_KNOWN


async def _look_up(ports: Ports, snapshot: Snapshot, company: str, checkout: Checkout) -> CustomerFacts | None:
    """Put what is missing on the shelf, and return what is known of the customer."""
    shelf = snapshot.shelf
    customer = checkout.customer.id if checkout.customer else None
    articles = shelf.articles.unknown(line.article for line in checkout.lines if not is_complete(line))
    stores = shelf.stores.unknown([checkout.store] if checkout.store and checkout.store_attributes is None else [])
    if not shelf.version:  # nothing was ever brought in
        articles, stores = [], []
    if articles or stores:
        async with ports.store.transaction(company) as work:
            shelf.put_articles(articles, await work.catalogue.facts(articles))
            for store in stores:
                place = await work.stores.get(store)
                shelf.stores.put(store, place.attributes if place else None)
    return await ports.store.customer_facts(company, customer) if customer else None


def _filled(checkout: Checkout, shelf: Shelf, customer: CustomerFacts | None, ports: Ports) -> Checkout:
    """Return the checkout with what it left out and the store knows."""
    changes: dict[str, object] = {}
    if checkout.at is None:
        changes["at"] = ports.now()
    if shelf.version:
        changes["lines"] = [_filled_line(line, shelf, checkout.currency) for line in checkout.lines]
        if checkout.store and checkout.store_attributes is None:
            changes["store_attributes"] = shelf.stores.get(checkout.store)
    if checkout.customer and customer and customer.profile:
        changes["customer"] = _filled_customer(checkout.customer, customer.profile)
    return msgspec.structs.replace(checkout, **changes) if changes else checkout


def _filled_line(line: Line, shelf: Shelf, currency: str) -> Line:
    known = shelf.articles.get(line.article)
    return line if known is None else known.fill(line, currency)


def _filled_customer(said: Customer, profile: CustomerProfile) -> Customer:
    return Customer(
        id=said.id,
        groups=profile.groups if said.groups is None else said.groups,
        organizations=profile.organizations if said.organizations is None else said.organizations,
        tags=profile.tags if said.tags is None else said.tags,
        segments=said.segments,
        tier=profile.tier if said.tier is None else said.tier,
        language=profile.language if said.language is None else said.language,
        orders_before=profile.orders_before if said.orders_before is None else said.orders_before,
        attributes=profile.attributes if said.attributes is None else said.attributes,
    )
