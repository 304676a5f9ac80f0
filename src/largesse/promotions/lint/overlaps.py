"""Campaigns that meet on the same lines at the same time, and nobody has said how they go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from largesse.promotions.articles import keys_of
from largesse.promotions.caution import Caution, Study
from largesse.promotions.circumstance import Circumstance
from largesse.promotions.condition import Key
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.goods import looked_at
from largesse.promotions.witness import checkouts_of

_ORDER_LANE = 1
_MOST = 40
"""So many neighbours are tried."""


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """Another campaign takes something off the same lines at the same time, and neither says how they go together.

    That is said by `combinable`, by a category that has a setting for it, or by one exclusivity group.
    """
    met: dict[str, tuple[Circumstance, str]] = {}
    for other, pairs in list(_neighbours(study, campaign).items())[:_MOST] if study.tries else ():
        shown = next((found for pair in pairs[:3] if (found := _meeting(study, *pair))), None)
        if shown is not None:
            met[other] = shown
    if met:
        first = next(iter(met))
        example, what = met[first]
        more = f"; the same goes for {', '.join(list(met)[1:6])}" if len(met) > 1 else ""
        text = f"{first!r} runs at the same time and {what}; neither says how they go together{more}"
        yield Caution(
            code="overlaps", campaign=campaign.id, path="$.combinable", message=text, others=list(met),
            checkout=example.checkout, facts=example.facts,
        )  # fmt: skip


def _neighbours(study: Study, campaign: Campaign) -> dict[str, list[tuple[Entry, Entry]]]:
    """Return the promotions that may meet, by the other campaign; of two campaigns looked at, the later one tells."""
    order = study.once("places", lambda: {each.id: place for place, each in enumerate(study.everybody)})
    known = study.once("undecided by key", lambda: _by_key(study))
    looked = study.once("looked at", lambda: {each.id for each in study.campaigns})
    pairs: dict[str, list[tuple[Entry, Entry]]] = {}
    for mine in filter(_undecided, study.entries(campaign)):
        for other in dict.fromkeys(each for key in _keys_near(study, mine) for each in known.get(key, ())):
            id = other.campaign.id
            if id != campaign.id and not (id in looked and order[id] > order[campaign.id]) and _alike(mine, other):
                pairs.setdefault(id, []).append((mine, other))
    return pairs


def _keys_near(study: Study, entry: Entry) -> Iterable[Key | None]:
    """Return the keys of all lines that a promotion looks at, as far as they are known; None is for any line."""
    keys = looked_at(entry)
    if keys is None:
        return study.once("undecided by key", lambda: _by_key(study))
    articles = study.articles(entry.campaign.currency)
    lines = [articles.lines[place] for place in articles.shown_by(keys)] if articles else []
    return {*keys, *(key for line in lines for key in keys_of(line)), None}


def _alike(one: Entry, other: Entry) -> bool:
    """Return whether both mean lines in particular, or both do the same sort of thing to any line."""
    return one.lane == other.lane or not (looked_at(one) is None or looked_at(other) is None)


def _by_key(study: Study) -> dict[Key | None, list[Entry]]:
    found: dict[Key | None, list[Entry]] = {}
    for entry in study.book.all_entries():
        if _undecided(entry):
            for key in looked_at(entry) or (None,):
                found.setdefault(key, []).append(entry)
    return found


def _undecided(entry: Entry) -> bool:
    return entry.combinable is None and entry.campaign.exclusivity_group is None and entry.lane <= _ORDER_LANE


def _meeting(study: Study, mine: Entry, other: Entry) -> tuple[Circumstance, str] | None:
    for shown, priced in checkouts_of(study, [mine, other]):
        what = _what_happens(priced, mine, other)
        if what is not None:
            return shown, what
    return None


def _what_happens(priced: Evaluation, mine: Entry, other: Entry) -> str | None:
    ids = [mine.campaign.id, other.campaign.id]
    for line in priced.lines:
        if set(ids) <= {each.campaign for each in line.adjustments}:
            return f"takes something off {line.article!r} too"
    for verdict in priced.verdicts:
        if verdict.campaign in ids and verdict.by in ids and verdict.campaign != verdict.by:
            return "shuts this one out" if verdict.campaign == ids[0] else "is shut out by this one"
    return None
