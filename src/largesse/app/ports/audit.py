"""The audit as the store keeps it: who did what, when, what was there before and after. It is only added to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

import msgspec

from largesse.core.actor import ITSELF, Actor

Noun = Literal[
    "approval_policy",
    "audience",
    "campaign",
    "catalogue",
    "company",
    "customers",
    "key",
    "settings",
    "stores",
    "worst_basket",
]
"""What the audit speaks of."""

ALL_SCOPES = frozenset({"evaluate", "sell", "read", "write", "launch"})


class Origin(msgspec.Struct, frozen=True):
    """On whose behalf something is done, what they may do, and in answer to which request."""

    actor: Actor = ITSELF
    scopes: frozenset[str] = ALL_SCOPES
    request: str = ""


UNNAMED = Origin()
"""Largesse itself, answering nobody."""


class Deed(msgspec.Struct, frozen=True):
    """Something that was done. `before` and `after` are values that JSON can hold, without what stayed as it was."""

    noun: Noun
    id: str
    action: str
    before: Any = None
    after: Any = None


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the audit."""

    number: int
    """Grows with each entry of an installation, not always by one."""
    at: datetime
    actor: Actor
    noun: Noun
    id: str
    action: str
    """In the past tense: created, edited, activated, ..."""
    request: str = ""
    """The id under which the server logged the request, where there was one."""
    before: dict[str, Any] | None = None
    """What was there before, as far as it changed. Imports leave a digest."""
    after: dict[str, Any] | None = None


class AuditFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are wanted, by number or, with `-`, the newest first; `after` is where the page before ended."""

    limit: int
    sort: str = "-number"
    after: tuple[Any, ...] | None = None
    search: str | None = None
    noun: Noun | None = None
    id: str | None = None
    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Audit(Protocol):
    """The audit of one company, inside one transaction."""

    async def add(self, at: datetime, origin: Origin, deeds: Sequence[Deed]) -> None:
        """Write down what this transaction does."""
        ...

    async def page(self, wanted: AuditFilter) -> list[AuditEntry]:
        """A page of the entries."""
        ...
