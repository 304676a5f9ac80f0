"""A promotion is opened by what its conditions mention, put where it makes them hold."""

from __future__ import annotations

from typing import Any

import pytest

from largesse.core.kinds import Example, Kind
from largesse.promotions import basket
from largesse.promotions.book import compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.circumstance import Circumstance
from largesse.promotions.condition import View
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import Entry
from largesse.promotions.kinds import conditions_found
from largesse.promotions.open_promotion import Opener
from largesse.promotions.settings import Settings
from largesse.promotions.standing import Standing
from tests.promotions.asking import NOON, Json, campaign, code, percent, promotion, read, tea

HOLDING = [
    (kind, example) for kind in conditions_found() for example in kind.examples if example.gives.get("holds") is True
]


def named(thing: object) -> str:
    return thing.tag() if isinstance(thing, type) and issubclass(thing, Kind) else ""


def entry(given: Json) -> Entry:
    return compile_book([read(Campaign, given)]).all_entries()[0]


def opened(given: Json, **more: Any) -> Circumstance | None:
    start = Circumstance(read(Checkout, {"currency": "USD", "at": NOON, "lines": [], **more}))
    return Opener(Settings(), read(Checkout, {"currency": "USD", "lines": [tea()]}).lines[0]).opened(
        entry(given), start
    )


def conditions(*given: Json, **more: Any) -> Json:
    return campaign("c", promotions=[promotion(percent(), conditions=list(given))], **more)


@pytest.mark.parametrize(("kind", "example"), HOLDING, ids=named)
def test_the_example_of_every_condition_is_opened_on_its_lines_alone(kind: type[Kind], example: Example):
    checkout = read(Checkout, {"at": NOON, **example.checkout})
    bare = Checkout(currency=checkout.currency, at=checkout.at, lines=[])
    one = entry(conditions({"type": kind.tag(), **example.given}, currency=checkout.currency))
    found = Opener(Settings(), checkout.lines[0]).opened(one, Circumstance(bare))
    assert found is not None
    seen = basket.read(found.with_lines(checkout.lines), Settings())
    assert all(test.holds(View(seen, Standing(seen), found.facts)) for _, test in one.tests)


def test_gates_are_opened_first():
    found = opened(
        conditions(website="shop", channels=["app", "web"], stores=["s1"], audiences=["regulars"], starts_at=NOON)
    )
    assert found is not None
    assert (found.checkout.website, found.checkout.channel, found.checkout.store) == ("shop", "app", "s1")
    assert found.facts.audiences == {"regulars"}


def test_what_is_there_already_is_kept():
    given = conditions(code("ONE", "TWO"), stores=["s1", "s2"])
    found = opened(given, store="s2", codes=["two"])
    assert found is not None
    assert (found.checkout.store, found.checkout.codes) == ("s2", ["two"])


@pytest.mark.parametrize(
    "given",
    [
        conditions(stores=["s1"]),
        conditions(currency="EUR"),
        conditions(starts_at="2026-07-01T00:00:00Z"),
        conditions({"type": "customer", "field": "tier", "operator": "equals", "value": "gold"}),
    ],
)
def test_what_does_not_go_together_with_it_is_not_opened(given: Json):
    assert opened(given, store="s9", customer={"tier": "silver"}) is None


def test_every_member_of_all_and_one_of_any_is_fulfilled():
    gold = {"type": "customer", "field": "tier", "operator": "equals", "value": "gold"}
    staff = {"type": "customer", "field": "groups", "operator": "contains", "value": "staff"}
    guest = {"type": "customer", "field": "attributes.guest", "operator": "equals", "value": True}
    found = opened(conditions({"type": "all", "of": [staff, {"type": "any", "of": [gold, guest]}]}))
    assert found is not None
    assert found.checkout.customer is not None
    assert (found.checkout.customer.groups, found.checkout.customer.tier) == (["staff"], "gold")
    silver = opened(conditions({"type": "any", "of": [gold, guest]}), customer={"tier": "silver"})
    assert silver is not None
    assert silver.checkout.customer is not None
    assert silver.checkout.customer.attributes == {"guest": True}


def test_what_lines_decide_is_left_to_them():
    found = opened(conditions({"type": "order_total", "amount": "500.00"}, {"type": "total_quantity", "quantity": 9}))
    assert found == Circumstance(read(Checkout, {"currency": "USD", "at": NOON, "lines": []}))


def test_a_checkout_carries_only_so_many_codes():
    full = [f"code{number}" for number in range(50)]
    assert opened(conditions(code("ONE"))) is not None
    assert opened(conditions(code("ONE")), codes=full) is None
