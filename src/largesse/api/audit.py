"""The audit over HTTP: who did what, when, and what was there before and after."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import Call, Route
from largesse.app import audit
from largesse.app.audit import AuditQuery
from largesse.app.page import Page
from largesse.app.ports.audit import AuditEntry


async def list_audit(desk: Desk, call: Call[None, AuditQuery]) -> Page[AuditEntry]:
    """Lists what was changed, the newest first. Entries are never changed themselves, nor deleted."""
    return await audit.list_audit(desk.ports, call.company, call.query)


ROUTES = (
    Route(
        method="GET", path="/v1/audit", tag="Audit", says="Read the audit", handler=list_audit, query=AuditQuery,
        gives=Page[AuditEntry],
    ),
)  # fmt: skip
