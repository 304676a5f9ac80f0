"""Customers: bring them in, look them up."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from largesse.app.audit import record, summary
from largesse.app.named_list import IdQuery
from largesse.app.page import Page
from largesse.app.ports import Ports
from largesse.app.ports.audit import Deed
from largesse.app.ports.customers import CustomerFilter, CustomerProfile, NameFilter
from largesse.core.errors import Invalid, NotFound, Problem
from largesse.core.wire import Token, Wire

F = TypeVar("F", bound=NameFilter)


class CustomerFile(Wire, frozen=True):
    """Customers to be imported. One of the id of a stored one replaces it; the rest is added."""

    customers: Annotated[list[CustomerProfile], Meta(max_length=200_000)]
    schema: Literal["largesse.customers/1"] = "largesse.customers/1"


class Imported(msgspec.Struct, frozen=True):
    """How many an import brought in, new and replaced together."""

    imported: int


class CustomerQuery(IdQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which customers to list, by id; all that is said must hold."""

    group: Token | None = None
    organization: Token | None = None
    tag: Token | None = None
    tier: Token | None = None


async def import_customers(ports: Ports, company: str, file: CustomerFile) -> Imported:
    """Add or replace customers, all or none. Raises `Invalid` for an id that is used twice."""
    refuse_repeats([each.id for each in file.customers], "customers")
    async with ports.store.transaction(company) as work:
        await work.customers.save(file.customers)
        brought = summary(file.customers, customers=len(file.customers))
        await record(ports, work, Deed("customers", company, "imported", after=brought))
    return Imported(len(file.customers))


class Ids(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of which things."""

    ids: Annotated[list[Token], Meta(max_length=10_000)]


class Deleted(msgspec.Struct, frozen=True):
    """Which were there, and are no more; by id."""

    deleted: list[str]


async def delete_customers(ports: Ports, company: str, wanted: Ids) -> Deleted:
    """Delete customers' profiles, and take them out of every audience; those that are not there are passed over."""
    async with ports.store.transaction(company) as work:
        deleted = await work.customers.remove(wanted.ids)
        gone = summary(deleted, customers=len(deleted))
        await record(ports, work, Deed("customers", company, "deleted", before=gone))
    return Deleted(deleted)


async def get_customer(ports: Ports, company: str, id: str) -> CustomerProfile:
    """Return a customer's profile. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        profile = await work.customers.get(id)
    if profile is None:
        raise NotFound(f"there is no customer {id!r}")
    return profile


async def list_customers(ports: Ports, company: str, query: CustomerQuery) -> Page[CustomerProfile]:
    """Return a page of customers, by id."""
    async with ports.store.transaction(company) as work:
        rows = await work.customers.page(query.filter(CustomerFilter))
    return query.page(rows)


def refuse_repeats(ids: list[str], field: str) -> None:
    """Raise `Invalid` with the place of each id in `$.<field>` that was used before."""
    seen: set[str] = set()
    problems: list[Problem] = []
    for index, id in enumerate(ids):
        if id in seen:
            problems.append(
                Problem(f"$.{field}[{index}].id", "repeated_id", f"{id!r} is used twice; each id is used once")
            )
        seen.add(id)
    if problems:
        raise Invalid.of(problems)
