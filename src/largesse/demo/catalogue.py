"""The products as articles in their category tree: department, category, type."""

from __future__ import annotations

from typing import Any

import msgspec

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


def catalogue_file(connection: Connection) -> bytes:
    """Return all articles and their categories as a catalogue file."""
    found = rows(connection, _ARTICLES)
    paths = dict.fromkeys(step for each in found for step in _steps(*each[1:4]))
    return msgspec.json.encode(
        {
            "schema": "largesse.catalogue/1",
            "articles": [_article(*each) for each in found],
            "categories": [_category(path) for path in paths],
        }
    )


def category_paths(connection: Connection) -> dict[str, list[str]]:
    """Return by article every category it is in, from the department down."""
    return {each[0]: _steps(*each[1:4]) for each in rows(connection, _ARTICLES)}


def _steps(*names: str | None) -> list[str]:
    """Return the ids of the categories from the root down, as far as they are known."""
    known: list[str] = []
    for name in names:
        if name is None:
            break
        known.append(name)
    return [SEPARATOR.join(known[: i + 1]) for i in range(len(known))]


def _category(path: str) -> dict[str, Any]:
    parent, _, name = path.rpartition(SEPARATOR)
    return {"id": path, "name": name} | ({"parent": parent} if parent else {})


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
) -> dict[str, Any]:
    steps = _steps(department, category, kind)
    attributes = {"brand": brand, "manufacturer": manufacturer, "package_size": size, "sold_by": unit}
    found: dict[str, Any] = {"id": article, "name": _name(kind or category or department, size, article)}
    if steps:
        found["category"] = steps[-1]
    if cents is not None:
        found["prices"] = {"USD": format_amount(cents, 2)}
    found["attributes"] = {name: value for name, value in attributes.items() if value is not None}
    return found


def _name(what: str | None, size: str | None, article: str) -> str:
    """The data names kinds of goods, not goods: `Apple sauce, 50 OZ`."""
    words = what.capitalize() if what else f"Article {article}, not in the product list"
    return f"{words}, {size}" if size else words
