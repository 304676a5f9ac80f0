"""Any n for a price."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, problems, taken

THREE = {"type": "n_for_price", "quantity": 3, "price": "20.00"}


def saved(benefit: Json, lines: list[Json]) -> str:
    return give(benefit, lines=lines).totals.discount


@pytest.mark.parametrize(
    ("units", "off"), [(2, "0.00"), (3, "4.00"), (5, "4.00"), (6, "8.00"), (6_000_000, "8000000.00")]
)
def test_as_often_as_sets_are_full(units: int, off: str):
    assert saved(THREE, [line("jar", "8.00", units)]) == off


def test_a_set_that_costs_no_more_stays():
    assert give(THREE, lines=[line("jar", "5.00", 4)]).applied == []
    lines = [line("pan", "30.00"), line("jar", "5.00", 5)]
    assert saved(THREE, lines) == "20.00"  # 40.00 for pan and two jars; three jars stay at 15.00


def test_the_pick_says_which_units_fill_the_sets():
    lines = [line("a", "5.00"), line("b", "10.00"), line("c", "15.00")]
    two = {"type": "n_for_price", "quantity": 2, "price": "12.00"}
    assert taken(two, lines=lines) == ["5.00", "4.80", "7.20"]
    assert taken({**two, "pick": "cheapest"}, lines=lines) == ["4.00", "8.00", "15.00"]


def test_at_most_so_many_sets():
    assert saved({**THREE, "max_times": 2}, [line("jar", "8.00", 30)]) == "8.00"


def test_a_sets_saving_lies_on_its_units_by_what_they_cost():
    lines = [line("a", "10.00", 2), line("b", "20.00")]
    # 40.00 for 20.00: 5.00 on each a, 10.00 on b
    assert taken(THREE, lines=lines) == ["10.00", "10.00"]


def test_uneven_savings_are_summed_and_rounded_once():
    lines = [line("a", "7.00"), line("b", "7.00"), line("c", "7.00")]
    assert taken(THREE, lines=lines) == ["6.66", "6.67", "6.67"]


def test_what_a_floor_keeps_goes_to_the_others_of_the_set():
    lines = [line("a", "10.00", min_price="9.00"), line("b", "10.00"), line("c", "10.00")]
    assert taken(THREE, lines=lines) == ["9.00", "5.50", "5.50"]


def test_goods_that_cost_nothing_fill_sets_too():
    lines = [line("free", "0.00"), line("b", "15.00"), line("c", "15.00")]
    assert taken(THREE, lines=lines) == ["0.00", "10.00", "10.00"]


def test_weighed_goods_fill_none():
    assert give(THREE, lines=[line("ham", "30.00", "3.0")]).applied == []


def test_the_price_is_of_the_currency():
    assert problems(THREE, "JPY") == [(".price", "bad_amount")]
