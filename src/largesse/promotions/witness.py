"""A checkout that shows how promotions meet: all of them opened, on lines that all of them look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from largesse.core.money import digits_of, format_amount
from largesse.promotions.caution import Study
from largesse.promotions.checkout import Checkout, Line
from largesse.promotions.circumstance import Circumstance
from largesse.promotions.condition import Key
from largesse.promotions.entry import Entry
from largesse.promotions.evaluate import Explain, evaluate
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.goods import looked_at
from largesse.promotions.moments import common_moment
from largesse.promotions.open_promotion import Opener

ANYTHING: Key = ("article", "anything")
_LINES = 4
_QUANTITIES = (1, 2, 3, 5, 10, 100)
_PRICE = 100
"""Of an article that is made up, in whole units of the currency."""


def checkouts_of(study: Study, entries: Sequence[Entry]) -> Iterator[tuple[Circumstance, Evaluation]]:
    """Yield checkouts to which all of these promotions are open, with their answers; none when they never meet."""
    moment = common_moment(entries, study.at, study.settings)
    currency = entries[0].campaign.currency
    if moment is None or any(each.campaign.currency != currency for each in entries):
        return
    start = Circumstance(Checkout(currency=currency, lines=[], at=moment))
    for line in shared_lines(study, entries):
        opener = Opener(study.settings, line, study.stores)
        found = _all_opened(opener, entries, start) or _all_opened(opener, entries[::-1], start)
        if found is not None:
            yield from _priced(study, found, line, [each.campaign.id for each in entries])


def _all_opened(opener: Opener, entries: Sequence[Entry], start: Circumstance) -> Circumstance | None:
    found: Circumstance | None = start
    for entry in entries:
        found = found and opener.opened(entry, found)
    return found


def _priced(
    study: Study, found: Circumstance, line: Line, explain: Explain
) -> Iterator[tuple[Circumstance, Evaluation]]:
    for quantity in _QUANTITIES:
        checkout = found.with_lines([msgspec.structs.replace(line, quantity=quantity)])
        yield Circumstance(checkout, found.facts), evaluate(study.book, checkout, found.facts, explain=explain)


def shared_lines(study: Study, entries: Sequence[Entry]) -> list[Line]:
    """Return a few lines of one unit that all of these promotions look at."""
    wanted = [looked_at(entry) for entry in entries]
    articles = study.articles(entries[0].campaign.currency)
    if articles is not None and articles.complete:
        common = set[int].intersection(*(set(articles.shown_by(keys)) for keys in wanted))
        lines = [articles.lines[place] for place in sorted(common)]
        return [line for line in lines if line.price is not None][:_LINES]
    keyed = [keys for keys in wanted if keys is not None]
    keys: list[Key] = sorted(frozenset[Key].intersection(*keyed)) if keyed else [ANYTHING]
    return [made_up(key, entries[0].campaign.currency) for key in keys[:_LINES]]


def made_up(key: Key, currency: str) -> Line:
    """Return a line that shows this key, of an article that nothing else is known of."""
    digits = digits_of(currency)
    line = Line(article=key[1], price=format_amount(_PRICE * 10**digits, digits))
    if key[0] == "product":
        return msgspec.structs.replace(line, product=key[1])
    lists = {"category": "categories", "set": "sets", "assortment": "assortments"}
    return msgspec.structs.replace(line, **{lists[key[0]]: [key[1]]}) if key[0] in lists else line
