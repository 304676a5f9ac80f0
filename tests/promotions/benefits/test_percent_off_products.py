"""A percentage off products under each rounding contract, with its limits."""

import pytest

from tests.promotions.benefits.giving import give, line, problems, taken

FIFTEEN = {"type": "percent_off_products", "percent": "15"}
LINE = {"rounding": {"level": "line"}}
PRICE = {"rounding": {"what": "price"}}


def test_per_unit_a_units_discount_is_rounded_and_multiplied():
    assert taken(FIFTEEN, lines=[line("tea", "9.99", 10)]) == ["84.90"]


def test_per_line_the_discount_is_rounded_once():
    assert taken(FIFTEEN, lines=[line("tea", "9.99", 10)], settings=LINE) == ["84.91"]


@pytest.mark.parametrize(("price", "left"), [("20.25", "17.21"), ("10.50", "8.93"), ("9.94", "8.45")])
def test_the_new_price_may_be_what_is_rounded(price: str, left: str):
    assert taken(FIFTEEN, lines=[line("tea", price)], settings=PRICE) == [left]


def test_cutting_fractions_off_never_takes_more_than_the_share():
    down = {"rounding": {"mode": "down", "level": "line"}}
    assert taken(FIFTEEN, lines=[line("tea", "9.99", 10)], settings=down) == ["84.92"]


def test_a_later_percentage_is_of_what_is_left_or_of_the_list_price():
    lines = [line("tea", "100.00")]
    half = {**FIFTEEN, "percent": "50"}
    assert taken(half, half, lines=lines) == ["25.00"]
    assert taken(half, {**half, "base": "original"}, lines=lines) == ["0.00"]
    assert taken(half, {**half, "base": "original"}, half, lines=lines) == ["0.00"]


def test_of_some_units_only_those_units_share_counts():
    lines = [line("tee", "100.00"), line("mug", "150.00", 5)]
    assert taken({**FIFTEEN, "max_units_per_article": 1}, lines=lines) == ["85.00", "727.50"]


def test_only_the_cheapest_or_dearest_units_of_all():
    lines = [line("tee", "19.99", 2), line("mug", "30.00")]
    assert taken({**FIFTEEN, "max_units": 1}, lines=lines) == ["36.98", "30.00"]
    assert taken({**FIFTEEN, "max_units": 1, "pick": "dearest"}, lines=lines) == ["39.98", "25.50"]


def test_a_maximum_amount_cuts_each_line_in_proportion():
    lines = [line("tee", "100.00"), line("mug", "50.00")]
    assert taken({**FIFTEEN, "max_amount": "10.00"}, lines=lines) == ["93.33", "46.67"]
    assert taken({**FIFTEEN, "max_amount": "22.50"}, lines=lines) == ["85.00", "42.50"]


def test_of_maximum_and_budget_the_lower_one_holds():
    from largesse.promotions.offer import LineCut, LineCuts
    from tests.promotions.conditions.reading import view

    def laid(own: int | None, budget: int | None) -> int:
        took = LineCuts([LineCut(0, 900)], own).lay(view({}).standing, budget)
        return took.amount if took else 0

    assert [laid(None, None), laid(700, None), laid(None, 600), laid(700, 600), laid(500, 600)] == [
        900,
        700,
        600,
        600,
        500,
    ]


def test_floors_are_not_passed():
    assert taken({**FIFTEEN, "percent": "100"}, lines=[line("tea", "10.00", 3, min_price="4.00")]) == ["12.00"]


def test_whoever_asks_for_a_hundred_percent_of_nothing_gets_nothing():
    evaluation = give({**FIFTEEN, "percent": "100"}, lines=[line("free", "0.00", 2)])
    assert (evaluation.totals.total, evaluation.applied) == ("0.00", [])


def test_currencies_without_minor_units_round_to_whole_ones():
    assert taken(FIFTEEN, lines=[line("tea", "99")], currency="JPY") == ["84"]
    assert taken(FIFTEEN, lines=[line("tea", "0.999")], currency="KWD") == ["0.849"]


def test_percentages_above_a_hundred_or_of_nothing_are_refused():
    assert problems({**FIFTEEN, "percent": "100.1"}) == [(".percent", "bad_percent")]
    assert problems({**FIFTEEN, "percent": "0"}) == [(".percent", "bad_percent")]
    assert problems({**FIFTEEN, "max_amount": "1.005"}) == [(".max_amount", "bad_amount")]
