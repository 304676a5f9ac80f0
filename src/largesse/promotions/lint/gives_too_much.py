"""A campaign that, by itself or on top of others, takes more off a basket than the company cares for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from largesse.promotions.caution import Caution, Study
from largesse.promotions.definition import Campaign
from largesse.promotions.worst_of_campaign import others_in, together, worst_of


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """There is a basket off which it takes more than the share that the company's settings name."""
    share = study.settings.cautions.share
    found = worst_of(study, campaign, "share") if share is not None else None
    if found and share is not None and found.percent is not None and Decimal(found.percent) > Decimal(share):
        yield Caution(
            code="gives_too_much",
            campaign=campaign.id,
            path="$",
            message=f"it can take {found.percent} % off a basket{together(found, campaign)}: more than {share} %",
            others=others_in(found, campaign),
            checkout=found.checkout,
            facts=found.facts,
        )
