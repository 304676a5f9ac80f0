"""Buy any X, discount on the cheapest."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, problems, taken

SHIRTS = [line(str(i), f"{5 * i}.00") for i in range(1, 10)]


def one_of(every: int, percent: str = "100", **more: object) -> Json:
    return {"type": "cheapest_discount", "every": every, "percent": percent, **more}


def saved(benefit: Json, lines: list[Json]) -> str:
    return give(benefit, lines=lines).totals.discount


def test_of_all_the_cheapest_or_of_each_group_filled_from_the_cheapest_up():
    assert saved(one_of(3), SHIRTS) == "30.00"
    assert saved(one_of(3, grouping="groups_ascending"), SHIRTS) == "60.00"


@pytest.mark.parametrize(
    ("units", "off"), [(1, "0.00"), (2, "0.00"), (3, "12.00"), (5, "12.00"), (6, "24.00"), (6000, "24000.00")]
)
def test_only_full_groups_earn_something(units: int, off: str):
    for grouping in ("cheapest_overall", "groups_ascending"):
        assert saved(one_of(3, grouping=grouping), [line("tee", "12.00", units)]) == off


def test_the_dearest_units_are_the_ones_left_over():
    lines = [line("a", "10.00"), line("b", "20.00"), line("c", "30.00")]
    assert taken(one_of(2, grouping="groups_ascending"), lines=lines) == ["0.00", "20.00", "30.00"]


def test_several_units_of_a_group_may_be_discounted():
    assert saved(one_of(3, count=2), SHIRTS) == "105.00"
    assert saved(one_of(3, count=2, grouping="groups_ascending"), SHIRTS) == "135.00"


def test_the_times_are_those_of_the_cheapest_groups():
    assert saved(one_of(3, max_times=2), SHIRTS) == "15.00"
    assert saved(one_of(3, max_times=2, grouping="groups_ascending"), SHIRTS) == "25.00"
    assert saved(one_of(3, max_times=9), SHIRTS) == "30.00"


def test_half_price_on_the_cheapest():
    lines = [line(str(each), f"{each}.00") for each in (10, 20, 30, 40)]
    assert taken(one_of(4, "50"), lines=lines) == ["5.00", "20.00", "30.00", "40.00"]


def test_exact_shares_are_summed_and_rounded_once():
    # half of 0.33 and of 0.33 is 0.33 in all: the first line gets the odd cent
    lines = [line("a", "0.33"), line("b", "0.33"), line("c", "9.00", 2)]
    assert taken(one_of(2, "50"), lines=lines) == ["0.16", "0.17", "18.00"]


def test_a_percentage_of_the_list_price_takes_no_more_than_is_left():
    off = {"type": "amount_off_products", "amount": "6.00", "how": "per_line"}
    lines = [line("a", "10.00"), line("b", "30.00")]
    assert taken(off, one_of(2, "80"), lines=lines) == ["0.80", "24.00"]
    assert taken(off, one_of(2, "80", base="original"), lines=lines) == ["0.00", "24.00"]
    assert taken(off, one_of(2, "20", base="original"), lines=lines) == ["2.00", "24.00"]


def test_weighed_goods_and_goods_that_may_not_be_discounted_fill_no_group():
    lines = [line("ham", "1.00", "2.0"), line("card", "1.00", discountable=False), line("tee", "12.00", 2)]
    assert taken(one_of(3), lines=lines) == ["2.00", "1.00", "24.00"]
    assert taken(one_of(2), lines=lines) == ["2.00", "1.00", "12.00"]


def test_what_a_floor_keeps_of_the_free_unit_is_lost():
    lines = [line("tee", "12.00", min_price="5.00"), line("coat", "50.00")]
    assert taken(one_of(2), lines=lines) == ["5.00", "50.00"]


def test_a_group_of_goods_that_cost_nothing_gives_nothing():
    assert give(one_of(2), lines=[line("free", "0.00", 2)]).applied == []


def test_no_more_units_are_discounted_than_there_are_in_a_group():
    assert problems(one_of(2, count=3)) == [(".count", "too_many")]
    assert problems(one_of(2, "0")) == [(".percent", "bad_percent")]
