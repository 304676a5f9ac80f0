"""The worst basket that one campaign has a part in, over the moments at which something begins while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from largesse.promotions.caution import Study
from largesse.promotions.checkout import Checkout, Line
from largesse.promotions.circumstance import Circumstance
from largesse.promotions.definition import Campaign
from largesse.promotions.goods import looked_at
from largesse.promotions.moments import common_moment
from largesse.promotions.open_promotion import runs_at
from largesse.promotions.try_basket import Measure
from largesse.promotions.witness import ANYTHING, made_up
from largesse.promotions.worst_basket import Size, WorstBasket, find_worst_basket

_MOMENTS = 12
_MADE_UP = 20


def others_in(found: WorstBasket, campaign: Campaign) -> list[str]:
    """Return the other campaigns that applied to the basket, in order of effect."""
    applied = dict.fromkeys(each.campaign for each in found.evaluation.applied)
    return [id for id in applied if id != campaign.id]


def together(found: WorstBasket, campaign: Campaign) -> str:
    """Return the part of a sentence that names them."""
    others = others_in(found, campaign)
    return f", together with {', '.join(map(repr, others))}" if others else ""


def worst_of(study: Study, campaign: Campaign, measure: Measure) -> WorstBasket | None:
    """Return the worst basket that the campaign has a part in, over the moments at which something begins."""
    lines = _lines(study, campaign, measure) if study.tries else ()
    worst: WorstBasket | None = None
    for moment in _moments(study, campaign) if lines else ():
        start = Circumstance(Checkout(currency=campaign.currency, lines=[], at=moment))
        size = Size(lines=3, units=6, tries=study.tries)
        found = find_worst_basket(
            study.book, lines, start, measure=measure, size=size, stores=study.stores, only=frozenset([campaign.id])
        )
        if found is not None and (worst is None or _rank(found) > _rank(worst)):
            worst = found
    return worst


def _rank(found: WorstBasket) -> Decimal:
    """Return how bad it is, on the scale of its measure."""
    if found.percent is None:
        return Decimal("Infinity")
    return Decimal(found.percent) if found.measure == "share" else -Decimal(found.percent)


def _lines(study: Study, campaign: Campaign, measure: Measure) -> Sequence[Line]:
    """Return the articles that the campaign looks at; made up ones where no catalogue is known."""
    articles = study.articles(campaign.currency)
    wanted = [looked_at(entry) for entry in study.entries(campaign)]
    keys = None if None in wanted else frozenset(key for each in wanted for key in each or ())
    if articles is None:
        return [made_up(key, campaign.currency) for key in sorted(keys or [ANYTHING])[:_MADE_UP]]
    lines = [articles.lines[place] for place in articles.shown_by(keys)]
    return lines if measure == "share" or any(line.cost is not None for line in lines) else []


def _moments(study: Study, campaign: Campaign) -> list[datetime]:
    """Return the moments at which it, or another campaign while it runs, begins; few, and spread over its time."""
    entries = study.entries(campaign)
    starts = study.once("starts", lambda: sorted({each.start for each in study.book.all_entries()}))
    own = [common_moment([entry], study.at, study.settings) for entry in entries]
    begun = [start for start in starts if start >= study.at and any(runs_at(entry, start) for entry in entries)]
    moments = sorted({moment for moment in (*own, *begun) if moment is not None})
    return moments[:: -(-len(moments) // _MOMENTS)] if moments else []
