"""Short ways to write what the use cases take, in wire form."""

from typing import Any

from msgspec.json import encode

from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign, CampaignFile
from largesse.promotions.kinds import decode
from largesse.promotions.settings import Settings


def campaign(id: str = "summer", *, percent: str = "10", **fields: Any) -> Campaign:
    """A campaign of one promotion that takes a percentage off every line."""
    promotion = {"id": "all", "benefits": [{"type": "percent_off_products", "percent": percent}]}
    return decode(Campaign, encode({"id": id, "name": id, "currency": "USD", "promotions": [promotion], **fields}))


def campaign_file(*campaigns: Campaign, settings: Settings | None = None) -> CampaignFile:
    return CampaignFile(campaigns=list(campaigns), settings=settings)


def checkout(*lines: dict[str, Any], **fields: Any) -> Checkout:
    given = lines or ({"article": "a", "price": "10.00"},)
    return decode(Checkout, encode({"currency": "USD", "lines": list(given), **fields}))
