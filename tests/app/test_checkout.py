import pytest

from largesse.app.audiences import AudienceFile, import_audiences
from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.catalogue import import_catalogue
from largesse.app.checkout import evaluate_checkout
from largesse.app.customers import CustomerFile, import_customers
from largesse.app.ports import Ports
from largesse.app.ports.customers import Audience, CustomerProfile
from largesse.app.ports.stores import StorePlace
from largesse.app.stores import StoreFile, import_stores
from largesse.catalogue.article import Article, Assortment, CatalogueFile, Category, ProductSet, TaxClass
from largesse.core.errors import Invalid, NotFound
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import COMPANY, Clock

CATALOGUE = CatalogueFile(
    articles=[
        Article(
            id="juice-1l", product="juice", category="drinks", tax_class="food", prices={"USD": "4.00", "EUR": "5.00"},
            min_prices={"USD": "3.90"}, attributes={"brand": "Grove"},
        ),
        Article(id="bag", prices={"USD": "1.00"}),
    ],
    categories=[Category(id="all"), Category(id="drinks", parent="all")],
    tax_classes=[TaxClass(id="food", rate="25")],
    product_sets=[ProductSet(id="picnic", products=["juice"])],
    assortments=[Assortment(id="small", articles=["juice-1l"])],
)  # fmt: skip


@pytest.fixture
def books(ports: Ports) -> Books:
    return Books(ports)


async def go_live(ports: Ports, **fields: object) -> None:
    await import_campaigns(ports, COMPANY, campaign_file(campaign(**fields)), activate=True)  # pyright: ignore[reportArgumentType]


async def total(ports: Ports, books: Books, *lines: dict[str, object], **fields: object) -> str:
    return (await evaluate_checkout(ports, books, COMPANY, checkout(*lines, **fields))).totals.total


def selecting(**of: object) -> list[dict[str, object]]:
    return [{"id": "p", "benefits": [{"type": "percent_off_products", "percent": "50", "of": of}]}]


async def test_only_what_is_live_applies(ports: Ports, books: Books):
    await import_campaigns(ports, COMPANY, campaign_file(campaign()))
    assert await total(ports, books) == "10.00"
    await go_live(ports)
    books.note_change(COMPANY)
    assert await total(ports, books) == "9.00"


async def test_the_instant_is_the_clocks_unless_the_checkout_says_another(ports: Ports, books: Books, clock: Clock):
    await go_live(ports, ends_at="2026-06-15T12:00:00Z")
    result = await evaluate_checkout(ports, books, COMPANY, checkout())
    assert (result.at, result.totals.total) == (clock.now(), "10.00")
    assert await total(ports, books, at="2026-06-15T11:59:59Z") == "9.00"


async def test_what_a_line_leaves_out_comes_from_the_catalogue(ports: Ports, books: Books):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    result = await evaluate_checkout(ports, books, COMPANY, checkout({"article": "juice-1l", "quantity": 2}))
    assert (result.totals.total, result.totals.tax) == ("8.00", "1.60")
    assert await total(ports, books, {"article": "juice-1l"}, currency="EUR") == "5.00"


@pytest.mark.parametrize(
    "of",
    [
        {"products": ["juice"]}, {"categories": ["all"]}, {"categories": ["drinks"]}, {"sets": ["picnic"]},
        {"assortments": ["small"]}, {"articles": ["juice-1l"]},
    ],
    ids=str,
)  # fmt: skip
async def test_a_selector_finds_an_article_by_what_the_catalogue_says(
    ports: Ports, books: Books, of: dict[str, object]
):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    await go_live(ports, promotions=selecting(**of))
    result = await evaluate_checkout(
        ports, books, COMPANY, checkout({"article": "juice-1l", "min_price": "0.00"}, {"article": "bag"})
    )
    assert [line.total for line in result.lines] == ["2.00", "1.00"]


async def test_the_floor_of_the_catalogue_holds(ports: Ports, books: Books):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    await go_live(ports)
    assert await total(ports, books, {"article": "juice-1l"}) == "3.90"


async def test_what_a_line_says_itself_counts_more_than_the_catalogue(ports: Ports, books: Books):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    assert await total(ports, books, {"article": "juice-1l", "price": "7.00", "min_price": "0.01"}) == "7.00"


@pytest.mark.parametrize(("article", "currency"), [("unheard", "USD"), ("bag", "EUR")])
async def test_an_article_without_a_price_anywhere_is_refused_with_its_path(
    ports: Ports, books: Books, article: str, currency: str
):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    with pytest.raises(Invalid) as refused:
        await total(ports, books, {"article": "a", "price": "1"}, {"article": article}, currency=currency)
    assert refused.value.problems[0].path == "$.lines[1].price"


async def test_a_changed_price_counts_within_a_second(ports: Ports, books: Books, clock: Clock):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    assert await total(ports, books, {"article": "bag"}) == "1.00"
    await import_catalogue(ports, COMPANY, CatalogueFile(articles=[Article(id="bag", prices={"USD": "2.00"})]))
    clock.advance(1.01)
    assert await total(ports, books, {"article": "bag"}) == "2.00"


async def test_an_audience_is_looked_up_for_the_customer(ports: Ports, books: Books):
    await go_live(ports, audiences=["vip"])
    await import_audiences(ports, COMPANY, AudienceFile(audiences=[Audience(id="vip", customers=["ann"])]))
    assert await total(ports, books, customer={"id": "ann"}) == "9.00"
    assert await total(ports, books, customer={"id": "bo"}) == "10.00"
    assert await total(ports, books) == "10.00"


async def test_a_stored_profile_fills_in_what_the_checkout_leaves_out(ports: Ports, books: Books):
    gold = [{"type": "customer", "field": "tier", "operator": "equals", "value": "gold"}]
    promotions = [{"id": "p", "conditions": gold, "benefits": [{"type": "percent_off_products", "percent": "10"}]}]
    await go_live(ports, promotions=promotions)
    await import_customers(ports, COMPANY, CustomerFile(customers=[CustomerProfile(id="ann", tier="gold")]))
    assert await total(ports, books, customer={"id": "ann"}) == "9.00"
    assert await total(ports, books, customer={"id": "ann", "tier": "silver"}) == "10.00"


async def test_a_stores_attributes_come_from_the_store(ports: Ports, books: Books):
    large = [{"type": "store", "field": "attributes.size", "operator": "equals", "value": "large"}]
    promotions = [{"id": "p", "conditions": large, "benefits": [{"type": "percent_off_products", "percent": "10"}]}]
    await go_live(ports, promotions=promotions)
    await import_stores(ports, COMPANY, StoreFile(stores=[StorePlace(id="s1", attributes={"size": "large"})]))
    assert await total(ports, books, store="s1") == "9.00"
    assert await total(ports, books, store="s2") == "10.00"
    assert await total(ports, books, store="s1", store_attributes={"size": "small"}) == "10.00"


async def test_an_unknown_company_is_not_found(ports: Ports, books: Books):
    with pytest.raises(NotFound):
        await evaluate_checkout(ports, books, "nobody", checkout())
