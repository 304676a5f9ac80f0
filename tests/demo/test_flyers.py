"""Flyers are what the receipts show that an article cost card holders that week."""

from largesse.demo.flyers import flyer_campaigns
from largesse.demo.split import BY_HOUSEHOLD
from tests.demo.receipts import FUEL, HAM, HAMS, JAM, TEA, bought


def promotions(connection, week: int = 21) -> dict[str, dict]:
    [flyer] = [each for each in flyer_campaigns(connection) if each["metadata"]["week"] == str(week)]
    return {each["id"].partition("-")[0]: each for each in flyer["promotions"]}


def prices(connection) -> dict[str, str]:
    return promotions(connection)["prices"]["benefits"][0]["prices"]


def test_a_price_is_the_median_of_what_card_holders_paid(year):
    lines = [
        bought(TEA, sales=sales, retail=5 - sales, basket=i) for i, sales in enumerate((4.00, 3.50, 4.00), start=1)
    ]
    assert prices(year(transactions=lines)) == {"1": "4.00"}


def test_what_the_shop_adds_to_a_coupon_is_no_part_of_the_price(year):
    line = bought(TEA, sales=3.50, retail=1.00, coupon=0.50, matched=0.50)
    assert prices(year(transactions=[line])) == {"1": "4.00"}


def test_a_line_without_a_card_discount_teaches_no_price(year):
    lines = [bought(TEA, sales=5.00), bought(JAM, sales=2.00, retail=0.50)]
    assert prices(year(transactions=lines)) == {"2": "2.00"}


def test_a_shop_that_sold_it_at_its_shelf_price_does_not_run_the_offer(year):
    lines = [bought(TEA, sales=4.00, retail=1.00), bought(TEA, sales=5.20, basket=2, store=6)]
    benefit = promotions(year(transactions=lines))["prices"]["benefits"][0]
    assert benefit["store_prices"] == {"6": {"1": "5.20"}}


def test_goods_sold_by_a_weight_not_recorded_get_a_percentage(year):
    connection = year(transactions=[*HAMS, bought(TEA, sales=4.00, retail=1.00)])
    found = promotions(connection)
    assert prices(connection) == {"1": "4.00"}
    assert found["weighed"]["benefits"] == [
        {"type": "percent_off_products", "percent": "20.00", "of": {"articles": [str(HAM)]}}
    ]


def test_a_shop_that_does_not_run_the_percentage_is_kept_out_of_it(year):
    lines = [*HAMS, bought(HAM, sales=3.33, basket=2, store=6), bought(TEA, sales=4.00, retail=1.00)]
    [_, where] = promotions(year(transactions=lines))["weighed"]["conditions"]
    assert where == {"type": "store", "field": "id", "operator": "not_in", "value": ["6"]}


def test_fuel_gets_an_amount_off_ten_gallons(year):
    lines = [bought(FUEL, quantity=10_000, sales=22.99, retail=1.00), bought(TEA, sales=4.00, retail=1.00)]
    fuel = promotions(year(transactions=lines))["fuel"]
    assert fuel["benefits"] == [{"type": "amount_off_products", "amount": "1.00", "of": {"articles": [str(FUEL)]}}]


def test_a_flyer_runs_from_monday_to_monday_in_the_shops_zone(year):
    lines = [bought(TEA, sales=4.00, retail=1.00, week=week) for week in (11, 12)]
    winter, summer = flyer_campaigns(year(transactions=lines))
    assert (winter["starts_at"], winter["ends_at"]) == ("2017-03-06T00:00:00-05:00", "2017-03-13T00:00:00-04:00")
    assert summer["starts_at"] == winter["ends_at"]


def test_held_out_households_teach_no_price(year):
    lines = [bought(TEA, sales=4.00, retail=1.00, household=7), bought(JAM, sales=2.00, retail=1.00, household=8)]
    assert prices(year(BY_HOUSEHOLD, transactions=lines)) == {"2": "2.00"}
