"""A price for the whole order."""

from tests.promotions.benefits.giving import give, line, problems, taken

PRICE = {"type": "order_price", "price": "25.00"}


def test_all_goods_come_to_the_price():
    lines = [line("a", "10.00"), line("b", "10.00"), line("c", "13.33", 2)]
    evaluation = give(PRICE, lines=lines, deliveries=[{"amount": "4.90"}])
    assert evaluation.totals.total == "29.90"
    assert [each.total for each in evaluation.lines] == ["5.36", "5.36", "14.28"]


def test_goods_that_may_not_be_discounted_count_and_bear_nothing():
    lines = [line("card", "20.00", discountable=False), line("mug", "10.00")]
    assert taken(PRICE, lines=lines) == ["20.00", "5.00"]
    assert taken({**PRICE, "price": "15.00"}, lines=lines) == ["20.00", "0.00"]


def test_only_some_lines_may_bear_it():
    lines = [line("a", "20.00"), line("b", "20.00")]
    assert taken({**PRICE, "of": {"articles": ["b"]}}, lines=lines) == ["20.00", "5.00"]


def test_what_earlier_discounts_left_counts():
    off = {"type": "amount_off_products", "amount": "5.00"}
    assert taken(off, PRICE, lines=[line("a", "31.00")]) == ["25.00"]
    assert taken(off, PRICE, lines=[line("a", "29.00")]) == ["24.00"]


def test_it_never_raises_the_total():
    assert give(PRICE, lines=[line("a", "25.00")]).applied == []
    assert problems(PRICE, "JPY") == [(".price", "bad_amount")]
