"""Spend tiers: off all that is spent, or off the part above each tier."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, problems, taken


def tiers(*steps: tuple[str, str], give: str = "percent", **more: object) -> Json:
    return {"type": "spend_tiers", "tiers": [{"at_least": at, give: value} for at, value in steps], **more}


RISING = tiers(("0", "10"), ("20.00", "15"), ("30.00", "20"))


@pytest.mark.parametrize(
    ("price", "left"), [("10.00", "9.00"), ("19.99", "17.99"), ("20.00", "17.00"), ("30.00", "24.00")]
)
def test_the_tier_reached_holds_for_the_whole_amount(price: str, left: str):
    assert taken(RISING, lines=[line("tea", price)]) == [left]


@pytest.mark.parametrize(("price", "left"), [("99.99", "89.99"), ("100.00", "85.00"), ("250.00", "230.00")])
def test_an_amount_is_given_once(price: str, left: str):
    own = tiers(("0", "10.00"), ("100.00", "15.00"), ("200.00", "20.00"), give="amount")
    assert taken(own, lines=[line("tea", price)]) == [left]


def test_graduated_percentages_are_for_the_parts_between_tiers():
    # 2.00 of the first 20.00, 1.50 of the next 10.00, 4.00 of the 20.00 above
    assert taken({**RISING, "graduated": True}, lines=[line("tea", "50.00")]) == ["42.50"]
    assert taken({**RISING, "graduated": True}, lines=[line("tea", "20.00")]) == ["18.00"]


def test_graduated_amounts_add_up():
    own = tiers(("50.00", "5.00"), ("100.00", "10.00"), give="amount", graduated=True)
    assert taken(own, lines=[line("tea", "100.00")]) == ["85.00"]
    assert taken(own, lines=[line("tea", "99.99")]) == ["94.99"]


def test_what_is_spent_is_what_earlier_discounts_left():
    off = {"type": "amount_off_products", "amount": "10.00", "how": "per_line"}
    assert taken(off, RISING, lines=[line("tea", "30.00")]) == ["17.00"]
    assert taken(off, {**RISING, "base": "original"}, lines=[line("tea", "30.00")]) == ["15.50"]


def test_only_chosen_lines_count_and_bear_it():
    own = tiers(("20.00", "50"), of={"articles": ["tea"]})
    assert taken(own, lines=[line("tea", "15.00"), line("mug", "15.00")]) == ["15.00", "15.00"]
    assert taken(own, lines=[line("tea", "20.00"), line("mug", "15.00")]) == ["10.00", "15.00"]


def test_in_the_product_lane_each_line_is_rounded_by_itself():
    lines = [line("a", "3.33"), line("b", "3.33"), line("c", "3.34")]
    assert taken(tiers(("10.00", "10"), lane="product"), lines=lines) == ["3.00", "3.00", "3.01"]


def test_in_the_product_lane_an_amount_is_off_each_unit():
    own = tiers(("20.00", "3.00"), give="amount", lane="product")
    assert taken(own, lines=[line("tee", "10.00", 2), line("pin", "1.00", 3)]) == ["14.00", "0.00"]


def test_weighed_goods_count_and_give():
    assert taken(RISING, lines=[line("ham", "10.00", "3.0")]) == ["24.00"]
    assert taken(tiers(("20.00", "10"), lane="product"), lines=[line("ham", "10.00", "3.0")]) == ["27.00"]


def test_many_pieces_cost_what_few_cost():
    assert taken(RISING, lines=[line("nail", "0.05", 1_000_000_000)]) == ["40000000.00"]


def test_below_the_first_tier_there_is_nothing():
    for lane in ("product", "order"):
        assert give(tiers(("10.00", "10"), lane=lane), lines=[line("tea", "9.99")]).applied == []


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (tiers(("10", "5"), ("10.00", "6")), (".tiers[1].at_least", "not_rising")),
        (tiers(("10.001", "5")), (".tiers[0].at_least", "bad_amount")),
        (tiers(("10", "5"), lane="product", graduated=True), (".graduated", "wrong_lane")),
        ({"type": "spend_tiers", "tiers": [{"at_least": "1"}]}, (".tiers[0]", "exactly_one")),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(wrong: Json, where: tuple[str, str]):
    assert problems(wrong) == [where]
