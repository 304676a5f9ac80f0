"""Campaigns as the store keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from largesse.campaigns.lifecycle import State, Status
from largesse.promotions.definition import Campaign


class StoredCampaign(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign's document, and what was decided about it."""

    campaign: Campaign
    status: Status
    priority: int
    """Its own, or what the company's settings said for its category when it was saved."""
    created_at: datetime
    updated_at: datetime


class CampaignSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign as a list shows it."""

    id: str
    name: str
    state: State
    version: int
    currency: str
    category: str | None
    priority: int
    position: int
    starts_at: datetime | None
    ends_at: datetime | None
    promotions: int
    """How many it has."""
    created_at: datetime
    updated_at: datetime


EffectOrder = tuple[int, int, str]
"""Where a campaign stands in the order of effect: priority (high first), position, id."""


class CampaignFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which campaigns a list shows. `after` is where the page before ended; states are judged at the instant `at`."""

    at: datetime
    limit: int
    after: EffectOrder | None = None
    state: State | None = None
    search: str | None = None


class Campaigns(Protocol):
    """The campaigns of one company, inside one transaction."""

    async def get(self, id: str) -> StoredCampaign | None:
        """One campaign."""
        ...

    async def hold(self, ids: Sequence[str]) -> dict[str, StoredCampaign]:
        """Those of these campaigns that exist; nobody else changes them until this transaction ends."""
        ...

    async def page(self, wanted: CampaignFilter) -> list[CampaignSummary]:
        """In order of effect."""
        ...

    async def add(self, stored: StoredCampaign) -> bool:
        """Add one; False when its id is taken."""
        ...

    async def save(self, stored: Sequence[StoredCampaign]) -> None:
        """Add or replace many, each with its version."""
        ...

    async def set_status(self, id: str, status: Status, at: datetime) -> None:
        """Note what was decided."""
        ...

    async def set_priorities(self, defaults: Mapping[str, int]) -> None:
        """Give campaigns that name no priority their category's, or 0."""
        ...

    async def remove(self, id: str) -> None:
        """Delete one with all its versions."""
        ...

    async def documents(self, status: Status | None, ids: Sequence[str] | None = None) -> list[tuple[str, bytes]]:
        """Id and document as JSON, in order of effect: of one status or all, of these ids or all."""
        ...
