"""A book made by changing the one before it is the one that is made of the same campaigns from nothing."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.promotions.book import Book, Edition, compile_book, empty_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluate import evaluate
from largesse.promotions.facts import Facts
from largesse.promotions.kinds import decode

NAMES = [f"c{i}" for i in range(14)]
SELECTORS: list[dict[str, Any]] = [
    {},
    {"of": {"articles": ["a1"]}},
    {"of": {"categories": ["food"]}},
    {"of": {"products": ["p2"]}},
]
CONDITIONS: list[list[dict[str, Any]]] = [
    [],
    [{"type": "order_total", "amount": "20.00"}],
    [{"type": "has_code", "codes": ["TEA"]}],
    [{"type": "contains", "of": {"articles": ["a2"]}}],
]


@st.composite
def campaigns(draw: st.DrawFn, name: str) -> Campaign:
    """One that makes sense, or has a percentage that does not."""
    percent = draw(st.sampled_from(["5", "10", "25.5", "250"]))
    promotion = {
        "id": "p",
        "benefits": [{"type": "percent_off_products", "percent": percent, **draw(st.sampled_from(SELECTORS))}],
        "conditions": draw(st.sampled_from(CONDITIONS)),
    }
    day = draw(st.integers(1, 20))
    fields = {
        "starts_at": f"2026-06-{day:02}T00:00:00Z" if draw(st.booleans()) else None,
        "ends_at": f"2026-06-{day + 7:02}T00:00:00Z" if draw(st.booleans()) else None,
        "position": draw(st.integers(0, 3)),
        "audiences": draw(st.sampled_from([[], ["gold"]])),
        "stores": draw(st.sampled_from([[], [], ["s1"]])),
    }
    said = {key: value for key, value in fields.items() if value is not None}
    return decode(
        Campaign, msgspec.json.encode({"id": name, "name": name, "currency": "USD", "promotions": [promotion], **said})
    )


Step = dict[str, Campaign | None]


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """Editions, each of which puts some campaigns, new or changed, and leaves some out."""

    def edition() -> Step:
        touched = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=len(NAMES)))
        return {name: draw(campaigns(name)) if draw(st.integers(0, 3)) else None for name in touched}

    return [edition() for _ in range(draw(st.integers(1, 5)))]


def checkouts() -> list[Checkout]:
    lines = [
        {"article": "a1", "product": "p1", "categories": ["food"], "price": "10.00", "quantity": 2},
        {"article": "a2", "product": "p2", "categories": ["food", "tea"], "price": "3.00"},
    ]
    bodies: list[dict[str, Any]] = [
        {"lines": lines, "codes": ["tea"], "store": "s1", "at": "2026-06-10T12:00:00Z"},
        {"lines": lines[:1], "at": "2026-06-18T12:00:00Z"},
        {"lines": lines[1:], "store": "s2", "at": "2026-06-25T12:00:00Z"},
    ]
    return [decode(Checkout, msgspec.json.encode({"currency": "USD", **each})) for each in bodies]


def answers(book: Book) -> list[bytes]:
    """What the book says to some checkouts, with all reasons and hints."""
    facts = [Facts(), Facts(audiences=frozenset({"gold"}))]
    return [
        msgspec.json.encode(evaluate(book, checkout, each, explain="all", hints=5))
        for checkout in checkouts()
        for each in facts
    ]


@settings(max_examples=20)
@given(steps())
def test_a_book_that_was_changed_step_by_step_is_the_one_made_at_once(made: list[Step]) -> None:
    book, present = empty_book(), dict[str, Campaign]()
    for number, step in enumerate(made):
        edition = Edition(book)
        for name, campaign in step.items():
            present.pop(name, None)
            if campaign is None:
                edition.leave_out(name)
            else:
                edition.put(campaign)
                present[name] = campaign
        book = edition.bind(str(number))
    fresh = compile_book(present.values(), version=book.version)
    assert (len(book), sorted(book.campaigns()), dict(book.broken)) == (
        len(fresh),
        sorted(fresh.campaigns()),
        dict(fresh.broken),
    )
    assert answers(book) == answers(fresh)


@settings(max_examples=20)
@given(st.data())
def test_an_edition_changes_nothing_in_the_book_before_it(data: st.DataObject) -> None:
    before = compile_book([data.draw(campaigns(name)) for name in NAMES])
    said = answers(before)
    edition = Edition(before)
    for name in NAMES[::2]:
        edition.put(data.draw(campaigns(name)))
    edition.leave_out(NAMES[1])
    after = edition.bind("2")
    assert answers(before) == said
    assert after.entries_of(NAMES[3:4]) == before.entries_of(NAMES[3:4])
    assert before.not_in(after) == [
        tuple(before.entries_of([name]))
        for name in before.campaigns()
        if before.entries_of([name]) != after.entries_of([name])
    ]
