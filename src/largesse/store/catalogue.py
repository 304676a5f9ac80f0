"""Articles, and what they are grouped by."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import LiteralString

import msgspec

from largesse.app.ports.catalogue import ArticleFacts, ArticleFilter
from largesse.catalogue.article import Article, Assortment, Category, ProductSet, TaxClass
from largesse.store.bulk import merge
from largesse.store.paging import BY_ID_OR_NAME, keys, page
from largesse.store.rows import Rows, document_of, pattern_of

_decode = msgspec.json.Decoder(Article).decode
_SET, _ASSORTMENT = "product_set", "assortment"
_MEMBER = (
    "select from article_group_member where company = %(company)s "
    "and (member, member_is) in ((article.id, 'article'), (article.product, 'product')) and (kind, article_group) = ("
)


class CatalogueRows(Rows):
    """See the port `Catalogue`."""

    async def get(self, id: str) -> Article | None:
        """One article."""
        row = await self._one("select document::text from article where company = %(company)s and id = %(id)s", id=id)
        return _decode(row[0]) if row else None

    async def page(self, wanted: ArticleFilter) -> list[Article]:
        """Articles by id."""
        rows = await self._all(
            "with recursive below (id) as (select %(within)s::text union select category.id from category, below "
            "  where category.company = %(company)s and category.parent = below.id) "
            "select document::text from article where company = %(company)s "
            "and (%(category)s::text is null or category = %(category)s) "
            "and (%(within)s::text is null or category in (select id from below)) "
            "and (%(product_set)s::text is null or exists (" + _MEMBER + "'product_set', %(product_set)s))) "
            "and (%(assortment)s::text is null or exists (" + _MEMBER + "'assortment', %(assortment)s))) "
            "and (%(product)s::text is null or product = %(product)s) "
            "and (%(search)s::text is null or id ilike %(search)s or name ilike %(search)s) "
            f"{page(BY_ID_OR_NAME, wanted.sort, wanted.after)}",
            **keys(wanted.after),
            category=wanted.category,
            within=wanted.within,
            product=wanted.product,
            product_set=wanted.product_set,
            assortment=wanted.assortment,
            search=pattern_of(wanted.search),
            limit=wanted.limit,
        )
        return [_decode(document) for (document,) in rows]

    async def facts(self, ids: Sequence[str]) -> list[ArticleFacts]:
        """Those of these articles that exist, with the groups they are in by their own number or their product's."""
        rows = await self._all(
            "select document::text, array(select distinct array[kind, article_group] from article_group_member "
            "  where company = %(company)s "
            "  and (member, member_is) in ((article.id, 'article'), (article.product, 'product'))) "
            "from article where company = %(company)s and id = any(%(ids)s)",
            ids=list(ids),
        )
        return [_facts(*row) for row in rows]

    async def parents(self) -> dict[str, str | None]:
        """Every category with the one above it."""
        return dict(await self._all("select id, parent from category where company = %(company)s"))

    async def categories(self) -> list[Category]:
        """Every category, by id."""
        rows = await self._all("select id, name, parent from category where company = %(company)s order by id")
        return [Category(id=id, name=name, parent=parent) for id, name, parent in rows]

    async def tax_classes(self) -> list[TaxClass]:
        """Every tax class, by id."""
        rows = await self._all("select id, rate from tax_class where company = %(company)s order by id")
        return [TaxClass(id=id, rate=rate) for id, rate in rows]

    async def product_sets(self) -> list[ProductSet]:
        """Every product set with its members, by id."""
        return [
            ProductSet(id=id, name=name, products=products, articles=articles)
            for id, name, products, articles in await self._groups(_SET)
        ]

    async def assortments(self) -> list[Assortment]:
        """Every assortment with its members, by id."""
        return [
            Assortment(id=id, name=name, products=products, articles=articles)
            for id, name, products, articles in await self._groups(_ASSORTMENT)
        ]

    async def save_articles(self, articles: Sequence[Article]) -> None:
        """Add or replace many."""
        rows = (
            (self._company, each.id, each.name, each.product, each.category, document_of(each)) for each in articles
        )
        columns = ["name", "product", "category", "document"]
        await merge(self._connection, "article", ["company", "id"], columns, rows)
        await self._note_prices([each.id for each in articles])

    async def _note_prices(self, ids: Sequence[str]) -> None:
        """Write down the list prices that differ from the last ones written down, as of now."""
        await self._do(
            "insert into list_price (company, article, currency, since, amount) "
            "select company, article.id, price.key, now(), price.value "
            "from article, jsonb_each_text(coalesce(document->'prices', '{}')) as price "
            "where company = %(company)s and id = any(%(ids)s) and price.value is distinct from ("
            "  select amount from list_price as last where last.company = article.company "
            "  and last.article = article.id and last.currency = price.key order by since desc limit 1) "
            "on conflict do nothing",
            ids=list(ids),
        )

    async def list_prices(
        self, ids: Sequence[str], currency: str, since: datetime
    ) -> dict[str, list[tuple[datetime, str]]]:
        """What articles have cost in a currency from an instant on, with what they cost just then, oldest first."""
        rows = await self._all(
            "select article, greatest(since, %(since)s), amount from list_price as this "
            "where company = %(company)s and article = any(%(ids)s) and currency = %(currency)s "
            "and not exists (select from list_price as later where later.company = this.company "
            "  and later.article = this.article and later.currency = this.currency "
            "  and later.since > this.since and later.since <= %(since)s) "
            "order by article, since",
            ids=list(ids),
            currency=currency,
            since=since,
        )
        found: dict[str, list[tuple[datetime, str]]] = {}
        for article, instant, amount in rows:
            found.setdefault(article, []).append((instant.astimezone(UTC), amount))
        return found

    async def remove(self, ids: Sequence[str]) -> list[str]:
        """Delete those articles that exist, in the order of their ids: two who delete many do not block each other."""
        which: LiteralString = "where company = %(company)s and id = any(%(ids)s)"
        await self._all(f"select from article {which} order by id for update", ids=list(ids))
        rows = await self._all(f"delete from article {which} returning id", ids=list(ids))
        return sorted(id for (id,) in rows)

    async def save_categories(self, categories: Sequence[Category]) -> None:
        """Add or replace many."""
        rows = ((self._company, each.id, each.parent, each.name) for each in categories)
        await merge(self._connection, "category", ["company", "id"], ["parent", "name"], rows)

    async def save_tax_classes(self, tax_classes: Sequence[TaxClass]) -> None:
        """Add or replace many."""
        rows = ((self._company, each.id, each.rate) for each in tax_classes)
        await merge(self._connection, "tax_class", ["company", "id"], ["rate"], rows)

    async def save_product_sets(self, sets: Sequence[ProductSet]) -> None:
        """Add or replace many with their members."""
        await self._save_groups(_SET, sets)

    async def save_assortments(self, assortments: Sequence[Assortment]) -> None:
        """Add or replace many with their members."""
        await self._save_groups(_ASSORTMENT, assortments)

    async def _groups(self, kind: str) -> Iterable[tuple[str, str, list[str], list[str]]]:
        rows = await self._all(
            "select id, name, "
            "  coalesce(array_agg(member order by member) filter (where member_is = 'product'), '{}'), "
            "  coalesce(array_agg(member order by member) filter (where member_is = 'article'), '{}') "
            "from article_group left join article_group_member as member on member.company = article_group.company "
            "  and member.kind = article_group.kind and member.article_group = article_group.id "
            "where article_group.company = %(company)s and article_group.kind = %(kind)s "
            "group by id, name order by id",
            kind=kind,
        )
        return [(id, name, products, articles) for id, name, products, articles in rows]

    async def _save_groups(self, kind: str, groups: Sequence[ProductSet] | Sequence[Assortment]) -> None:
        heads = ((self._company, kind, each.id, each.name) for each in groups)
        await merge(self._connection, "article_group", ["company", "kind", "id"], ["name"], heads)
        await self._do(
            "delete from article_group_member "
            "where company = %(company)s and kind = %(kind)s and article_group = any(%(ids)s)",
            kind=kind,
            ids=[each.id for each in groups],
        )
        members = (
            (self._company, kind, each.id, what, member)
            for each in groups
            for what, listed in (("product", each.products), ("article", each.articles))
            for member in dict.fromkeys(listed)
        )
        key = ["company", "kind", "article_group", "member_is", "member"]
        await merge(self._connection, "article_group_member", key, [], members)


def _facts(document: str, groups: list[list[str]]) -> ArticleFacts:
    """An article's facts from its document and the (kind, id) of its groups, in order."""
    sets = [id for kind, id in groups if kind == _SET]
    return ArticleFacts(_decode(document), sets, [id for kind, id in groups if kind == _ASSORTMENT])
