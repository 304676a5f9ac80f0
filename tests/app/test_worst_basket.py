"""The worst basket under a company's live book, out of its own catalogue."""

import pytest

from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.catalogue import import_catalogue
from largesse.app.ports import Ports
from largesse.app.worst_basket import WorstBasketSearch, find_live_worst_basket
from largesse.promotions.definition import Campaign
from largesse.promotions.worst_basket import WorstBasket
from tests.app.test_goods import CATALOGUE
from tests.app.writing import campaign, campaign_file
from tests.database import COMPANY


@pytest.fixture
async def books(ports: Ports) -> Books:
    await import_catalogue(ports, COMPANY, CATALOGUE)
    return Books(ports)


async def worst(ports: Ports, books: Books, *campaigns: Campaign, **search: object) -> WorstBasket | None:
    await import_campaigns(ports, COMPANY, campaign_file(*campaigns), activate=True)
    books.note_change(COMPANY)
    return await find_live_worst_basket(ports, books, COMPANY, WorstBasketSearch(**search))  # pyright: ignore[reportArgumentType]


def bought(found: WorstBasket | None) -> list[str]:
    assert found is not None
    return [line.article for line in found.checkout.lines]


async def test_the_basket_is_made_of_what_the_company_sells(ports: Ports, books: Books):
    found = await worst(ports, books, campaign(percent="40"))
    assert bought(found) == ["mug"]  # juice has a least price
    assert found is not None
    assert (found.percent, found.evaluation.totals.subtotal, found.checkout.at) == ("40.00", "80.00", ports.now())


async def test_what_promotions_name_is_looked_up_by_what_they_name(ports: Ports, books: Books):
    promotion = {"id": "p", "benefits": [{"type": "amount_off_products", "amount": "0.05", "of": {"sets": ["picnic"]}}]}
    found = await worst(ports, books, campaign(promotions=[promotion]), units=1)
    assert bought(found) == ["juice-1l"]
    assert found is not None
    assert found.percent == "1.25"


async def test_the_currency_is_that_of_most_campaigns_or_the_one_asked_for(ports: Ports, books: Books):
    three = [campaign(id, currency=currency) for id, currency in (("a", "EUR"), ("b", "USD"), ("c", "EUR"))]
    found = await worst(ports, books, *three)
    assert found is not None
    assert found.checkout.currency == "EUR"
    assert bought(await worst(ports, books, currency="USD")) == ["mug"]
    assert await worst(ports, books, currency="SEK") is None


async def test_a_margin_needs_costs(ports: Ports, books: Books):
    found = await worst(ports, books, campaign(percent="2"), measure="margin", units=1)
    assert bought(found) == ["juice-1l"]
    assert found is not None
    assert found.percent == "36.31"  # 3.92 with tax inside is 3.14 without; 2.00 was spent


async def test_nothing_live_gives_nothing_away(ports: Ports, books: Books):
    assert await worst(ports, books) is None
