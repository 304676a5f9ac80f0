"""Unit prices that a percentage makes end as the company wants them to."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, taken

TENTH = {"type": "percent_off_products", "percent": "10"}


def ending(*endings: str, currency: str = "USD") -> Json:
    return {"price_endings": {currency: list(endings)}}


@pytest.mark.parametrize(
    ("price", "left"),
    [
        ("10.00", "8.90"),  # 9.00: 8.90 is nearer than 9.90
        ("10.50", "9.90"),  # 9.45
        ("10.44", "8.90"),  # 9.396
        ("1.10", "0.90"),  # 0.99
        ("0.95", "0.90"),  # 0.855
    ],
)
def test_the_nearest_price_with_the_ending_is_taken(price: str, left: str):
    assert taken(TENTH, lines=[line("tea", price)], settings=ending("0.90")) == [left]


def test_of_two_that_are_as_near_it_is_the_lower():
    assert taken({**TENTH, "percent": "50"}, lines=[line("tea", "18.80")], settings=ending("0.90")) == ["8.90"]


def test_it_never_raises_the_present_price():
    assert taken(TENTH, lines=[line("tea", "9.80")], settings=ending("0.90")) == ["8.90"]
    assert taken({**TENTH, "percent": "1"}, lines=[line("tea", "9.80")], settings=ending("0.90")) == ["8.90"]


def test_where_no_lower_price_ends_so_the_percentage_holds():
    assert taken(TENTH, lines=[line("pin", "0.50")], settings=ending("0.90")) == ["0.45"]


def test_several_endings_and_longer_ones():
    assert taken(TENTH, lines=[line("tea", "10.00")], settings=ending("0.00", "0.50")) == ["9.00"]
    assert taken(TENTH, lines=[line("coat", "118.00")], settings=ending("9.90")) == ["109.90"]
    assert taken(TENTH, lines=[line("tea", "1000")], currency="JPY", settings=ending("80", currency="JPY")) == ["880"]


def test_every_unit_has_the_price_and_those_beyond_a_limit_keep_theirs():
    assert taken(TENTH, lines=[line("tea", "10.00", 6)], settings=ending("0.90")) == ["53.40"]
    limited = {**TENTH, "max_units": 2}
    assert taken(limited, lines=[line("tea", "10.00", 6)], settings=ending("0.90")) == ["57.80"]


def test_weighed_goods_end_so_by_the_unit_of_weight():
    assert taken(TENTH, lines=[line("ham", "10.00", "0.5")], settings=ending("0.90")) == ["4.45"]


def test_other_currencies_and_other_lanes_are_left_alone():
    assert taken(TENTH, lines=[line("tea", "10.00")], settings=ending("0.90", currency="EUR")) == ["9.00"]
    order = {"type": "percent_off_order", "percent": "10"}
    assert give(order, lines=[line("tea", "10.00")], settings=ending("0.90")).totals.total == "9.00"


def test_a_whole_discount_still_makes_goods_free():
    assert taken({**TENTH, "percent": "100"}, lines=[line("tea", "10.00")], settings=ending("0.90")) == ["0.00"]
