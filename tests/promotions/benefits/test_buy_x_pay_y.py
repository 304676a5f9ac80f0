"""Buy X of the same product, pay for Y."""

from tests.promotions.benefits.giving import give, line, problems, taken

THREE_FOR_TWO = {"type": "buy_x_pay_y", "buy": 3, "pay": 2}


def test_full_sets_only():
    assert [taken(THREE_FOR_TWO, lines=[line("soap", "3.00", units)])[0] for units in range(1, 8)] == [
        "3.00", "6.00", "6.00", "9.00", "12.00", "12.00", "15.00",
    ]  # fmt: skip


def test_each_article_makes_its_own_sets_over_all_its_lines():
    lines = [line("soap", "3.00", 2), line("cream", "5.00", 2), line("soap", "3.00", 1)]
    assert taken(THREE_FOR_TWO, lines=lines) == ["3.00", "10.00", "3.00"]


def test_where_an_articles_lines_differ_the_cheapest_units_are_free():
    lines = [line("soap", "3.00", 2), line("soap", "2.00", 1)]
    assert taken(THREE_FOR_TWO, lines=lines) == ["6.00", "0.00"]


def test_the_times_count_for_the_whole_order_in_its_order():
    lines = [line("soap", "3.00", 3), line("cream", "5.00", 9)]
    assert taken({**THREE_FOR_TWO, "max_times": 2}, lines=lines) == ["6.00", "40.00"]
    assert taken({**THREE_FOR_TWO, "max_times": 1}, lines=lines) == ["6.00", "45.00"]


def test_only_chosen_lines_with_units_make_sets():
    lines = [line("soap", "3.00", 3, discountable=False), line("ham", "9.00", "3.0"), line("cream", "5.00", 3)]
    assert taken({**THREE_FOR_TWO, "of": {"exclude": {"articles": ["cream"]}}}, lines=lines) == [
        "9.00",
        "27.00",
        "15.00",
    ]


def test_a_free_unit_is_worth_what_is_left_of_it():
    off = {"type": "amount_off_products", "amount": "1.00", "how": "per_line"}
    # 8.00 over three units: 2.666... rounds to 2.67
    assert taken(off, THREE_FOR_TWO, lines=[line("soap", "3.00", 3)]) == ["5.33"]


def test_the_units_that_are_free_are_told():
    adjustment = give(THREE_FOR_TWO, lines=[line("soap", "3.00", 6000)]).lines[0].adjustments[0]
    assert (adjustment.amount, adjustment.units) == ("-6000.00", 2000)


def test_paying_for_all_or_for_more_is_no_offer():
    assert problems({**THREE_FOR_TWO, "pay": 3}) == [(".pay", "too_many")]
