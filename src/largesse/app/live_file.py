"""What evaluations find of a company at some time, as a campaign file."""

from __future__ import annotations

import msgspec

from largesse.app.ports import Work
from largesse.campaigns.lifecycle import Span, evaluated_until
from largesse.promotions.definition import Campaign, CampaignFile
from largesse.promotions.kinds import decode


async def live_file(work: Work) -> CampaignFile:
    """Return the company's settings and the campaigns that are live or have been, each with its real end."""
    found: list[Campaign] = []
    for page in await work.campaigns.book():
        campaign = decode(Campaign, page.document)
        is_there, end = evaluated_until(page.life, Span(campaign.starts_at, campaign.ends_at))
        if is_there:
            found.append(msgspec.structs.replace(campaign, ends_at=end))
    return CampaignFile(campaigns=found, settings=await work.settings.get())
