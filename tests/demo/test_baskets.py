"""A past checkout comes to what the receipt says, to the cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.money import parse_amount
from largesse.core.numbers import SCALE, Rounding, parse_quantity, round_ratio
from largesse.demo.baskets import past_checkouts, runs
from largesse.demo.split import BY_HOUSEHOLD, BY_WEEK
from tests.demo.receipts import FUEL, JAM, NEW, TEA, bought


def total(quantity: int | str, price: str) -> int:
    """What the engine makes of a run, in cents."""
    cents = parse_amount(price, 2)
    if isinstance(quantity, int):
        return cents * quantity
    return round_ratio(cents * parse_quantity(quantity), SCALE, Rounding.half_up)


@given(st.integers(0, 100_000), st.integers(1, 200))
def test_pieces_come_to_the_total_in_at_most_two_runs_a_cent_apart(cents: int, quantity: int):
    found = runs(cents, quantity, "piece")
    assert sum(total(*run) for run in found) == cents
    assert sum(int(n) for n, _ in found) == quantity
    assert len(found) <= 2
    assert len({parse_amount(price, 2) for _, price in found}) == len(found)


@given(st.integers(100, 10_000), st.integers(2_000, 90_000))
def test_fuel_comes_to_the_total_too(cents: int, thousandths: int):
    found = runs(cents, thousandths, "ten gallons")
    assert sum(total(*run) for run in found) == cents
    assert sum(parse_quantity(str(n)) for n, _ in found) == thousandths * SCALE // 10_000


def test_a_price_in_tenths_of_a_cent_is_exact_by_ten_gallons():
    # 10.957 gallons at 2.399 each.
    assert runs(2629, 10_957, "ten gallons") == [("1.0957", "23.99")]


def test_a_basket_is_put_at_its_instant_with_its_store_customer_and_shelf_prices(year):
    connection = year(
        transactions=[bought(TEA, quantity=2, sales=7.00, retail=2.00, coupon=0.50, matched=0.50)],
        demographics=[(7, "45-54", "35-49K", None, "Married", "2", "2 Adults No Kids", "0")],
        campaigns=[(3, 7)],
    )
    [past] = past_checkouts(connection, BY_WEEK)
    checkout = past.checkout
    assert checkout.at is not None
    assert checkout.customer is not None
    assert checkout.at.isoformat() == "2017-05-15T16:00:00+00:00"
    assert (checkout.store, checkout.customer.id, checkout.customer.groups) == ("5", "7", ["card"])
    assert (checkout.customer.attributes or {})["age"] == "45-54"
    assert [(line.article, line.quantity, line.price) for line in checkout.lines] == [("1", 2, "4.75")]
    assert past.facts.audiences == {"received-03"}
    assert past.lines[0].recorded == {"flyer": 200, "coupon": 50}
    assert past.by_campaign == {"flyer-21": 200}


def test_a_line_of_no_quantity_sells_nothing_and_its_basket_is_still_there(year):
    connection = year(transactions=[bought(JAM, quantity=0, sales=0.00, coupon=1.00)])
    [past] = past_checkouts(connection, BY_WEEK)
    assert (past.checkout.lines, past.lines) == ([], [])


def test_an_article_that_no_list_names_is_sold_by_the_piece(year):
    [past] = past_checkouts(year(transactions=[bought(NEW, sales=1.00)]), BY_WEEK)
    assert past.lines[0].sort == "by the piece"


def test_prepaid_fuel_is_not_weighed(year):
    [past] = past_checkouts(year(transactions=[bought(FUEL, sales=20.00)]), BY_WEEK)
    assert [(line.quantity, line.price) for line in past.checkout.lines] == [(1, "20.00")]


@pytest.mark.parametrize(
    ("split", "week", "household", "part"),
    [
        (BY_WEEK, 35, 7, "weeks 1-35"),
        (BY_WEEK, 36, 7, "weeks 36-53"),
        (BY_HOUSEHOLD, 1, 7, "households held out"),
        (BY_HOUSEHOLD, 1, 8, "households learnt from"),
    ],
)
def test_a_basket_counts_in_one_part_of_the_report(year, split, week: int, household: int, part: str):
    connection = year(transactions=[bought(TEA, sales=1.00, week=week, household=household)])
    assert [past.part for past in past_checkouts(connection, split)] == [part]


def test_slices_of_households_are_the_whole_once(year):
    connection = year(transactions=[bought(TEA, sales=1.00, basket=n, household=n) for n in range(1, 8)])
    slices = [past.checkout.id or "" for piece in range(3) for past in past_checkouts(connection, BY_WEEK, piece, 3)]
    assert sorted(slices) == ["1", "2", "3", "4", "5", "6", "7"]
