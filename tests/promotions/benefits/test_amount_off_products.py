"""An amount off products: per unit, per line, or shared out among lines."""

from tests.promotions.benefits.giving import give, line, problems, taken

OFF = {"type": "amount_off_products", "amount": "10.00"}


def test_every_unit_gives_the_amount_and_no_more_than_it_costs():
    assert taken(OFF, lines=[line("tee", "20.00", 3), line("sock", "9.00", 2)]) == ["30.00", "0.00"]


def test_what_an_earlier_discount_has_left_of_a_unit_is_its_limit():
    half = {"type": "percent_off_products", "percent": "50"}
    assert taken(half, {**OFF, "max_units_per_article": 2}, lines=[line("sock", "9.00", 3)]) == ["4.50"]


def test_uneven_units_are_rounded_once_on_the_line():
    off = {"type": "amount_off_products", "amount": "1.00", "how": "per_line"}
    # 26.00 over three units: two of them come to 17.33 and give all of it
    assert taken(off, {**OFF, "max_units_per_article": 2}, lines=[line("sock", "9.00", 3)]) == ["8.67"]


def test_a_limit_per_article_counts_all_its_lines():
    lines = [line("tee", "20.00", 2), line("tee", "20.00", 2), line("mug", "15.00", 4)]
    assert taken({**OFF, "max_units_per_article": 3}, lines=lines) == ["20.00", "30.00", "30.00"]


def test_only_so_many_of_the_cheapest_or_dearest_units_give():
    lines = [line("tee", "20.00", 2), line("mug", "15.00"), line("hat", "30.00")]
    assert taken({**OFF, "max_units": 2}, lines=lines) == ["30.00", "5.00", "30.00"]
    assert taken({**OFF, "max_units": 2, "pick": "dearest"}, lines=lines) == ["30.00", "15.00", "20.00"]


def test_both_limits_hold_together():
    lines = [line("tee", "20.00", 3), line("mug", "15.00", 3)]
    assert taken({**OFF, "max_units": 3, "max_units_per_article": 2}, lines=lines) == ["50.00", "25.00"]


def test_equal_units_are_taken_in_the_checkouts_order():
    assert taken({**OFF, "max_units": 1}, lines=[line("a", "20.00"), line("b", "20.00")]) == ["10.00", "20.00"]


def test_once_per_line_is_not_once_per_unit():
    lines = [line("tee", "20.00", 3), line("sock", "9.00")]
    assert taken({**OFF, "how": "per_line"}, lines=lines) == ["50.00", "0.00"]


def test_across_shares_by_what_is_left_and_the_parts_sum_to_the_whole():
    lines = [line("a", "50.00"), line("b", "50.00"), line("c", "50.00")]
    assert taken({**OFF, "how": "across"}, lines=lines) == ["46.66", "46.67", "46.67"]


def test_across_what_a_full_line_cannot_bear_goes_to_the_others():
    lines = [line("tee", "50.00", min_price="49.00"), line("mug", "50.00"), line("free", "0.00")]
    assert taken({**OFF, "how": "across"}, lines=lines) == ["49.00", "41.00", "0.00"]


def test_across_more_than_there_is_takes_what_there_is():
    assert taken({**OFF, "how": "across"}, lines=[line("a", "3.00"), line("b", "4.00", discountable=False)]) == [
        "0.00",
        "4.00",
    ]


def test_an_amount_across_nothing_is_not_applied():
    assert give({**OFF, "how": "across"}, lines=[line("free", "0.00")]).applied == []


def test_weighed_goods_give_per_unit_of_weight_unless_units_are_counted():
    lines = [line("fuel", "25.00", "2.5")]
    assert taken({**OFF, "amount": "1.00"}, lines=lines) == ["60.00"]
    assert taken({**OFF, "amount": "1.00", "max_units": 5}, lines=lines) == ["62.50"]
    assert taken({**OFF, "amount": "1.00", "how": "per_line"}, lines=lines) == ["61.50"]


def test_a_million_units_cost_what_one_costs():
    adjustment = give({**OFF, "amount": "0.01"}, lines=[line("nail", "0.05", 1_000_000_000)]).lines[0].adjustments[0]
    assert (adjustment.amount, adjustment.units) == ("-10000000.00", 1_000_000_000)


def test_only_an_amount_per_unit_can_be_limited_to_some_units():
    assert problems({**OFF, "how": "across", "max_units": 1}) == [(".max_units", "not_together")]
    assert problems({**OFF, "how": "per_line", "max_units_per_article": 1}) == [
        (".max_units_per_article", "not_together")
    ]
    assert problems({**OFF, "amount": "1.999"}) == [(".amount", "bad_amount")]
