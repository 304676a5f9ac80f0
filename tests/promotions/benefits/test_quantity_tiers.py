"""Quantity tiers: counted together or apart, for all units or only those above, in two lanes."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, problems, taken


def tiers(*steps: tuple[int, str], give: str = "percent", **more: object) -> Json:
    return {"type": "quantity_tiers", "tiers": [{"at_least": at, give: value} for at, value in steps], **more}


CLOTHES = tiers((0, "10"), (10, "15"))


@pytest.mark.parametrize(("units", "left"), [(1, "9.00"), (9, "81.00"), (10, "85.00"), (11, "93.50")])
def test_the_tier_reached_holds_for_every_unit(units: int, left: str):
    assert taken(CLOTHES, lines=[line("tee", "10.00", units)]) == [left]


def test_below_the_first_tier_there_is_nothing():
    assert give(tiers((3, "10")), lines=[line("tee", "10.00", 2)]).applied == []


def test_lines_count_together_and_only_chosen_ones():
    own = tiers((3, "10"), of={"products": ["tee"]})
    lines = [line("red", "10.00", 2, product="tee"), line("blue", "20.00", product="tee"), line("mug", "10.00", 5)]
    assert taken(own, lines=lines) == ["18.00", "18.00", "50.00"]


def test_each_article_may_count_for_itself():
    own = tiers((3, "10"), counted="per_article")
    lines = [line("red", "10.00", 2), line("blue", "20.00", 3), line("red", "10.00", 1)]
    assert taken(own, lines=lines) == ["18.00", "54.00", "9.00"]
    assert taken(own, lines=lines[:2]) == ["20.00", "54.00"]


def test_an_amount_is_off_each_unit_in_the_product_lane_and_never_more_than_it_costs():
    own = tiers((1, "1.00"), (3, "12.00"), give="amount")
    assert taken(own, lines=[line("tee", "10.00", 2)]) == ["18.00"]
    assert taken(own, lines=[line("tee", "10.00", 2), line("coat", "50.00")]) == ["0.00", "38.00"]


def test_a_unit_price_never_makes_a_unit_dearer():
    own = tiers((2, "8.00"), give="price")
    assert taken(own, lines=[line("tee", "10.00", 1), line("sock", "5.00", 1)]) == ["8.00", "5.00"]


def test_in_the_order_lane_the_whole_is_rounded_once():
    lines = [line("a", "3.33"), line("b", "3.33"), line("c", "3.34")]
    assert taken(tiers((3, "10"), lane="order"), lines=lines) == ["3.00", "3.00", "3.00"]


def test_in_the_order_lane_an_amount_is_given_once():
    own = tiers((1, "3.00"), (3, "5.00"), give="amount", lane="order")
    assert taken(own, lines=[line("a", "30.00"), line("b", "20.00")]) == ["28.20", "18.80"]
    assert taken(own, lines=[line("a", "30.00", 3)]) == ["85.00"]
    assert taken({**own, "graduated": True}, lines=[line("a", "30.00", 3)]) == ["82.00"]


def test_a_percentage_of_the_list_price_counts_what_an_earlier_discount_took():
    half = {"type": "percent_off_products", "percent": "50"}
    lines = [line("tee", "10.00", 3)]
    assert taken(half, tiers((3, "20"), base="original"), lines=lines) == ["9.00"]
    assert taken(half, tiers((3, "20"), base="original", lane="order"), lines=lines) == ["9.00"]
    assert taken(half, tiers((3, "80"), base="original", lane="order"), lines=lines) == ["0.00"]


def test_weighed_goods_neither_count_nor_get_it():
    lines = [line("ham", "10.00", "3.0"), line("tee", "10.00", 2)]
    assert taken(tiers((2, "10")), lines=lines) == ["30.00", "18.00"]
    assert taken(tiers((2, "10"), lane="order"), lines=lines) == ["30.00", "18.00"]
    assert give(tiers((3, "10")), lines=lines).applied == []


def test_goods_that_may_not_be_discounted_do_not_count():
    lines = [line("tee", "10.00", 2), line("card", "10.00", 5, discountable=False)]
    assert give(tiers((3, "10")), lines=lines).applied == []


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (tiers((3, "10"), (3, "20")), (".tiers[1].at_least", "not_rising")),
        (tiers((3, "10"), (2, "20")), (".tiers[1].at_least", "not_rising")),
        ({"type": "quantity_tiers", "tiers": [{"at_least": 1}]}, (".tiers[0]", "exactly_one")),
        (
            {"type": "quantity_tiers", "tiers": [{"at_least": 1, "percent": "1", "price": "1"}]},
            (".tiers[0].price", "exactly_one"),
        ),
        (
            {"type": "quantity_tiers", "tiers": [{"at_least": 1, "percent": "1"}, {"at_least": 2, "price": "1"}]},
            (".tiers[1].price", "mixed"),
        ),
        (tiers((1, "5.00"), give="price", lane="order"), (".tiers[0].price", "wrong_lane")),
        (tiers((1, "5"), counted="per_article", lane="order"), (".counted", "wrong_lane")),
        (tiers((1, "101")), (".tiers[0].percent", "bad_percent")),
        (tiers((1, "1.001"), give="amount"), (".tiers[0].amount", "bad_amount")),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(wrong: Json, where: tuple[str, str]):
    assert problems(wrong) == [where]
