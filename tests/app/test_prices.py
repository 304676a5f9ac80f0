import time
from datetime import timedelta

import pytest

from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.catalogue import import_catalogue
from largesse.app.checkout import evaluate_checkout
from largesse.app.ports import Ports
from largesse.app.prices import PriceQuery, list_prices
from largesse.catalogue.article import Article, CatalogueFile
from largesse.core.errors import Invalid
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import COMPANY, Clock


async def stock(ports: Ports, **prices: str) -> None:
    await import_catalogue(
        ports, COMPANY, CatalogueFile(articles=[Article(id=id, prices={"USD": price}) for id, price in prices.items()])
    )


async def test_the_price_is_the_carts_for_the_same_customer_store_and_time(ports: Ports):
    await stock(ports, tea="10.00", mug="4.00")
    await import_campaigns(ports, COMPANY, campaign_file(campaign(stores=["s-1"])), activate=True)
    books = Books(ports)
    for store, wanted in (("s-1", ["9.00", "3.60"]), ("s-2", ["10.00", "4.00"])):
        found = await list_prices(
            ports, books, COMPANY, PriceQuery(articles=["tea", "mug"], currency="USD", store=store)
        )
        carts = [
            await evaluate_checkout(ports, books, COMPANY, checkout({"article": id}, store=store))
            for id in ("tea", "mug")
        ]
        assert [each.price for each in found.prices] == [cart.lines[0].total for cart in carts] == wanted


async def test_what_is_unknown_or_has_no_price_in_the_currency_has_none(ports: Ports):
    await stock(ports, tea="10.00")
    books = Books(ports)
    for id, currency in (("tea", "EUR"), ("coffee", "USD")):
        found = await list_prices(ports, books, COMPANY, PriceQuery(articles=[id], currency=currency))
        assert [(each.article, each.price) for each in found.prices] == [(id, None)]


async def test_an_article_is_asked_for_once(ports: Ports):
    with pytest.raises(Invalid) as refused:
        await list_prices(ports, Books(ports), COMPANY, PriceQuery(articles=["tea", "tea"], currency="USD"))
    assert [problem.path for problem in refused.value.problems] == ["$.articles[1]"]


async def test_list_prices_of_before_are_remembered_for_the_lowest_price(ports: Ports):
    async with ports.store.transaction(COMPANY) as work:
        await work.catalogue.save_articles([Article(id="tea", prices={"USD": "7.00"})])
    async with ports.store.transaction(COMPANY) as work:
        await work.catalogue.save_articles([Article(id="tea", prices={"USD": "10.00", "EUR": "9.00"})])
        await work.catalogue.save_articles([Article(id="tea", prices={"USD": "10.00", "EUR": "9.00"})])
    async with ports.store.transaction(COMPANY) as work:
        kept = await work.catalogue.list_prices(["tea", "mug"], "USD", ports.now() - timedelta(days=3650))
        assert [amount for _, amount in kept["tea"]] == ["7.00", "10.00"]
        assert list(kept) == ["tea"]
        [(_, latest)] = (await work.catalogue.list_prices(["tea"], "USD", ports.now() + timedelta(days=3650)))["tea"]
        assert latest == "10.00"


async def test_a_thousand_articles_are_priced_in_well_under_a_second(ports: Ports, clock: Clock):
    ids = [f"a{i}" for i in range(1000)]
    await stock(ports, **dict.fromkeys(ids, "10.00"))
    await import_campaigns(ports, COMPANY, campaign_file(campaign()), activate=True)
    books = Books(ports)
    asked = PriceQuery(articles=ids, currency="USD")
    await list_prices(ports, books, COMPANY, asked)
    began = time.process_time()
    found = await list_prices(ports, books, COMPANY, asked)
    assert {each.price for each in found.prices} == {"9.00"}
    assert time.process_time() - began < 1.0
