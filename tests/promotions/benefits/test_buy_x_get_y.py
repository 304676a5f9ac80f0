"""Buy X get Y: who pays, what is got, how often."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, problems, taken

SHIRT = {"articles": ["shirt"]}
TIE = {"articles": ["tie"]}


def offer(buy: Json, get: Json, **more: object) -> Json:
    given = {} if "unit_price" in more else {"percent": "100"}
    return {"type": "buy_x_get_y", "buy": buy, "get": get, **given, **more}


TIES_FREE = offer({"of": SHIRT, "quantity": 2}, {"of": TIE})


@pytest.mark.parametrize(
    ("shirts", "ties", "paid"),
    [(1, 1, "20.00"), (2, 1, "0.00"), (4, 1, "0.00"), (4, 3, "20.00"), (5, 3, "20.00"), (6000, 3000, "0.00")],
)
def test_as_often_as_both_are_complete(shirts: int, ties: int, paid: str):
    lines = [line("shirt", "40.00", shirts), line("tie", "20.00", ties)]
    assert taken(TIES_FREE, lines=lines)[1] == paid


def test_what_is_promised_but_not_in_the_checkout_is_not_given():
    assert give(TIES_FREE, lines=[line("shirt", "40.00", 2)]).applied == []


def test_a_unit_that_paid_is_not_got():
    same = offer({"quantity": 2}, {"quantity": 2})
    assert [taken(same, lines=[line("soap", "3.00", n)])[0] for n in (3, 4, 7, 8)] == ["9.00", "6.00", "15.00", "12.00"]


def test_the_dearest_units_pay_and_the_cheapest_are_got():
    any_two = offer({"quantity": 2}, {"quantity": 1})
    lines = [line("a", "10.00"), line("b", "30.00"), line("c", "20.00")]
    assert taken(any_two, lines=lines) == ["0.00", "30.00", "20.00"]


def test_the_dearest_of_the_rest_may_be_got():
    any_one = offer({"quantity": 1}, {"quantity": 1, "pick": "dearest"})
    lines = [line("a", "10.00"), line("b", "30.00"), line("c", "20.00")]
    assert taken(any_one, lines=lines) == ["10.00", "30.00", "0.00"]


def test_a_unit_price_is_for_each_unit_got_and_raises_none():
    own = offer({"of": SHIRT, "quantity": 1}, {"of": TIE, "quantity": 2}, unit_price="5.00")
    lines = [line("shirt", "40.00"), line("tie", "20.00"), line("tie", "3.00")]
    assert taken(own, lines=lines) == ["40.00", "5.00", "3.00"]


def test_at_most_so_many_times():
    lines = [line("shirt", "40.00", 10), line("tie", "20.00", 5)]
    assert taken({**TIES_FREE, "max_times": 2}, lines=lines) == ["400.00", "60.00"]


def test_only_what_is_got_bears_it():
    half = {**TIES_FREE, "percent": "50"}
    adjustments = give(half, lines=[line("shirt", "40.00", 4), line("tie", "20.00", 2)]).lines
    assert [[(each.amount, each.units) for each in found.adjustments] for found in adjustments] == [[], [("-20.00", 2)]]


def test_a_percentage_of_the_list_price_takes_no_more_than_is_left():
    off = {"type": "amount_off_products", "amount": "15.00", "of": TIE}
    own = {**TIES_FREE, "percent": "50", "base": "original"}
    assert taken(off, own, lines=[line("shirt", "40.00", 2), line("tie", "20.00")]) == ["80.00", "0.00"]


def test_goods_that_may_not_be_discounted_neither_pay_nor_are_got():
    assert taken(TIES_FREE, lines=[line("shirt", "40.00", 2, discountable=False), line("tie", "20.00")])[1] == "20.00"
    assert taken(TIES_FREE, lines=[line("shirt", "40.00", 2), line("tie", "20.00", discountable=False)])[1] == "20.00"


def test_weighed_goods_neither_pay_nor_are_got():
    assert taken(TIES_FREE, lines=[line("shirt", "40.00", "2.0"), line("tie", "20.00")])[1] == "20.00"


def test_it_is_found_by_what_is_got_or_else_by_what_is_bought():
    from largesse.promotions.book import compile_book
    from tests.promotions.benefits.giving import campaign

    def keys(benefit: Json) -> object:
        return compile_book([campaign(benefit)]).entries_of(["campaign"])[0].keys

    assert keys(TIES_FREE) == {("article", "tie")}
    assert keys(offer({"of": SHIRT, "quantity": 2}, {})) == {("article", "shirt")}
    assert keys(offer({"quantity": 2}, {})) is None


def test_exactly_one_of_percentage_and_price():
    assert problems({"type": "buy_x_get_y", "buy": {"quantity": 1}, "get": {}}) == [("", "exactly_one")]
    assert problems({**TIES_FREE, "unit_price": "1.00"}) == [(".percent", "exactly_one")]
    assert problems(offer({"of": {"price_to": "1.001"}, "quantity": 1}, {})) == [(".buy.of.price_to", "bad_amount")]
