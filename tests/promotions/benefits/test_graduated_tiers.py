"""Graduated quantity tiers: each is for the units from it on, up to the next one."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, taken


def tiers(*steps: tuple[int, str], give: str = "percent", **more: object) -> Json:
    return {"type": "quantity_tiers", "tiers": [{"at_least": at, give: value} for at, value in steps], **more}


CLOTHES = tiers((0, "10"), (10, "15"))


@pytest.mark.parametrize(("units", "left"), [(3, "30.00"), (4, "39.00"), (5, "48.00"), (6, "56.00"), (7, "64.00")])
def test_graduated_only_units_from_a_tier_on_get_it(units: int, left: str):
    own = tiers((4, "10"), (6, "20"), graduated=True)
    assert taken(own, lines=[line("tee", "10.00", units)]) == [left]


def test_graduated_prices_are_for_the_units_above():
    own = tiers((3, "8.00"), (5, "6.00"), give="price", graduated=True)
    assert taken(own, lines=[line("tee", "10.00", 6)]) == ["48.00"]


def test_graduated_the_dearest_units_count_first_whatever_the_order_of_lines():
    own = tiers((3, "50"), graduated=True)
    lines = [line("sock", "4.00", 2), line("coat", "50.00"), line("tee", "10.00")]
    assert taken(own, lines=lines) == ["4.00", "50.00", "10.00"]
    assert taken(own, lines=lines[::-1]) == ["10.00", "50.00", "4.00"]


def test_a_line_may_reach_over_several_tiers_and_says_so():
    own = tiers((2, "10"), (4, "20"), graduated=True)
    adjustments = give(own, lines=[line("tee", "10.00", 5)]).lines[0].adjustments
    assert [(each.amount, each.units) for each in adjustments] == [("-2.00", 2), ("-4.00", 2)]


def test_in_the_order_lane_graduated_percentages_are_borne_by_the_units_above():
    own = tiers((2, "50"), lane="order", graduated=True)
    assert taken(own, lines=[line("coat", "50.00"), line("sock", "4.00", 2)]) == ["50.00", "4.00"]
