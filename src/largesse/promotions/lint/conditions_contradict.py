"""Conditions of one promotion that cannot all hold, so that it never applies."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from largesse.promotions.caution import Caution, Study
from largesse.promotions.condition import Condition
from largesse.promotions.definition import Campaign
from largesse.promotions.demands import Demand, contradict, demand_of, required
from largesse.promotions.entry import Entry
from largesse.promotions.field_condition import FieldCondition


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """A promotion asks for things that exclude each other, or for a figure that nothing has: it can never apply."""
    for place, entry in enumerate(study.entries(campaign)):
        path = f"$.promotions[{place}]"
        for paths in dict.fromkeys([*_opposites(entry, path), *_contradictions(entry, path)]):
            if len(paths) == 1:
                text = "nothing can fulfil this condition, so the promotion never applies"
            else:
                text = f"this cannot hold together with {', '.join(paths[:-1])}, so the promotion never applies"
            yield Caution(code="conditions_contradict", campaign=campaign.id, path=paths[-1], message=text)


def _contradictions(entry: Entry, path: str) -> Iterator[tuple[str, ...]]:
    """Yield the places of conditions on one subject that no value fulfils."""
    by_subject: dict[bytes, list[Demand]] = {}
    for place, condition, holds in required(entry.promotion.conditions, f"{path}.conditions"):
        demand = demand_of(place, condition, entry.terms, holds=holds)
        if demand is not None:
            by_subject.setdefault(demand.subject, []).append(demand)
    for demands in by_subject.values():
        if contradict(demands):
            yield tuple(demand.path for demand in _smallest(demands))


def _smallest(demands: list[Demand]) -> list[Demand]:
    """Return one that contradicts itself, or two that contradict each other, or all."""
    alone = ([one] for one in demands if contradict([one]))
    pairs = ([one, other] for i, one in enumerate(demands) for other in demands[i + 1 :] if contradict([one, other]))
    return next(alone, None) or next(pairs, demands)


def _opposites(entry: Entry, path: str) -> Iterator[tuple[str, ...]]:
    """Yield the places of two conditions of which one is the other's opposite, whatever they look at."""
    seen: dict[bytes, str] = {}
    for place, condition, holds in required(entry.promotion.conditions, f"{path}.conditions"):
        seen[_written(condition, holds)] = place
        opposite = _written(condition, not holds)
        if opposite in seen:
            yield seen[opposite], place


def _written(condition: Condition, holds: bool) -> bytes:
    """Return the condition as text; a rule that is negated reads like one that must not hold."""
    if isinstance(condition, FieldCondition) and condition.negate:
        condition, holds = msgspec.structs.replace(condition, negate=False), not holds
    return msgspec.json.encode((condition, holds))
