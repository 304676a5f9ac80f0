"""Audit of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from datetime import datetime
from typing import Literal

from largesse.app.page import Page
from largesse.app.ports.audit import AuditEntry
from largesse.client.request import Request, make


def list_audit(
    *,
    search: str | None = None,
    noun: Literal["approval_policy", "audience", "campaign", "catalogue", "company", "customers", "key", "settings", "stores", "worst_basket"] | None = None,
    id: str | None = None,
    actor: str | None = None,
    action: str | None = None,
    from_: datetime | None = None,
    until: datetime | None = None,
    sort: Literal["-number", "number"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
) -> Request[Page[AuditEntry]]:
    """Lists what was changed, the newest first. Entries are never changed themselves, nor deleted."""
    return make(
        "GET", "/v1/audit", Page[AuditEntry],
        query={"search": search, "noun": noun, "id": id, "actor": actor, "action": action, "from": from_, "until":
        until, "sort": sort, "cursor": cursor, "limit": limit},
    )
