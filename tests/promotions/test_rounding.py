"""The company's rounding mode holds wherever a fraction of a minor unit comes up, in every kind of benefit."""

from __future__ import annotations

import pytest

from tests.promotions.asking import Json, ask, campaign, checkout, left, tea

HALF: Json = {"percent": "50"}
TEA: Json = {"articles": ["tea"]}
FIVE_CENTS = [tea("0.05", 1)]
WEIGHED = [tea("10.00", "0.345")]
TWO_CENTS_OFF: Json = {"type": "amount_off_products", "amount": "0.02", "how": "per_line"}
"""Off three units of 10.00: each is then worth 9.99 and a third."""


@pytest.mark.parametrize(
    ("benefit", "lines", "half_up", "half_even", "down"),
    [
        ({"type": "percent_off_products", **HALF}, FIVE_CENTS, "0.02", "0.03", "0.03"),
        ({"type": "percent_off_order", **HALF}, FIVE_CENTS, "0.02", "0.03", "0.03"),
        ({"type": "percent_off_order", "exceeding_quantity": 0, **HALF}, FIVE_CENTS, "0.02", "0.03", "0.03"),
        ({"type": "spend_tiers", "tiers": [{"at_least": "0.01", **HALF}]}, FIVE_CENTS, "0.02", "0.03", "0.03"),
        ({"type": "quantity_tiers", "tiers": [{"at_least": 1, **HALF}]}, FIVE_CENTS, "0.02", "0.03", "0.03"),
        ({"type": "full_groups", "group_size": 1, **HALF}, FIVE_CENTS, "0.02", "0.03", "0.03"),
        ({"type": "package", "quantity": 1, **HALF}, FIVE_CENTS, "0.02", "0.03", "0.03"),
        ({"type": "bundle", "items": [{"of": TEA}], **HALF}, FIVE_CENTS, "0.02", "0.03", "0.03"),
        ({"type": "cheapest_discount", "every": 2, **HALF}, [tea("0.05", 2)], "0.07", "0.08", "0.08"),
        ({"type": "buy_x_get_y", "buy": {"quantity": 1}, "get": {}, **HALF}, [tea("0.05", 2)], "0.07", "0.08", "0.08"),
        ({"type": "percent_off_products", **HALF}, WEIGHED, "1.72", "1.73", "1.73"),
        ({"type": "campaign_price", "price": "5.00"}, WEIGHED, "1.73", "1.72", "1.72"),
        ({"type": "amount_off_products", "amount": "5.00"}, WEIGHED, "1.72", "1.73", "1.73"),
    ],
    ids=lambda each: each["type"] if isinstance(each, dict) else "",
)
def test_half_a_cent_goes_where_the_company_lets_it_go(
    benefit: Json, lines: list[Json], half_up: str, half_even: str, down: str
) -> None:
    for mode, wanted in (("half_up", half_up), ("half_even", half_even), ("down", down)):
        found = ask(campaign("c", benefit), checkout(*lines), rounding={"mode": mode})
        assert (mode, left(found)) == (mode, [wanted])


@pytest.mark.parametrize(
    ("benefit", "half_up", "down"),
    [
        ({"type": "n_for_price", "quantity": 2, "price": "10.00"}, "19.99", "20.00"),
        ({"type": "package", "quantity": 2, "price": "10.00"}, "19.99", "20.00"),
        ({"type": "bundle", "items": [{"of": TEA, "quantity": 2}], "price": "10.00"}, "19.99", "20.00"),
        ({"type": "package", "quantity": 2, "unit_price": "5.00"}, "19.99", "20.00"),
    ],
    ids=lambda each: each["type"] if isinstance(each, dict) else "",
)
def test_what_a_set_saves_of_uneven_units_is_rounded_once(benefit: Json, half_up: str, down: str) -> None:
    for mode, wanted in (("half_up", half_up), ("half_even", half_up), ("down", down)):
        both = [campaign("first", TWO_CENTS_OFF), campaign("set", benefit)]
        assert left(ask(both, checkout(tea("10.00", 3)), rounding={"mode": mode})) == [wanted]
