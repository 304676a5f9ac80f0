"""One amount off the first unit of a line, another off further ones."""

import pytest

from tests.promotions.benefits.giving import give, line, problems, taken

OFF = {"type": "amount_off_first_and_more", "first": "1.00", "more": "2.00"}


@pytest.mark.parametrize(("units", "left"), [(1, "9.00"), (2, "17.00"), (3, "25.00"), (6000, "48001.00")])
def test_each_line_has_its_first_unit(units: int, left: str):
    assert taken(OFF, lines=[line("pen", "10.00", units), line("pad", "10.00")]) == [left, "9.00"]


def test_only_the_line_as_a_whole_is_the_limit():
    # 1.00 + 4 x 2.00 is more than a unit of 1.50 costs, and all of the line's 7.50
    assert taken(OFF, lines=[line("pin", "1.50", 5)]) == ["0.00"]
    assert taken({**OFF, "first": "9.00", "more": "0"}, lines=[line("pin", "1.50", 8)]) == ["3.00"]


def test_a_limit_counts_the_units_of_each_line():
    assert taken({**OFF, "max_units_per_line": 2}, lines=[line("pen", "10.00", 5), line("pen", "10.00", 1)]) == [
        "47.00",
        "9.00",
    ]


def test_weighed_goods_have_no_first_unit():
    assert give(OFF, lines=[line("ham", "10.00", "2.0")]).applied == []


def test_floors_hold():
    assert taken(OFF, lines=[line("pen", "10.00", 3, min_price="9.50")]) == ["28.50"]


def test_amounts_are_of_the_currency():
    assert problems(OFF, "JPY") == [(".first", "bad_amount")]
    assert problems({**OFF, "first": "1", "more": "0.5"}, "JPY") == [(".more", "bad_amount")]
