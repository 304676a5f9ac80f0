"""The catalogue over HTTP: bring it in, look articles up, see what groups them."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import BULK_LIMIT, Call, NoQuery, Route
from largesse.app import catalogue
from largesse.app.catalogue import ArticleQuery, CatalogueImport, Groups
from largesse.app.customers import Deleted, Ids
from largesse.app.page import Page
from largesse.catalogue.article import Article, CatalogueFile
from largesse.core.errors import NotFound

TAG = "Catalogue"

EXAMPLE = {
    "categories": [{"id": "drinks", "name": "Drinks"}, {"id": "juice", "name": "Juice", "parent": "drinks"}],
    "tax_classes": [{"id": "food", "rate": "12"}],
    "articles": [
        {
            "id": "7310865004703",
            "name": "Orange juice, 1 l",
            "product": "orange-juice",
            "category": "juice",
            "tax_class": "food",
            "prices": {"USD": "3.49"},
            "costs": {"USD": "1.80"},
            "attributes": {"brand": "Grove"},
        }
    ],
    "product_sets": [{"id": "breakfast", "products": ["orange-juice"]}],
}


async def import_catalogue(desk: Desk, call: Call[CatalogueFile, NoQuery]) -> CatalogueImport:
    """Adds what is new and replaces what has the same id, all of it or nothing; what the file does not name stays.

    A large catalogue is sent in parts: categories and tax classes before the articles that name them.
    """
    return await catalogue.import_catalogue(desk.ports, call.company, call.body)


async def list_articles(desk: Desk, call: Call[None, ArticleQuery]) -> Page[Article]:
    """Lists articles by id: all, or those of a category, a product, a product set or an assortment."""
    return await catalogue.list_articles(desk.ports, call.company, call.query)


async def get_article(desk: Desk, call: Call[None, NoQuery]) -> Article:
    """Gives an article as it was imported."""
    return await catalogue.get_article(desk.ports, call.company, call.names["article"])


async def list_groups(desk: Desk, call: Call[None, NoQuery]) -> Groups:
    """Lists categories, tax classes, product sets and assortments, each by id."""
    return await catalogue.list_groups(desk.ports, call.company)


async def delete_articles(desk: Desk, call: Call[Ids, NoQuery]) -> Deleted:
    """Deletes articles. Those that are not there are passed over; groups that name one keep its number."""
    return await catalogue.delete_articles(desk.ports, call.company, call.body)


ROUTES = (
    Route(
        method="POST", path="/v1/imports/catalogue", tag=TAG, says="Import catalogue", handler=import_catalogue,
        scope="write", takes=CatalogueFile, gives=CatalogueImport, limit=BULK_LIMIT, example=EXAMPLE,
        answer=CatalogueImport(articles=1, categories=2, tax_classes=1, product_sets=1, assortments=0),
    ),
    Route(
        method="POST", path="/v1/articles:delete", tag=TAG, says="Delete articles", handler=delete_articles,
        scope="write", takes=Ids, gives=Deleted, example={"ids": ["7310865004703"]}, answer=Deleted(["7310865004703"]),
    ),
    Route(
        method="GET", path="/v1/articles", tag=TAG, says="List articles", handler=list_articles, query=ArticleQuery,
        gives=Page[Article],
    ),
    Route(
        method="GET", path="/v1/articles/{article}", tag=TAG, says="Get an article", handler=get_article,
        names={"article": "The article's number."}, gives=Article, errors=(NotFound,),
    ),
    Route(
        method="GET", path="/v1/article-groups", tag=TAG, says="List what groups articles", handler=list_groups,
        gives=Groups,
    ),
)  # fmt: skip
