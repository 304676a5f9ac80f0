"""A redemption names a household and a day; it goes into the basket whose receipt shows it best."""

import pytest

from largesse.demo.baskets import past_checkouts
from largesse.demo.split import BY_WEEK
from tests.demo.receipts import JAM, TEA, bought

CODE, DAY = 51111030050, "2017-05-15"
MORNING, NOON, EVENING = "2017-05-15 13:00:00", "2017-05-15 16:00:00", "2017-05-16 03:59:00"


def handed_in(year, *lines: tuple, redemptions: int = 1) -> dict[str | None, str]:
    """What the receipts show, by the basket that the coupon was handed in with."""
    connection = year(
        transactions=list(lines),
        coupons=[(CODE, TEA, campaign) for campaign in range(1, redemptions + 1)],
        coupon_redemptions=[(7, CODE, campaign, DAY) for campaign in range(1, redemptions + 1)],
        campaign_descriptions=[(i, "Type A", "2017-05-01", "2017-05-31") for i in range(1, redemptions + 1)],
    )
    return {each.checkout.id: each.handed[0].evidence for each in past_checkouts(connection, BY_WEEK) if each.handed}


def test_the_basket_with_a_coupon_on_its_article_wins(year):
    early = bought(TEA, sales=5.00, basket=1, at=MORNING)
    late = bought(TEA, sales=5.00, coupon=0.50, basket=2, at=NOON)
    assert handed_in(year, early, late) == {"2": "a coupon on its articles"}


def test_then_the_one_with_its_article(year):
    early = bought(JAM, sales=5.00, coupon=0.50, basket=1, at=MORNING)
    late = bought(TEA, sales=5.00, basket=2, at=NOON)
    assert handed_in(year, early, late) == {"2": "its articles, no coupon on them"}


def test_then_the_one_with_a_coupon_on_no_article(year):
    early = bought(JAM, sales=5.00, coupon=0.50, basket=1, at=MORNING)
    late = bought(JAM, quantity=0, sales=0.00, coupon=0.50, basket=2, at=NOON)
    assert handed_in(year, early, late) == {"2": "a coupon on no article"}


def test_then_the_one_with_any_coupon(year):
    early = bought(JAM, sales=5.00, basket=1, at=MORNING)
    late = bought(JAM, sales=5.00, coupon=0.50, basket=2, at=NOON)
    assert handed_in(year, early, late) == {"2": "coupons on other articles only"}


def test_else_the_first_of_the_day(year):
    late = bought(JAM, sales=5.00, basket=1, at=NOON)
    early = bought(JAM, sales=5.00, basket=2, at=MORNING)
    assert handed_in(year, late, early) == {"2": "neither its articles nor a coupon"}


def test_a_day_is_the_shops_day_not_the_clocks_of_the_files(year):
    assert handed_in(year, bought(TEA, sales=5.00, basket=1, at=EVENING)) == {"1": "its articles, no coupon on them"}


@pytest.mark.parametrize("redemptions", [1, 2])
def test_a_lines_coupon_proves_one_redemption_at_most(year, redemptions: int):
    connection = year(
        transactions=[bought(TEA, sales=5.00, coupon=0.50)],
        coupons=[(CODE, TEA, campaign) for campaign in (1, 2)],
        coupon_redemptions=[(7, CODE, campaign, DAY) for campaign in range(1, redemptions + 1)],
    )
    [past] = past_checkouts(connection, BY_WEEK)
    assert past.checkout.codes == [str(CODE)]
    assert [each.recorded for each in past.handed] == [50, None][:redemptions]
    assert past.by_campaign["coupons-01"] == 50
