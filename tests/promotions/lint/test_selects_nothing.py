"""Selectors that exclude all they select, and those that the catalogue has nothing for."""

from __future__ import annotations

import pytest

from tests.promotions.asking import Json, campaign, off, percent, promotion
from tests.promotions.lint.looking import SOLD, places

OF = "c.promotions[0].benefits[0].of"


def found(of: Json, sold: list[Json] | None = None) -> list[str]:
    return places("selects_nothing", campaign("c", percent(of=of)), sold=sold)


@pytest.mark.parametrize(
    "of",
    [
        {"price_from": "10.00", "price_to": "9.99"},
        {"articles": ["tea"], "exclude": {"articles": ["mug", "tea"]}},
        {"articles": ["tea"], "categories": ["drinks"], "exclude": {"categories": ["drinks", "food"]}},
        {"exclude": {}},
        {"price_from": "20.00", "exclude": {"price_from": "10.00"}},
        {"attributes": {"brand": "Largo"}, "exclude": {"attributes": {"brand": "Largo"}}},
    ],
)
def test_what_excludes_itself_is_found_without_a_catalogue(of: Json):
    assert found(of) == [OF]


@pytest.mark.parametrize(
    "of",
    [
        {"price_from": "9.99", "price_to": "9.99"},
        {"articles": ["tea", "mug"], "exclude": {"articles": ["tea"]}},
        {"categories": ["drinks"], "exclude": {"articles": ["tea"]}},
        {"articles": ["tea"], "exclude": {"not_discounted": True}},
        {"exclude": {"articles": ["tea"], "exclude": {"articles": ["tea"]}}},
        {"price_from": "5.00", "exclude": {"price_from": "10.00"}},
    ],
)
def test_what_may_select_something_is_left_alone(of: Json):
    assert found(of) == []


@pytest.mark.parametrize(
    "of",
    [
        {"articles": ["nuts"]},
        {"categories": ["food"]},
        {"articles": ["tea"], "price_from": "10.01"},
        {"attributes": {"brand": "Other"}},
        {"products": ["mugs"], "exclude": {"articles": ["mug"]}},
    ],
)
def test_what_the_catalogue_has_nothing_for_is_found(of: Json):
    assert found(of, SOLD) == [OF]
    assert found(of, []) == []


@pytest.mark.parametrize(
    "of",
    [
        {"articles": ["nuts", "tea"]},
        {"attributes": {"brand": "Largo"}},
        {"articles": ["later"], "price_from": "100.00"},
        {},
    ],
)
def test_what_the_catalogue_has_something_for_is_left_alone(of: Json):
    assert found(of, SOLD) == []


def test_conditions_and_tables_of_prices_are_looked_at_too():
    nuts: Json = {"type": "contains_article", "articles": ["nuts"]}
    given = campaign("c", promotions=[promotion(off("1.00"), conditions=[nuts])])
    assert places("selects_nothing", given, sold=SOLD) == ["c.promotions[0].conditions[0]"]
    prices = campaign("c", {"type": "campaign_price", "prices": {"nuts": "1.00"}})
    assert places("selects_nothing", prices, sold=SOLD) == ["c.promotions[0].benefits[0]"]
    counted = campaign("c", off("1.00"), conditions=[{"type": "quantity", "quantity": 2, "of": {"articles": ["nuts"]}}])
    assert places("selects_nothing", counted, sold=SOLD) == ["c.promotions[0].conditions[0].of"]
