"""What is sold, as lines of one unit that checkouts can be made up of: out of a catalogue, or out of a file of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from largesse.app.ports import Work
from largesse.app.ports.catalogue import ArticleFacts, ArticleFilter
from largesse.app.ports.stores import StoreFilter
from largesse.app.shelf import Known, known_of
from largesse.catalogue.article import Assortment, CatalogueFile, ProductSet
from largesse.promotions.articles import Articles
from largesse.promotions.checkout import Line
from largesse.promotions.condition import Key

_AT_ONCE = 1000
_STORES = 500
EVERYTHING = 10**9


@dataclass
class Goods:
    """Articles as a checkout's lines know them, and the shops that there are."""

    known: Mapping[str, Known]
    complete: bool
    """Whether this is the whole catalogue."""
    stores: Sequence[str] = ()
    _made: dict[str, Articles] = field(default_factory=dict[str, Articles])

    def sold_in(self, currency: str) -> Articles | None:
        """Return what is known to be sold, with its prices in a currency; None when nothing is."""
        if not self.known:
            return None
        if currency not in self._made:
            lines = [each.fill(Line(article=id), currency) for id, each in self.known.items()]
            self._made[currency] = Articles(lines, complete=self.complete)
        return self._made[currency]


def goods_in(file: CatalogueFile) -> Goods:
    """Return the goods of a catalogue file, which is taken to be the whole catalogue."""
    parents = {category.id: category.parent for category in file.categories}
    tax_rates = {each.id: each.rate for each in file.tax_classes}
    sets, assortments = _members(file.product_sets), _members(file.assortments)
    known: dict[str, Known] = {}
    for article in file.articles:
        names = [("article", article.id), *([("product", article.product)] if article.product else [])]
        facts = ArticleFacts(article, _groups(sets, names), _groups(assortments, names))
        known[article.id] = known_of(facts, parents, tax_rates)
    return Goods(known, complete=True)


def _members(groups: Iterable[ProductSet | Assortment]) -> dict[tuple[str, str], list[str]]:
    """Return the groups that each article or product is named in."""
    found: dict[tuple[str, str], list[str]] = {}
    for group in groups:
        for name in [*(("article", id) for id in group.articles), *(("product", id) for id in group.products)]:
            found.setdefault(name, []).append(group.id)
    return found


def _groups(members: Mapping[tuple[str, str], list[str]], names: Iterable[tuple[str, str]]) -> list[str]:
    return sorted({group for name in names for group in members.get(name, ())})


async def load_goods(work: Work, keys: frozenset[Key] | None = None, most: int = EVERYTHING) -> Goods:
    """Return the company's articles that show one of these keys, or all of them; at most so many."""
    parents = await work.catalogue.parents()
    tax_rates = {each.id: each.rate for each in await work.catalogue.tax_classes()}
    ids, complete = await _ids(work, keys, most)
    known: dict[str, Known] = {}
    for start in range(0, len(ids), _AT_ONCE):
        for facts in await work.catalogue.facts(ids[start : start + _AT_ONCE]):
            known[facts.article.id] = known_of(facts, parents, tax_rates)
    stores = [store.id for store in await work.stores.page(StoreFilter(limit=_STORES))]
    return Goods(known, complete, stores)


async def _ids(work: Work, keys: frozenset[Key] | None, most: int) -> tuple[list[str], bool]:
    """Return the articles' ids, and whether they are all that there are in the catalogue."""
    if keys is None:
        found = await _page(work, ArticleFilter(limit=_AT_ONCE), most + 1)
        return found[:most], len(found) <= most
    ids = dict.fromkeys(id for group, id in sorted(keys) if group == "article")
    for group, name in sorted(keys):
        if group in _FIELDS and len(ids) < most:
            wanted = msgspec.structs.replace(ArticleFilter(limit=_AT_ONCE), **{_FIELDS[group]: name})
            ids |= dict.fromkeys(await _page(work, wanted, most - len(ids)))
    return list(ids)[:most], False


_FIELDS = {"category": "within", "product": "product", "set": "product_set", "assortment": "assortment"}
"""What the catalogue's lists call a group of keys."""


async def _page(work: Work, wanted: ArticleFilter, most: int) -> list[str]:
    ids: list[str] = []
    while len(ids) < most:
        after = (ids[-1],) if ids else None
        limit = min(_AT_ONCE, most - len(ids))
        page = await work.catalogue.page(msgspec.structs.replace(wanted, after=after, limit=limit))
        ids += [article.id for article in page]
        if len(page) < limit:
            break
    return ids
