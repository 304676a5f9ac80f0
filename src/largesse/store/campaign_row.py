"""A campaign as a row, and back."""

from datetime import datetime
from typing import Any, LiteralString

import msgspec

from largesse.app.ports.campaigns import Draft, StoredCampaign
from largesse.campaigns.approval import Author
from largesse.campaigns.lifecycle import Life, Status
from largesse.promotions.definition import Campaign
from largesse.promotions.kinds import decode
from largesse.store.rows import document_of

COLUMNS = (
    "status", "activated_at", "paused_at", "emergency", "ended_at", "author", "draft", "revision", "version", "name",
    "kind", "visibility", "currency", "category", "priority", "position", "starts_at", "ends_at", "promotions",
    "document", "created_at", "updated_at",
)  # fmt: skip
"""All but the company and the id, in the order of `row_of`."""

STORED: LiteralString = (
    "document::text, draft::text, author::text, priority, revision, created_at, updated_at, "
    "status, activated_at, paused_at, emergency, ended_at"
)
"""What `stored_of` is made of."""

_author = msgspec.json.Decoder(Author)


def stored_of(
    document: str, draft: str | None, author: str, priority: int, revision: int, created_at: datetime,
    updated_at: datetime, *life: Any,
) -> StoredCampaign:  # fmt: skip
    """Return the campaign of a row."""
    return StoredCampaign(
        campaign=decode(Campaign, document),
        draft=None if draft is None else decode(Draft, draft),
        author=_author.decode(author),
        priority=priority,
        revision=revision,
        created_at=created_at,
        updated_at=updated_at,
        life=life_of(*life),
    )


def life_of(
    status: Status,
    activated_at: datetime | None,
    paused_at: datetime | None,
    emergency: bool,
    ended_at: datetime | None,
) -> Life:
    """Return what was decided about a campaign."""
    return Life(
        status=status, activated_at=activated_at, paused_at=paused_at, emergency=emergency, ended_at=ended_at
    )  # fmt: skip


def row_of(company: str, stored: StoredCampaign) -> tuple[Any, ...]:
    """Return the row of a campaign: company, id, then the other columns."""
    campaign = stored.campaign
    noted = life_values(stored)
    return (
        company, campaign.id, *(noted[name] for name in COLUMNS[:8]), campaign.version, campaign.name,
        campaign.kind, campaign.visibility, campaign.currency, campaign.category, stored.priority, campaign.position,
        campaign.starts_at, campaign.ends_at, len(campaign.promotions), document_of(campaign), stored.created_at,
        stored.updated_at,
    )  # fmt: skip


def life_values(stored: StoredCampaign) -> dict[str, Any]:
    """Return by column all that is not said by the document."""
    life = stored.life
    return {
        "id": stored.campaign.id,
        "status": life.status,
        "activated_at": life.activated_at,
        "paused_at": life.paused_at,
        "emergency": life.emergency,
        "ended_at": life.ended_at,
        "author": document_of(stored.author),
        "draft": None if stored.draft is None else document_of(stored.draft),
        "revision": stored.revision,
        "updated_at": stored.updated_at,
    }
