"""Bundles of several sorts of goods."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, problems, taken


def item(*articles: str, quantity: int = 1) -> Json:
    return {"of": {"articles": list(articles)}, "quantity": quantity}


def bundle(*items: Json, **more: object) -> Json:
    return {"type": "bundle", "items": list(items), **more}


SET = bundle(item("pan"), item("knife", quantity=2), price="50.00")


@pytest.mark.parametrize(
    ("pans", "knives", "off"),
    [(1, 1, "0.00"), (1, 2, "10.00"), (2, 3, "10.00"), (2, 4, "20.00"), (3000, 6000, "30000.00")],
)
def test_as_often_as_it_is_complete(pans: int, knives: int, off: str):
    lines = [line("pan", "40.00", pans), line("knife", "10.00", knives)]
    assert give(SET, lines=lines).totals.discount == off


def test_each_item_takes_the_dearest_units_that_no_other_has():
    own = bundle(item("a", "b"), item("b", "c"), amount="6.00")
    lines = [line("a", "10.00"), line("b", "20.00"), line("c", "30.00")]
    # the first item takes b and the second c; a is left without a partner
    assert taken(own, lines=lines) == ["10.00", "17.60", "26.40"]


def test_or_the_cheapest_ones():
    own = bundle(item("a", "b"), item("b", "c"), amount="6.00", pick="cheapest")
    lines = [line("a", "10.00"), line("b", "20.00"), line("c", "30.00")]
    assert taken(own, lines=lines) == ["8.00", "16.00", "30.00"]


def test_a_unit_serves_once():
    own = bundle(item("a"), item("a"), price="1.00")
    assert taken(own, lines=[line("a", "10.00")]) == ["10.00"]
    assert taken(own, lines=[line("a", "10.00", 3)]) == ["11.00"]


def test_a_bundle_that_costs_no_more_stays():
    assert give(SET, lines=[line("pan", "30.00"), line("knife", "10.00", 2)]).applied == []


def test_later_bundles_are_of_cheaper_units_and_may_stay():
    lines = [line("pan", "40.00"), line("small pan", "20.00"), line("knife", "10.00", 4)]
    own = bundle(item("pan", "small pan"), item("knife", quantity=2), price="50.00")
    assert give(own, lines=lines).totals.discount == "10.00"


def test_a_percentage_and_an_amount_are_off_every_bundle():
    lines = [line("pan", "40.00", 2), line("knife", "10.00", 4)]
    assert taken(bundle(item("pan"), item("knife", quantity=2), percent="10"), lines=lines) == ["72.00", "36.00"]
    assert taken(bundle(item("pan"), item("knife", quantity=2), amount="6.00"), lines=lines) == ["72.00", "36.00"]


def test_at_most_so_many_times():
    lines = [line("pan", "40.00", 5), line("knife", "10.00", 10)]
    assert give({**SET, "max_times": 2}, lines=lines).totals.discount == "20.00"


def test_goods_that_may_not_be_discounted_and_weighed_goods_complete_nothing():
    assert give(SET, lines=[line("pan", "40.00", discountable=False), line("knife", "10.00", 2)]).applied == []
    assert give(SET, lines=[line("pan", "40.00", "1.0"), line("knife", "10.00", 2)]).applied == []


def test_it_is_found_by_the_first_item_that_says_what_it_is():
    from largesse.promotions.book import compile_book
    from tests.promotions.benefits.giving import campaign

    held = campaign(bundle({"quantity": 2}, item("knife"), price="1.00"))
    assert compile_book([held]).entries_of(["campaign"])[0].keys == {("article", "knife")}


def test_what_makes_no_sense_is_refused_at_its_place():
    assert problems(bundle(item("a"))) == [("", "exactly_one")]
    assert problems(bundle(item("a"), {"of": {"price_from": "0.001"}}, price="1")) == [
        (".items[1].of.price_from", "bad_amount")
    ]
