"""Only units in full groups."""

import pytest

from tests.promotions.benefits.giving import give, line, problems, taken

PAIRS = {"type": "full_groups", "group_size": 2, "amount": "5.00"}


@pytest.mark.parametrize(
    ("units", "left"), [(1, "10.00"), (2, "10.00"), (3, "20.00"), (4, "20.00"), (6001, "30010.00")]
)
def test_what_is_left_over_pays_in_full(units: int, left: str):
    assert taken(PAIRS, lines=[line("soap", "10.00", units)]) == [left]


def test_groups_are_filled_in_the_checkouts_order_across_lines():
    lines = [line("soap", "10.00", 2), line("ham", "10.00", "1.5"), line("cream", "20.00", 2)]
    assert taken({**PAIRS, "group_size": 3}, lines=lines) == ["10.00", "15.00", "35.00"]


def test_a_unit_gives_no_more_than_it_costs():
    assert taken(PAIRS, lines=[line("pin", "3.00", 2)]) == ["0.00"]


def test_percentages_are_rounded_as_agreed():
    fifteen = {"type": "full_groups", "group_size": 2, "percent": "15"}
    lines = [line("tea", "9.99", 11)]
    assert taken(fifteen, lines=lines) == ["94.89"]
    assert taken(fifteen, lines=lines, settings={"rounding": {"level": "line"}}) == ["94.90"]


def test_goods_that_may_not_be_discounted_fill_no_group():
    assert give(PAIRS, lines=[line("soap", "10.00"), line("card", "10.00", discountable=False)]).applied == []


def test_exactly_one_of_percentage_and_amount():
    assert problems({"type": "full_groups", "group_size": 2}) == [("", "exactly_one")]
    assert problems({**PAIRS, "percent": "5"}) == [(".amount", "exactly_one")]
    assert problems({**PAIRS, "amount": "0.001"}) == [(".amount", "bad_amount")]
