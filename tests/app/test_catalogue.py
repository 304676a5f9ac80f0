import pytest

from largesse.app.catalogue import ArticleQuery, get_article, import_catalogue, list_articles, list_groups
from largesse.app.ports import Ports
from largesse.catalogue.article import Article, Assortment, CatalogueFile, Category, ProductSet, TaxClass
from largesse.core.errors import Invalid, NotFound
from tests.database import COMPANY

JUICE = Article(
    id="731",
    name="Juice 1 l",
    product="juice",
    category="drinks",
    tax_class="food",
    prices={"USD": "3.49", "JPY": "400"},
    costs={"USD": "2.10"},
    weight="1.05",
    stock=12,
    attributes={"brand": "Grove", "organic": True, "sizes": ["1", "2"]},
)
FILE = CatalogueFile(
    articles=[JUICE, Article(id="732", name="Juice 2 l", product="juice"), Article(id="9", name="Bag")],
    categories=[Category(id="drinks", parent="all"), Category(id="all", name="Everything")],
    tax_classes=[TaxClass(id="food", rate="7")],
    product_sets=[ProductSet(id="picnic", products=["juice"], articles=["9"])],
    assortments=[Assortment(id="small-shops", name="Small shops", articles=["731"])],
)


async def ids(ports: Ports, **query: object) -> list[str]:
    page = await list_articles(ports, COMPANY, ArticleQuery(**query))  # pyright: ignore[reportArgumentType]
    return [article.id for article in page.items]


async def test_what_was_imported_reads_back_as_written(ports: Ports):
    await import_catalogue(ports, COMPANY, FILE)
    assert await get_article(ports, COMPANY, "731") == JUICE
    groups = await list_groups(ports, COMPANY)
    assert groups.categories == [Category(id="all", name="Everything"), Category(id="drinks", parent="all")]
    assert groups.tax_classes == FILE.tax_classes
    assert groups.product_sets == FILE.product_sets
    assert groups.assortments == FILE.assortments


async def test_a_second_import_replaces_what_it_names_and_leaves_the_rest(ports: Ports):
    await import_catalogue(ports, COMPANY, FILE)
    sets = [ProductSet(id="picnic", name="Picnic", articles=["732"])]
    await import_catalogue(ports, COMPANY, CatalogueFile(articles=[Article(id="9", name="Sack")], product_sets=sets))
    assert (await get_article(ports, COMPANY, "9")).name == "Sack"
    assert await get_article(ports, COMPANY, "731") == JUICE
    assert (await list_groups(ports, COMPANY)).product_sets == sets


async def test_an_unknown_category_or_tax_class_is_refused_by_its_path_and_nothing_is_stored(ports: Ports):
    articles = [Article(id="1"), Article(id="2", category="nowhere", tax_class="none")]
    categories = [Category(id="lost", parent="nobody")]
    with pytest.raises(Invalid) as refused:
        await import_catalogue(ports, COMPANY, CatalogueFile(articles=articles, categories=categories))
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [
        ("$.categories[0].parent", "unknown_category"),
        ("$.articles[1].category", "unknown_category"),
        ("$.articles[1].tax_class", "unknown_tax_class"),
    ]
    with pytest.raises(NotFound):
        await get_article(ports, COMPANY, "1")


async def test_an_article_may_name_a_category_that_is_stored_already(ports: Ports):
    await import_catalogue(ports, COMPANY, FILE)
    await import_catalogue(
        ports, COMPANY, CatalogueFile(articles=[Article(id="10", category="drinks", tax_class="food")])
    )
    assert await ids(ports, category="drinks") == ["10", "731"]


async def test_a_circle_made_by_two_imports_is_refused(ports: Ports):
    await import_catalogue(ports, COMPANY, FILE)
    with pytest.raises(Invalid) as refused:
        await import_catalogue(ports, COMPANY, CatalogueFile(categories=[Category(id="all", parent="drinks")]))
    assert ("$.categories[0].parent", "too_deep") in {(each.path, each.code) for each in refused.value.problems}


async def test_articles_are_listed_by_id_in_pages_and_found_by_name_product_and_category(ports: Ports):
    await import_catalogue(ports, COMPANY, FILE)
    assert await ids(ports) == ["731", "732", "9"]
    assert await ids(ports, search="juice") == ["731", "732"]
    assert await ids(ports, search="32") == ["732"]
    assert await ids(ports, product="juice", limit=1) == ["731"]
    assert await ids(ports, category="drinks") == ["731"]
    first = await list_articles(ports, COMPANY, ArticleQuery(limit=2))
    assert await ids(ports, cursor=first.next) == ["9"]


async def test_text_that_postgresql_cannot_hold_is_refused_as_invalid(ports: Ports):
    with pytest.raises(Invalid):
        await import_catalogue(ports, COMPANY, CatalogueFile(articles=[Article(id="1", name="a\0b")]))


async def test_a_product_that_is_listed_twice_in_a_set_counts_once(ports: Ports):
    sets = [ProductSet(id="twice", products=["juice", "juice"])]
    await import_catalogue(ports, COMPANY, CatalogueFile(product_sets=sets))
    assert (await list_groups(ports, COMPANY)).product_sets == [ProductSet(id="twice", products=["juice"])]
