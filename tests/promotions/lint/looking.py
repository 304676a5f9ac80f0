"""How these tests have campaigns looked at: one check on some campaigns, in short."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from largesse.promotions.articles import Articles
from largesse.promotions.caution import Caution, Study
from largesse.promotions.checkout import Line
from largesse.promotions.definition import Campaign
from largesse.promotions.lint_campaigns import checks
from tests.promotions.asking import NOON, Json, book, read

SOLD: list[Json] = [
    {"article": "tea", "price": "10.00", "cost": "6.00", "categories": ["drinks"]},
    {"article": "mug", "price": "8.00", "cost": "3.00", "product": "mugs", "attributes": {"brand": "Largo"}},
    {"article": "later"},
]


def study(*campaigns: Json, only: list[str] | None = None, sold: list[Json] | None = None, **more: Any) -> Study:
    """A study of these campaigns at noon of the fifteenth of June 2026; `sold` is the whole catalogue."""
    everybody = read(list[Campaign], list(campaigns))
    under = book(*campaigns, **more)
    assert not under.broken, under.broken
    known = None if sold is None else Articles(read(list[Line], sold), complete=True)
    looked = [each for each in everybody if only is None or each.id in only]
    return Study(under, everybody, looked, datetime.fromisoformat(NOON), lambda currency: known, tries=300)


def cautions(check: str, *campaigns: Json, **more: Any) -> list[Caution]:
    looked = study(*campaigns, **more)
    return [caution for campaign in looked.campaigns for caution in checks()[check](looked, campaign)]


def places(check: str, *campaigns: Json, **more: Any) -> list[str]:
    """Where the check finds something, as the campaign's id and the path in it."""
    return [f"{each.campaign}{each.path.removeprefix('$')}" for each in cautions(check, *campaigns, **more)]
