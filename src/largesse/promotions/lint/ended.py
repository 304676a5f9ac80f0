"""A campaign whose end is in the past."""

from __future__ import annotations

from collections.abc import Iterator

from largesse.promotions.caution import Caution, Study
from largesse.promotions.definition import Campaign


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """The campaign's end has passed: it applies no more."""
    if campaign.ends_at is not None and campaign.ends_at <= study.at:
        text = f"it ended at {campaign.ends_at.isoformat()}"
        yield Caution(code="ended", campaign=campaign.id, path="$.ends_at", message=text)
