"""A percentage off the order: what counts, what bears it, and where it ends."""

import pytest

from tests.promotions.benefits.giving import give, line, problems, taken

TENTH = {"type": "percent_off_order", "percent": "10"}


def test_it_is_rounded_once_for_the_order_and_shared_by_what_is_left():
    # 10.00 in all, so 1.00 off, though each line alone would round to 0.33
    lines = [line("a", "3.33"), line("b", "3.33"), line("c", "3.34")]
    assert taken(TENTH, lines=lines) == ["3.00", "3.00", "3.00"]


def test_only_the_chosen_lines_count_and_bear_it():
    lines = [line("tee", "100.00"), line("mug", "50.00"), line("card", "20.00", discountable=False)]
    assert taken({**TENTH, "of": {"articles": ["tee"]}}, lines=lines) == ["90.00", "50.00", "20.00"]
    assert taken(TENTH, lines=lines) == ["90.00", "45.00", "20.00"]


def test_what_a_floor_keeps_goes_to_the_others():
    lines = [line("tee", "50.00", min_price="45.00"), line("mug", "20.00")]
    assert taken({**TENTH, "percent": "20"}, lines=lines) == ["45.00", "11.00"]


def test_a_percentage_of_the_list_price_never_goes_below_zero():
    half = {**TENTH, "percent": "50", "base": "original"}
    assert taken(half, lines=[line("tee", "10.00")]) == ["5.00"]
    assert taken(half, half, half, lines=[line("tee", "10.00"), line("mug", "7.00")]) == ["0.00", "0.00"]


@pytest.mark.parametrize(
    ("price", "left"), [("100.00", "100.00"), ("100.01", "100.01"), ("100.05", "100.04"), ("250", "235.00")]
)
def test_only_the_part_above_an_amount_counts(price: str, left: str):
    assert taken({**TENTH, "exceeding_amount": "100.00"}, lines=[line("desk", price)]) == [left]


def test_the_part_above_an_amount_is_borne_by_all_chosen_lines():
    lines = [line("desk", "150.00"), line("lamp", "50.00")]
    assert taken({**TENTH, "exceeding_amount": "100.00"}, lines=lines) == ["142.50", "47.50"]


def test_beyond_a_number_of_units_the_cheapest_ones_give():
    lines = [line("hat", "30.00"), line("tee", "20.00", 2), line("sock", "5.00", 3)]
    exceeding = {**TENTH, "percent": "50", "exceeding_quantity": 2}
    # two of six units are paid in full: the hat and one tee
    assert taken(exceeding, lines=lines) == ["30.00", "30.00", "7.50"]
    assert taken({**exceeding, "exceeding_quantity": 6}, lines=lines) == ["30.00", "40.00", "15.00"]


def test_beyond_a_number_of_units_weighed_goods_are_left_alone():
    lines = [line("sock", "5.00", 3), line("apples", "1.00", "2.5")]
    assert taken({**TENTH, "percent": "100", "exceeding_quantity": 1}, lines=lines) == ["5.00", "2.50"]


def test_beyond_a_number_of_units_a_percentage_of_the_list_price_takes_no_more_than_is_left():
    off = {"type": "amount_off_order", "amount": "6.00", "of": {"articles": ["sock"]}}
    own = {**TENTH, "percent": "80", "base": "original", "exceeding_quantity": 1}
    # 4.00 of 10.00 is left of the sock, and 80 % of 10.00 would be 8.00
    assert taken(off, own, lines=[line("sock", "10.00"), line("hat", "30.00")]) == ["0.00", "30.00"]


def test_exact_shares_are_summed_before_they_are_rounded():
    # 10 % of 0.33 and of 0.32 is 0.065 together: 0.07, of which the larger fraction gets the odd cent
    lines = [line("hat", "30.00"), line("pin", "0.33"), line("cap", "0.32")]
    assert taken({**TENTH, "exceeding_quantity": 1}, lines=lines) == ["30.00", "0.29", "0.29"]


def test_a_maximum_holds_for_the_whole_order():
    lines = [line("desk", "300.00"), line("lamp", "100.00")]
    assert taken({**TENTH, "max_amount": "20.00"}, lines=lines) == ["285.00", "95.00"]
    assert taken({**TENTH, "max_amount": "20.00", "exceeding_quantity": 1}, lines=lines) == ["300.00", "90.00"]


def test_a_maximum_may_be_meant_without_tax_where_prices_contain_it():
    own = {**TENTH, "percent": "50", "max_amount": "10.00", "max_amount_tax": "excluded"}
    assert taken(own, lines=[line("desk", "150.00", tax_rate="7")]) == ["139.30"]
    # two rates: 12.00 and 11.00 of every 20.00 without tax, by halves
    lines = [line("desk", "100.00", tax_rate="20"), line("book", "100.00", tax_rate="10")]
    evaluation = give(own, lines=lines)
    assert [each.total for each in evaluation.lines] == ["94.26", "94.27"]
    assert evaluation.totals.discount == "11.47"


def test_a_maximum_may_be_meant_with_tax_where_prices_do_not_contain_it():
    settings = {"tax": {"prices_include_tax": False}}
    own = {**TENTH, "percent": "50", "max_amount": "12.00", "max_amount_tax": "included"}
    assert taken(own, lines=[line("desk", "150.00", tax_rate="20")], settings=settings) == ["140.00"]
    same = {**own, "max_amount_tax": "excluded"}
    assert taken(same, lines=[line("desk", "150.00", tax_rate="20")], settings=settings) == ["138.00"]


def test_nothing_to_take_is_not_applied():
    assert give(TENTH, lines=[line("free", "0.00")]).applied == []
    assert give({**TENTH, "max_amount": "0"}, lines=[line("tee", "9.00")]).applied == []
    assert give(TENTH, lines=[]).applied == []


def test_many_pieces_cost_what_few_cost():
    lines = [line("nail", "0.05", 1_000_000_000), line("screw", "0.07", 999_999_999)]
    own = {**TENTH, "exceeding_quantity": 1_000_000_000}
    # the 999,999,999 cheapest units are nails
    assert taken(own, lines=lines) == ["45000000.00", "69999999.93"]


def test_what_exceeds_an_amount_and_a_quantity_at_once_is_refused():
    both = {**TENTH, "exceeding_amount": "1.00", "exceeding_quantity": 1}
    assert problems(both) == [(".exceeding_quantity", "not_together")]
    assert problems({**TENTH, "exceeding_amount": "1.001"}) == [(".exceeding_amount", "bad_amount")]
