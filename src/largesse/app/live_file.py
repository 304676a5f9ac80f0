"""What evaluations find of a company at some time, as a campaign file."""

from __future__ import annotations

from largesse.app.ports import Work
from largesse.app.snapshot import found
from largesse.promotions.definition import Campaign, CampaignFile


async def live_file(work: Work) -> CampaignFile:
    """Return the company's settings and the campaigns that are live or have been, each with its real end."""
    campaigns: list[Campaign] = []
    async for pages in work.campaigns.book():
        campaigns += [campaign for page in pages if (campaign := found(page)) is not None]
    return CampaignFile(campaigns=campaigns, settings=await work.settings.get())
