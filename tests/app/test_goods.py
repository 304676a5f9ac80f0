"""Articles as lines: a catalogue file and the company's catalogue say the same; what is asked for is loaded alone."""

from largesse.app.catalogue import import_catalogue
from largesse.app.goods import goods_in, load_goods
from largesse.app.ports import Ports
from largesse.app.ports.stores import StorePlace
from largesse.app.stores import StoreFile, import_stores
from largesse.catalogue.article import Article, Assortment, CatalogueFile, Category, ProductSet, TaxClass
from largesse.promotions.condition import Key
from tests.database import COMPANY

CATALOGUE = CatalogueFile(
    articles=[
        Article(
            id="juice-1l", product="juice", category="juices", tax_class="food", prices={"USD": "4.00", "EUR": "5.00"},
            costs={"USD": "2.00"}, min_prices={"USD": "3.90"}, attributes={"brand": "Grove"}, weight="1.1",
        ),
        Article(id="bag", prices={"EUR": "1.00"}),
        Article(id="mug", product="mug", prices={"USD": "8.00"}),
    ],
    categories=[Category(id="drinks"), Category(id="juices", parent="drinks")],
    tax_classes=[TaxClass(id="food", rate="25")],
    product_sets=[ProductSet(id="picnic", products=["juice"], articles=["bag", "juice-1l"])],
    assortments=[Assortment(id="small", articles=["juice-1l"])],
)  # fmt: skip


async def test_the_company_s_catalogue_and_the_file_give_the_same_lines(ports: Ports):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    await import_stores(ports, COMPANY, StoreFile(stores=[StorePlace(id="s1", name="One")]))
    async with ports.store.view(COMPANY) as work:
        loaded = await load_goods(work)
    from_file = goods_in(CATALOGUE)
    assert (loaded.complete, from_file.complete, loaded.stores) == (True, True, ["s1"])
    for currency in ("USD", "EUR"):
        one, other = loaded.sold_in(currency), from_file.sold_in(currency)
        assert one is not None
        assert other is not None
        assert sorted(one.lines, key=lambda line: line.article) == sorted(other.lines, key=lambda line: line.article)


def test_a_line_has_all_that_a_checkout_s_line_would_be_filled_with():
    sold = goods_in(CATALOGUE).sold_in("USD")
    assert sold is not None
    juice = sold.lines[0]
    assert (juice.price, juice.cost, juice.min_price, juice.tax_rate) == ("4.00", "2.00", "3.90", "25")
    assert (juice.categories, juice.sets, juice.assortments) == (["drinks", "juices"], ["picnic"], ["small"])
    assert sold.lines[1].price is None


async def loaded(ports: Ports, keys: frozenset[Key] | None, most: int = 100) -> tuple[list[str], bool]:
    async with ports.store.view(COMPANY) as work:
        goods = await load_goods(work, keys, most)
    return sorted(goods.known), goods.complete


async def test_only_what_shows_a_key_is_loaded(ports: Ports):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    asked: list[tuple[Key, list[str]]] = [
        (("article", "mug"), ["mug"]),
        (("article", "nowhere"), []),
        (("product", "juice"), ["juice-1l"]),
        (("category", "drinks"), ["juice-1l"]),
        (("set", "picnic"), ["bag", "juice-1l"]),
        (("assortment", "small"), ["juice-1l"]),
    ]
    for key, wanted in asked:
        assert await loaded(ports, frozenset([key])) == (wanted, False)


async def test_no_more_are_loaded_than_asked_for(ports: Ports):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    assert await loaded(ports, None, most=3) == (["bag", "juice-1l", "mug"], True)
    assert await loaded(ports, None, most=2) == (["bag", "juice-1l"], False)
    assert await loaded(ports, frozenset([("set", "picnic"), ("article", "mug")]), most=2) == (["bag", "mug"], False)


def test_an_empty_catalogue_knows_of_nothing():
    assert goods_in(CatalogueFile()).sold_in("USD") is None
