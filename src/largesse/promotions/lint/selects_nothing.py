"""A promotion that is meant for lines of which there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import cast

import msgspec

from largesse.promotions import basket
from largesse.promotions.articles import LINE_GROUPS, Articles
from largesse.promotions.caution import Caution, Study
from largesse.promotions.checkout import Checkout
from largesse.promotions.condition import Key
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import Entry
from largesse.promotions.selector import Selector
from largesse.promotions.standing import Standing

_AT_ONCE = 200
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """What is selected excludes itself, or no article of the catalogue is like that."""
    articles = study.articles(campaign.currency)
    for place, entry in enumerate(study.entries(campaign)):
        found = dict(_nothing_at_all(entry, f"$.promotions[{place}]"))
        if articles is not None and articles.complete and articles.lines:
            found = {**dict(_nothing_on_sale(entry, f"$.promotions[{place}]", articles, study)), **found}
        for path, text in found.items():
            yield Caution(code="selects_nothing", campaign=campaign.id, path=path, message=text)


def _nothing_at_all(entry: Entry, path: str) -> Iterator[tuple[str, str]]:
    for place, selector in _selectors(entry, path):
        if selector.price_from and selector.price_to and Decimal(selector.price_from) > Decimal(selector.price_to):
            yield place, "no price is that high and that low at once, so this selects nothing"
        elif selector.exclude is not None and _covers(selector.exclude, selector):
            yield place, "what is excluded is all that is selected, so this selects nothing"


def _covers(wide: Selector, narrow: Selector) -> bool:
    """Return whether whatever `narrow` selects is selected by `wide` for sure."""
    for name in ("articles", "products", "categories", "sets", "assortments"):
        wanted, have = getattr(wide, name), getattr(narrow, name)
        if wanted is not None and (have is None or not set(have) <= set(wanted)):
            return False
    if wide.attributes and any((narrow.attributes or {}).get(name) != each for name, each in wide.attributes.items()):
        return False
    low = wide.price_from is None or (narrow.price_from and Decimal(narrow.price_from) >= Decimal(wide.price_from))
    high = wide.price_to is None or (narrow.price_to and Decimal(narrow.price_to) <= Decimal(wide.price_to))
    return bool(low and high and wide.exclude is None and (narrow.not_discounted or not wide.not_discounted))


def _nothing_on_sale(entry: Entry, path: str, articles: Articles, study: Study) -> Iterator[tuple[str, str]]:
    empty = [place for place, each in _selectors(entry, path) if not _selects_any(each, entry, articles, study)]
    for place in empty:
        yield place, "no article of the catalogue is like that, so this selects nothing"
    for place, keys in _named(entry, path):
        if not articles.shown_by(keys) and not any(each.startswith(place) for each in empty):
            yield place, "nothing in the catalogue is of what is named here"


def _named(entry: Entry, path: str) -> Iterator[tuple[str, frozenset[Key]]]:
    """Yield the places of conditions and benefits that ask for lines by name, and those names."""
    conditions = [(f"{path}.conditions[{place}]", test.keys) for place, test in entry.tests]
    benefits = [(f"{path}.benefits[{place}]", proposal.keys) for place, (_, proposal) in enumerate(entry.proposals)]
    for place, keys in (*conditions, *benefits):
        if keys is not None and all(group in LINE_GROUPS for group, _ in keys):
            yield place, keys


def _selects_any(selector: Selector, entry: Entry, articles: Articles, study: Study) -> bool:
    priceless = msgspec.structs.replace(selector, price_from=None, price_to=None).compile(entry.terms)
    selection = selector.compile(entry.terms)
    shown: Sequence[int] = articles.shown_by(selection.keys)
    for start in range(0, len(shown), _AT_ONCE):
        lines = [articles.lines[index] for index in shown[start : start + _AT_ONCE]]
        whole = [msgspec.structs.replace(line, price=line.price or "0") for line in lines]
        read = basket.read(Checkout(currency=entry.campaign.currency, at=_SOME_DAY, lines=whole), study.settings)
        standing = Standing(read)
        for row, line in zip(read.rows, lines, strict=True):  # what has no price yet may get any
            if (priceless if line.price is None else selection).picks(row, standing):
                return True
    return False


def _selectors(entry: Entry, path: str) -> Iterator[tuple[str, Selector]]:
    yield from _selectors_in(entry.promotion.conditions, f"{path}.conditions")
    yield from _selectors_in(entry.promotion.benefits, f"{path}.benefits")


def _selectors_in(part: object, path: str) -> Iterator[tuple[str, Selector]]:
    if isinstance(part, Selector):
        yield path, part
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from _selectors_in(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, list):
        for index, each in enumerate(cast("list[object]", part)):
            yield from _selectors_in(each, f"{path}[{index}]")
