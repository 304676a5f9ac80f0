"""Campaigns as the store keeps them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import msgspec

from largesse.campaigns.approval import ApprovalPolicy, Author
from largesse.campaigns.lifecycle import Life, State
from largesse.core.actor import Actor
from largesse.promotions.definition import Campaign, CampaignKind, Visibility


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Another document for a campaign that is being served: it waits beside the live one until it is published."""

    campaign: Campaign
    author: Author
    edited_at: datetime
    base: int
    """The version of the live document that was there when this one was saved."""


class StoredCampaign(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign's document, and what was decided about it."""

    campaign: Campaign
    life: Life
    author: Author
    draft: Draft | None = None
    priority: int
    """Its own, or what the company's settings said for its category when it was saved."""
    revision: int = 1
    """Grows by one with every change of any part of this."""
    created_at: datetime
    updated_at: datetime


class CampaignSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign as a list shows it."""

    id: str
    name: str
    state: State
    version: int
    revision: int
    draft: bool
    """Whether a draft version waits beside the document."""
    kind: CampaignKind
    visibility: Visibility
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


class VersionSummary(msgspec.Struct, frozen=True):
    """A version of a campaign's document as a list shows it."""

    version: int
    saved_at: datetime
    saved_by: Actor | None
    """None for those from before this was noted."""


class VersionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which versions of a campaign's document a list shows, by number or, with `-`, the newest first."""

    limit: int
    sort: str = "-version"
    after: tuple[Any, ...] | None = None
    saved_by: str | None = None
    saved_since: datetime | None = None
    saved_until: datetime | None = None


class CampaignPlace(msgspec.Struct, frozen=True):
    """Where a campaign stands in the order of effect."""

    id: str
    priority: int
    position: int


class BookPage(msgspec.Struct, frozen=True):
    """A campaign as a book is made of it, with its document as JSON."""

    id: str
    document: bytes
    life: Life


class Moment(msgspec.Struct, frozen=True):
    """A moment in the history of the database, so that what was changed since can be asked for."""

    line: str
    """Which history: another one after a backup was brought back, or another server took over."""
    number: int
    """Every change of a lower number was over by then, and seen."""
    torn: int
    """The number of the last change that deleted a campaign which was more than a draft; 0 when there was none."""


class CampaignFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which campaigns a list shows, in which order; states are judged at the instant `at`."""

    at: datetime
    limit: int
    sort: str = "position"
    """`position` (priority high first, position, id), `name`, `created`, `updated`, `starts`; `-` before: reversed."""
    after: tuple[Any, ...] | None = None
    """The key, in that order, at which the page before ended."""
    state: State | None = None
    kind: CampaignKind | None = None
    visibility: Visibility | None = None
    category: str | None = None
    currency: str | None = None
    store: str | None = None
    channel: str | None = None
    created_since: datetime | None = None
    created_until: datetime | None = None
    updated_since: datetime | None = None
    updated_until: datetime | None = None
    search: str | None = None


class Campaigns(Protocol):
    """The campaigns of one company, inside one transaction."""

    async def get(self, id: str) -> StoredCampaign | None:
        """One campaign."""
        ...

    async def hold(self, ids: Sequence[str]) -> dict[str, StoredCampaign]:
        """Those of these campaigns that exist; nobody else changes them until this transaction ends."""
        ...

    async def hold_halted(self) -> list[StoredCampaign]:
        """Those that were paused together with all others; nobody else changes them until this transaction ends."""
        ...

    async def hold_due(self, at: datetime) -> list[StoredCampaign]:
        """Those whose end has come by then and is not marked yet; nobody else changes them meanwhile."""
        ...

    async def hold_group(self, id: str, beside: str, most: int | None) -> list[CampaignPlace]:
        """A campaign, and of the priority of another one: two before it, it, and those behind, in order of effect.

        At most so many of these, or all; nobody else moves them meanwhile.
        """
        ...

    async def page(self, wanted: CampaignFilter) -> list[CampaignSummary]:
        """A page of the list."""
        ...

    async def add(self, stored: StoredCampaign) -> bool:
        """Add one; False when its id is taken."""
        ...

    async def save(self, stored: Sequence[StoredCampaign]) -> None:
        """Add or replace many, each with its version."""
        ...

    async def note(self, stored: Sequence[StoredCampaign]) -> None:
        """Save all of these campaigns but their documents."""
        ...

    async def halt(self, at: datetime) -> list[str]:
        """Pause whatever is scheduled or active, as an emergency, and return its ids."""
        ...

    async def set_positions(self, positions: Mapping[str, int]) -> None:
        """Move campaigns within their priority. This is not a change of what they say."""
        ...

    async def set_priorities(self, defaults: Mapping[str, int]) -> None:
        """Give campaigns that name no priority their category's, or 0."""
        ...

    async def remove(self, id: str) -> None:
        """Delete one with all its versions."""
        ...

    async def documents(self, ids: Sequence[str] | None = None) -> list[tuple[str, bytes]]:
        """Id and document as JSON, in order of effect: of these ids or all."""
        ...

    async def moment(self) -> Moment:
        """The moment that this transaction sees."""
        ...

    def book(self, since: Moment | None = None) -> AsyncIterator[Sequence[BookPage]]:
        """What evaluations may find, part by part: what is live, and what has ended, in order of effect.

        With a moment, whatever was changed since instead, and perhaps a few more, also what evaluations do not find.
        """
        ...

    async def first_active(self, ids: Sequence[str]) -> dict[str, datetime]:
        """When those of these campaigns that were ever active first were so."""
        ...

    async def versions(self, id: str, wanted: VersionFilter) -> list[VersionSummary]:
        """The versions of a campaign."""
        ...

    async def version(self, id: str, number: int) -> Campaign | None:
        """The document of a campaign as it was in a version."""
        ...


class ApprovalDesk(Protocol):
    """One company's policy on who may launch what, inside one transaction."""

    async def get(self) -> ApprovalPolicy:
        """What was set, the default otherwise."""
        ...

    async def save(self, policy: ApprovalPolicy) -> None:
        """Replace it."""
        ...
