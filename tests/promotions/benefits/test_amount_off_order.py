"""An amount off the order, on the lines that bear it."""

from tests.promotions.benefits.giving import give, line, problems, taken

OFF = {"type": "amount_off_order", "amount": "10.00"}


def test_the_chosen_lines_bear_it():
    lines = [line("tee", "30.00"), line("mug", "20.00"), line("hat", "10.00")]
    assert taken({**OFF, "of": {"articles": ["tee", "hat"]}}, lines=lines) == ["22.50", "20.00", "7.50"]


def test_more_than_the_goods_are_worth_is_lost_and_delivery_is_paid():
    evaluation = give({**OFF, "amount": "200.00"}, lines=[line("tee", "1.20")], deliveries=[{"amount": "5.00"}])
    assert evaluation.totals.total == "5.00"
    assert evaluation.applied[0].amount == "1.20"


def test_lines_that_cannot_bear_it_leave_it_to_the_others():
    lines = [line("card", "50.00", discountable=False), line("mug", "20.00"), line("free", "0.00")]
    assert taken(OFF, lines=lines) == ["50.00", "10.00", "0.00"]


def test_a_later_amount_is_shared_by_what_the_earlier_one_left():
    lines = [line("tee", "30.00"), line("mug", "10.00")]
    only_tee = {**OFF, "of": {"articles": ["tee"]}, "amount": "20.00"}
    assert taken(only_tee, OFF, lines=lines) == ["5.00", "5.00"]


def test_an_amount_that_the_currency_does_not_have_is_refused():
    assert problems(OFF, "JPY") == [(".amount", "bad_amount")]
