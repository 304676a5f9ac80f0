"""Catalogue of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from typing import Literal

from largesse.app.catalogue import CatalogueImport, Groups
from largesse.app.customers import Deleted, Ids
from largesse.app.page import Page
from largesse.catalogue.article import Article, CatalogueFile
from largesse.client.request import Request, make


def import_catalogue(body: CatalogueFile, *, idempotency_key: str | None = None) -> Request[CatalogueImport]:
    """Adds what is new and replaces what has the same id, all of it or nothing; what the file does not name stays.

    A large catalogue is sent in parts: categories and tax classes before the articles that name them.
    """
    return make(
        "POST", "/v1/imports/catalogue", CatalogueImport,
        body=body, writes=True, idempotency_key=idempotency_key,
    )


def delete_articles(body: Ids, *, idempotency_key: str | None = None) -> Request[Deleted]:
    """Deletes articles. Those that are not there are passed over; groups that name one keep its number."""
    return make(
        "POST", "/v1/articles:delete", Deleted,
        body=body, writes=True, idempotency_key=idempotency_key,
    )


def list_articles(
    *,
    search: str | None = None,
    sort: Literal["id", "-id", "name", "-name"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
    category: str | None = None,
    within: str | None = None,
    product: str | None = None,
    product_set: str | None = None,
    assortment: str | None = None,
) -> Request[Page[Article]]:
    """Lists articles by id: all, or those of a category, a product, a product set or an assortment."""
    return make(
        "GET", "/v1/articles", Page[Article],
        query={"search": search, "sort": sort, "cursor": cursor, "limit": limit, "category": category, "within": within,
        "product": product, "product_set": product_set, "assortment": assortment},
    )


def get_article(article: str) -> Request[Article]:
    """Gives an article as it was imported."""
    return make(
        "GET", "/v1/articles/{article}", Article,
        names={"article": article},
    )


def list_groups() -> Request[Groups]:
    """Lists categories, tax classes, product sets and assortments, each by id."""
    return make(
        "GET", "/v1/article-groups", Groups,
    )
