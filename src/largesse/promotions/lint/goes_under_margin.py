"""A campaign that, by itself or on top of others, leaves less of a basket than the company cares for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from largesse.promotions.caution import Caution, Study
from largesse.promotions.definition import Campaign
from largesse.promotions.worst_of_campaign import others_in, together, worst_of


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """There is a basket that it leaves with less than the margin that the company's settings name."""
    margin = study.settings.cautions.margin
    found = worst_of(study, campaign, "margin") if margin is not None else None
    if found and margin is not None and (found.percent is None or Decimal(found.percent) < Decimal(margin)):
        left = "nothing" if found.percent is None else f"a margin of {found.percent} %"
        yield Caution(
            code="goes_under_margin",
            campaign=campaign.id,
            path="$",
            message=f"it can leave {left} of a basket{together(found, campaign)}: less than {margin} %",
            others=others_in(found, campaign),
            checkout=found.checkout,
            facts=found.facts,
        )
