"""Gifts, and what the service carries out once the order is confirmed."""

from typing import Any

import pytest

from tests.promotions.benefits.giving import Json, give, line, problems

TEA = [line("tea", "9.99", 3)]
GIFT = {"type": "free_gift", "articles": [{"article": "mug", "price": "5.00"}, {"article": "cup", "price": "3.00"}]}


def gifts(benefit: Json = GIFT, lines: list[Json] = TEA, **more: Any) -> list[tuple[str, object]]:
    evaluation = give(benefit, lines=lines, **more)
    return [(each.article, each.quantity) for each in evaluation.lines if each.gift]


def effects(benefit: Json, lines: list[Json] = TEA) -> list[Json]:
    return [effect.details for effect in give(benefit, lines=lines).effects]


def test_the_first_article_is_given_unless_another_was_chosen():
    assert gifts() == [("mug", 1)]
    assert gifts(gifts=["cup"]) == [("cup", 1)]
    assert gifts(gifts=["boat"]) == [("mug", 1)]


def test_a_gift_costs_nothing_and_counts_at_its_worth():
    evaluation = give({**GIFT, "quantity": 2}, lines=TEA)
    assert (evaluation.totals.total, evaluation.applied[0].amount) == ("29.97", "10.00")
    assert evaluation.totals.subtotal == "29.97"


def test_an_article_that_is_out_of_stock_is_not_given():
    assert gifts(facts={"stock": {"mug": 0}}) == [("cup", 1)]
    assert gifts(facts={"stock": {"mug": 0, "cup": 1}}) == [("cup", 1)]
    assert gifts(facts={"stock": {"mug": 0, "cup": 0}}) == []
    assert gifts(gifts=["mug"], facts={"stock": {"mug": 0}}) == []


def test_units_that_the_checkout_itself_holds_are_not_given_away():
    lines = [line("mug", "5.00", 3)]
    assert gifts(lines=lines, facts={"stock": {"mug": 3}}) == [("cup", 1)]
    assert gifts(lines=lines, facts={"stock": {"mug": 4}}) == [("mug", 1)]


def test_a_gift_is_not_bought_goods_to_other_benefits():
    points = {"type": "points", "points": 1, "per_spent": "1.00"}
    assert give(GIFT, points, lines=TEA).effects[0].details == {"points": 29}


@pytest.mark.parametrize(
    ("spent", "points"), [("9.99", None), ("10.00", 2), ("19.99", 2), ("20.00", 4), ("1000.00", 50)]
)
def test_points_are_for_every_full_amount_up_to_a_maximum(spent: str, points: int | None):
    own = {"type": "points", "points": 2, "per_spent": "10.00", "max_points": 50}
    assert effects(own, [line("tea", spent)]) == ([{"points": points}] if points else [])


def test_points_are_for_what_is_left_of_the_chosen_lines():
    own = {"type": "points", "points": 1, "per_spent": "1.00", "of": {"articles": ["tea"]}}
    half = {"type": "percent_off_products", "percent": "50"}
    lines = [line("tea", "10.00", discountable=False), line("tea", "10.00"), line("mug", "50.00")]
    assert give(half, own, lines=lines).effects[0].details == {"points": 15}


def test_a_grant_takes_nothing_off():
    evaluation = give({"type": "voucher", "series": "autumn"}, lines=TEA)
    assert (evaluation.totals.discount, evaluation.applied[0].amount) == ("0.00", "0.00")


def test_what_is_left_out_of_a_grant_is_left_out_of_its_effect():
    assert effects({"type": "trial_extension", "days": 30}) == [{"days": 30}]
    assert effects({"type": "access", "resource": "lounge"}) == [{"resource": "lounge"}]
    assert effects({"type": "referral_reward", "voucher_series": "friends"}) == [
        {"beneficiary": "referrer", "voucher_series": "friends"}
    ]


def test_what_makes_no_sense_is_refused_at_its_place():
    assert problems({"type": "points", "points": 1, "per_spent": "0"}) == [(".per_spent", "zero")]
    assert problems({"type": "referral_reward"}) == [("", "exactly_one")]
    assert problems({"type": "referral_reward", "points": 1, "credit": "1"}) == [(".credit", "exactly_one")]
    assert problems({"type": "referral_reward", "credit": "1.001"}) == [(".credit", "bad_amount")]
    assert problems({"type": "free_gift", "articles": [{"article": "mug", "price": "1.001"}]}) == [
        (".articles[0].price", "bad_amount")
    ]
