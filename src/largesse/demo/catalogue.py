"""The products as articles in their category tree: department, category, type."""

from __future__ import annotations

from largesse.catalogue.article import Article, CatalogueFile, Category
from largesse.core.money import format_amount
from largesse.demo.source import Connection, rows

SEPARATOR = " > "

# An article that is on receipts or coupons but not in the product list hangs in no category. Its list price, like every
# other, is the median of the shelf prices at which it was sold in the year; what was never sold has none.
_ARTICLES = """
with listed as (
    select product_id as article from products union select article from line union select product_id from coupons
), price as (
    select article, quantile_disc(shelf_price, 0.5) as cents from sold group by article
)
select listed.article::varchar, department, product_category, product_type, brand, manufacturer_id::varchar,
    package_size, coalesce(unit, 'piece'), cents
from listed left join products on product_id = listed.article
left join sold_by on sold_by.article = listed.article
left join price on price.article = listed.article
order by listed.article
"""


def catalogue_file(connection: Connection) -> CatalogueFile:
    """Return all articles and their categories."""
    found = rows(connection, _ARTICLES)
    paths = dict.fromkeys(step for each in found for step in _steps(*each[1:4]))
    return CatalogueFile(articles=[_article(*each) for each in found], categories=[_category(path) for path in paths])


def _steps(*names: str | None) -> list[str]:
    """Return the ids of the categories from the root down, as far as they are known."""
    known: list[str] = []
    for name in names:
        if name is None:
            break
        known.append(name)
    return [SEPARATOR.join(known[: i + 1]) for i in range(len(known))]


def _category(path: str) -> Category:
    parent, _, name = path.rpartition(SEPARATOR)
    return Category(id=path, name=name, parent=parent or None)


def _article(
    article: str,
    department: str | None,
    category: str | None,
    kind: str | None,
    brand: str | None,
    manufacturer: str | None,
    size: str | None,
    unit: str,
    cents: int | None,
) -> Article:
    steps = _steps(department, category, kind)
    attributes = {"brand": brand, "manufacturer": manufacturer, "package_size": size, "sold_by": unit}
    return Article(
        id=article,
        name=_name(kind or category or department, size, article),
        category=steps[-1] if steps else None,
        prices={} if cents is None else {"USD": format_amount(cents, 2)},
        attributes={name: value for name, value in attributes.items() if value is not None},
    )


def _name(what: str | None, size: str | None, article: str) -> str:
    """The data names kinds of goods, not goods: `Apple sauce, 50 OZ`."""
    words = what.capitalize() if what else f"Article {article}, not in the product list"
    return f"{words}, {size}" if size else words
