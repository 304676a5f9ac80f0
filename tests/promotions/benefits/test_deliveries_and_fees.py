"""What reduces deliveries and fees, each by itself and several at once."""

import pytest

from tests.promotions.benefits.giving import Json, give, line, problems

TEA = [line("tea", "9.99")]
POST = {"id": "post", "method": "post", "amount": "5.00"}
COURIER = {"id": "courier", "method": "courier", "amount": "15.00"}
PICKUP = {"id": "pickup", "amount": "0.00"}


def delivered(*benefits: Json, settings: Json | None = None, deliveries: list[Json] | None = None) -> list[str]:
    evaluation = give(*benefits, lines=TEA, deliveries=deliveries or [POST, COURIER, PICKUP], settings=settings)
    return [each.total for each in evaluation.deliveries]


def charged(*benefits: Json, fees: list[Json] | None = None) -> list[str]:
    fees = fees or [{"id": "bag", "amount": "1.00"}, {"id": "box", "amount": "3.00"}]
    return [each.total for each in give(*benefits, lines=TEA, fees=fees).fees]


@pytest.mark.parametrize(
    ("benefit", "left"),
    [
        ({"type": "free_delivery"}, ["0.00", "0.00", "0.00"]),
        ({"type": "free_delivery", "methods": ["courier"]}, ["5.00", "0.00", "0.00"]),
        ({"type": "percent_off_delivery", "percent": "10"}, ["4.50", "13.50", "0.00"]),
        ({"type": "percent_off_delivery", "percent": "10", "methods": ["post"]}, ["4.50", "15.00", "0.00"]),
        ({"type": "amount_off_delivery", "amount": "4.00"}, ["4.00", "12.00", "0.00"]),
        ({"type": "amount_off_delivery", "amount": "40.00"}, ["0.00", "0.00", "0.00"]),
        ({"type": "amount_off_delivery", "amount": "4.00", "methods": ["post"]}, ["1.00", "15.00", "0.00"]),
        ({"type": "delivery_price", "price": "6.00"}, ["5.00", "6.00", "0.00"]),
        ({"type": "delivery_price", "price": "4.00", "methods": ["courier"]}, ["5.00", "4.00", "0.00"]),
        ({"type": "delivery_price", "price": "4.00", "methods": ["drone"]}, ["5.00", "15.00", "0.00"]),
    ],
)
def test_deliveries_cost_less(benefit: Json, left: list[str]):
    assert delivered(benefit) == left


@pytest.mark.parametrize(
    ("benefit", "left"),
    [
        ({"type": "free_fees"}, ["0.00", "0.00"]),
        ({"type": "free_fees", "ids": ["box"]}, ["1.00", "0.00"]),
        ({"type": "percent_off_fees", "percent": "50"}, ["0.50", "1.50"]),
        ({"type": "percent_off_fees", "percent": "50", "ids": ["bag"]}, ["0.50", "3.00"]),
        ({"type": "amount_off_fees", "amount": "1.00"}, ["0.75", "2.25"]),
        ({"type": "amount_off_fees", "amount": "2.00", "ids": ["bag"]}, ["0.00", "3.00"]),
        ({"type": "fee_price", "price": "2.00"}, ["1.00", "2.00"]),
        ({"type": "fee_price", "price": "0", "ids": ["bag"]}, ["0.00", "3.00"]),
    ],
)
def test_fees_cost_less(benefit: Json, left: list[str]):
    assert charged(benefit) == left


def test_percentages_follow_each_other_on_what_is_left_or_on_the_full_charge():
    half = {"type": "percent_off_delivery", "percent": "50"}
    assert delivered(half, half, deliveries=[POST]) == ["1.25"]
    assert delivered(half, {**half, "base": "original"}, deliveries=[POST]) == ["0.00"]
    assert charged({"type": "free_fees", "ids": ["bag"]}, {"type": "percent_off_fees", "percent": "50"}) == [
        "0.00",
        "1.50",
    ]


def test_the_sum_of_several_charges_is_rounded_once():
    fees = [{"id": str(each), "amount": "0.05"} for each in range(3)]
    # half of 0.15 is 0.075, so 0.08 in all
    assert charged({"type": "percent_off_fees", "percent": "50"}, fees=fees) == ["0.02", "0.02", "0.03"]


def test_fractions_may_be_cut_off():
    half = {"type": "percent_off_delivery", "percent": "50"}
    deliveries = [{"amount": "4.95"}]
    assert delivered(half, deliveries=deliveries) == ["2.47"]
    assert delivered(half, deliveries=deliveries, settings={"rounding": {"mode": "down"}}) == ["2.48"]


@pytest.mark.parametrize("kind", ["free_delivery", "free_fees"])
def test_what_finds_nothing_to_take_off_is_not_applied(kind: str):
    assert give({"type": kind}, lines=TEA).applied == []
    assert give({"type": kind}, lines=TEA, deliveries=[PICKUP], fees=[{"id": "bag", "amount": "0"}]).applied == []


def test_goods_are_never_touched():
    evaluation = give({"type": "amount_off_delivery", "amount": "40.00"}, lines=TEA, deliveries=[POST])
    assert (evaluation.totals.total, evaluation.applied[0].amount) == ("9.99", "5.00")


@pytest.mark.parametrize("kind", ["amount_off_delivery", "amount_off_fees"])
def test_amounts_are_of_the_currency(kind: str):
    assert problems({"type": kind, "amount": "1.5"}, "JPY") == [(".amount", "bad_amount")]
