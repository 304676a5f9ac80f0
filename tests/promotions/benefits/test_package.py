"""A package of n units, once."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, problems, taken

TENT = [line("tent", "120.00"), line("mat", "30.00", 2), line("pin", "1.00", 4)]


def package(quantity: int, **more: object) -> Json:
    return {"type": "package", "quantity": quantity, **more}


@pytest.mark.parametrize(
    ("benefit", "left"),
    [
        (package(2, price="100.00"), ["80.00", "50.00", "4.00"]),
        (package(2, price="200.00"), ["120.00", "60.00", "4.00"]),
        (package(2, amount="15.00"), ["108.00", "57.00", "4.00"]),
        (package(2, amount="999.00"), ["0.00", "30.00", "4.00"]),
        (package(2, percent="10"), ["108.00", "57.00", "4.00"]),
        (package(3, unit_price="40.00"), ["40.00", "60.00", "4.00"]),
        (package(2, pick="cheapest", unit_price="0.50"), ["120.00", "60.00", "3.00"]),
        (package(5, pick="cheapest", amount="17.00"), ["120.00", "45.00", "2.00"]),
    ],
)
def test_a_package_costs_less(benefit: Json, left: list[str]):
    assert taken(benefit, lines=TENT) == left


def test_it_is_made_once_however_many_units_there_are():
    assert taken(package(2, price="1.00"), lines=[line("pin", "1.00", 6000)]) == ["5999.00"]


def test_with_fewer_units_there_is_none():
    assert give(package(8, price="1.00"), lines=TENT).applied == []
    assert give(package(2, price="1.00"), lines=[line("ham", "9.00", "5.0")]).applied == []


def test_a_percentage_of_the_list_price_is_each_units_own():
    off = {"type": "amount_off_products", "amount": "20.00", "how": "per_line", "of": {"articles": ["a"]}}
    lines = [line("a", "30.00"), line("b", "30.00")]
    # a has 10.00 left of 30.00: 40 % of the list price is more
    assert taken(off, package(2, percent="40", base="original"), lines=lines) == ["0.00", "18.00"]
    assert taken(off, package(2, percent="40"), lines=lines) == ["6.00", "18.00"]


def test_a_package_of_goods_that_cost_nothing_gives_nothing():
    assert give(package(2, percent="50"), lines=[line("free", "0.00", 2)]).applied == []


def test_exactly_one_way_to_cost_less():
    assert problems(package(2)) == [("", "exactly_one")]
    assert problems(package(2, price="1.00", percent="5")) == [(".percent", "exactly_one")]
    assert problems(package(2, unit_price="1.001")) == [(".unit_price", "bad_amount")]
