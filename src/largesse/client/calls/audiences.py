"""Audiences of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from typing import Literal

from largesse.app.audiences import AudienceFile, AudienceImport, MemberChange
from largesse.app.page import Page
from largesse.app.ports.customers import AudienceSummary
from largesse.client.request import Request, make


def import_audiences(body: AudienceFile, *, idempotency_key: str | None = None) -> Request[AudienceImport]:
    """Adds audiences and replaces those of the same id with all their members, all of them or none."""
    return make(
        "POST", "/v1/imports/audiences", AudienceImport,
        body=body, writes=True, idempotency_key=idempotency_key,
    )


def list_audiences(
    *,
    search: str | None = None,
    sort: Literal["id", "-id", "name", "-name"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
    customer: str | None = None,
) -> Request[Page[AudienceSummary]]:
    """Lists audiences with their sizes, by id."""
    return make(
        "GET", "/v1/audiences", Page[AudienceSummary],
        query={"search": search, "sort": sort, "cursor": cursor, "limit": limit, "customer": customer},
    )


def get_audience(audience: str) -> Request[AudienceSummary]:
    """Gives an audience with its size."""
    return make(
        "GET", "/v1/audiences/{audience}", AudienceSummary,
        names={"audience": audience},
    )


def list_members(
    audience: str,
    *,
    search: str | None = None,
    sort: Literal["id", "-id"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
) -> Request[Page[str]]:
    """Lists the ids of the customers in an audience."""
    return make(
        "GET", "/v1/audiences/{audience}/customers", Page[str],
        names={"audience": audience}, query={"search": search, "sort": sort, "cursor": cursor, "limit": limit},
    )


def change_members(
    audience: str, body: MemberChange, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[AudienceSummary]:
    """Puts customers into an audience and takes others out; everybody else stays."""
    return make(
        "POST", "/v1/audiences/{audience}/customers", AudienceSummary,
        names={"audience": audience}, body=body, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )


def delete_audience(audience: str, *, idempotency_key: str | None = None, if_match: str | None = None) -> Request[None]:
    """Deletes an audience. A campaign that is for this audience alone is for nobody then."""
    return make(
        "DELETE", "/v1/audiences/{audience}", None,
        names={"audience": audience}, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )
