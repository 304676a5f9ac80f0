"""Customers of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from typing import Literal

from largesse.app.customers import CustomerFile, Deleted, Ids, Imported
from largesse.app.page import Page
from largesse.app.ports.customers import CustomerProfile
from largesse.client.request import Request, make


def import_customers(body: CustomerFile, *, idempotency_key: str | None = None) -> Request[Imported]:
    """Adds customers and replaces those of the same id, all of them or none."""
    return make(
        "POST", "/v1/imports/customers", Imported,
        body=body, writes=True, idempotency_key=idempotency_key,
    )


def delete_customers(body: Ids, *, idempotency_key: str | None = None) -> Request[Deleted]:
    """Deletes profiles and takes the customers out of every audience. Those that are not there are passed over."""
    return make(
        "POST", "/v1/customers:delete", Deleted,
        body=body, writes=True, idempotency_key=idempotency_key,
    )


def list_customers(
    *,
    search: str | None = None,
    sort: Literal["id", "-id"] | None = None,
    cursor: str | None = None,
    limit: int | None = None,
    group: str | None = None,
    organization: str | None = None,
    tag: str | None = None,
    tier: str | None = None,
) -> Request[Page[CustomerProfile]]:
    """Lists customers by id: all, or those of a group, an organization, a tag or a tier."""
    return make(
        "GET", "/v1/customers", Page[CustomerProfile],
        query={"search": search, "sort": sort, "cursor": cursor, "limit": limit, "group": group, "organization":
        organization, "tag": tag, "tier": tier},
    )


def get_customer(customer: str) -> Request[CustomerProfile]:
    """Gives a customer's profile. A checkout that names the customer takes from it what it does not say itself."""
    return make(
        "GET", "/v1/customers/{customer}", CustomerProfile,
        names={"customer": customer},
    )
