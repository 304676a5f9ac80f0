"""The catalogue: bring it in, look things up in it."""

from __future__ import annotations

import msgspec

from largesse.app.audit import record, summary
from largesse.app.customers import Deleted, Ids
from largesse.app.named_list import NameQuery
from largesse.app.page import Page
from largesse.app.ports import Ports, Work
from largesse.app.ports.audit import Deed
from largesse.app.ports.catalogue import ArticleFilter
from largesse.catalogue.article import Article, Assortment, CatalogueFile, Category, ProductSet, TaxClass
from largesse.catalogue.check import check_file
from largesse.catalogue.tree import problems_of
from largesse.core.errors import Invalid, NotFound, Problem
from largesse.core.wire import Token


class CatalogueImport(msgspec.Struct, frozen=True):
    """How much an import brought in, new and replaced together."""

    articles: int
    categories: int
    tax_classes: int
    product_sets: int
    assortments: int


class ArticleQuery(NameQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which articles to list; all that is said must hold."""

    category: Token | None = None
    """The category that it hangs in itself."""
    within: Token | None = None
    """The category that it hangs in, or one above that."""
    product: Token | None = None
    product_set: Token | None = None
    assortment: Token | None = None


class Groups(msgspec.Struct, frozen=True):
    """All that articles are grouped by."""

    categories: list[Category]
    tax_classes: list[TaxClass]
    product_sets: list[ProductSet]
    assortments: list[Assortment]


async def import_catalogue(ports: Ports, company: str, file: CatalogueFile) -> CatalogueImport:
    """Add what is new and replace what has the same id, all or nothing; what the file does not name stays.

    Articles may name categories and tax classes of the file or of the store. Raises `Invalid` with the path of every
    amount, reference or id that makes no sense.
    """
    check_file(file)
    async with ports.store.transaction(company) as work:
        await _check_references(work, file)
        await work.catalogue.save_tax_classes(file.tax_classes)
        await work.catalogue.save_categories(file.categories)
        await work.catalogue.save_articles(file.articles)
        await work.catalogue.save_product_sets(file.product_sets)
        await work.catalogue.save_assortments(file.assortments)
        brought = CatalogueImport(
            articles=len(file.articles),
            categories=len(file.categories),
            tax_classes=len(file.tax_classes),
            product_sets=len(file.product_sets),
            assortments=len(file.assortments),
        )
        counts = msgspec.structs.asdict(brought)
        await record(ports, work, Deed("catalogue", company, "imported", after=summary(file, **counts)))
        await work.changes.raise_catalogue()
    return brought


async def delete_articles(ports: Ports, company: str, wanted: Ids) -> Deleted:
    """Delete articles; those that are not there are passed over. Groups that name one keep its number."""
    async with ports.store.transaction(company) as work:
        deleted = await work.catalogue.remove(wanted.ids)
        await record(ports, work, Deed("catalogue", company, "deleted", before=summary(deleted, articles=len(deleted))))
        await work.changes.raise_catalogue()
    return Deleted(deleted)


async def get_article(ports: Ports, company: str, id: str) -> Article:
    """Return an article. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        article = await work.catalogue.get(id)
    if article is None:
        raise NotFound(f"there is no article {id!r}")
    return article


async def list_articles(ports: Ports, company: str, query: ArticleQuery) -> Page[Article]:
    """Return a page of articles, by id or by name."""
    async with ports.store.transaction(company) as work:
        rows = await work.catalogue.page(query.filter(ArticleFilter))
    return query.page(rows)


async def list_groups(ports: Ports, company: str) -> Groups:
    """Return categories, tax classes, product sets and assortments, each by id."""
    async with ports.store.transaction(company) as work:
        return Groups(
            categories=await work.catalogue.categories(),
            tax_classes=await work.catalogue.tax_classes(),
            product_sets=await work.catalogue.product_sets(),
            assortments=await work.catalogue.assortments(),
        )


async def _check_references(work: Work, file: CatalogueFile) -> None:
    parents = await work.catalogue.parents() | {each.id: each.parent for each in file.categories}
    classes = {each.id for each in (*await work.catalogue.tax_classes(), *file.tax_classes)}
    places = {each.id: f"$.categories[{index}].parent" for index, each in enumerate(file.categories)}
    problems = [
        msgspec.structs.replace(problem, path=places.get(problem.path, "$.categories"))
        for problem in (problems_of(parents) if file.categories else [])
    ]
    for index, article in enumerate(file.articles):
        if article.category is not None and article.category not in parents:
            text = f"{article.category!r} is not a category, here or in the store"
            problems.append(Problem(f"$.articles[{index}].category", "unknown_category", text))
        if article.tax_class is not None and article.tax_class not in classes:
            text = f"{article.tax_class!r} is not a tax class, here or in the store"
            problems.append(Problem(f"$.articles[{index}].tax_class", "unknown_tax_class", text))
    if problems:
        raise Invalid.of(problems)
