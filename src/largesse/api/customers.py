"""Customers over HTTP: bring them in, look them up."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import BULK_LIMIT, Call, NoQuery, Route
from largesse.app import customers
from largesse.app.customers import CustomerFile, CustomerQuery, Deleted, Ids, Imported
from largesse.app.page import Page
from largesse.app.ports.customers import CustomerProfile
from largesse.core.errors import NotFound

TAG = "Customers"

EXAMPLE = {
    "customers": [
        {"id": "c-1001", "groups": ["staff"], "tier": "gold", "language": "sv", "attributes": {"birth_year": 1987}}
    ]
}


async def import_customers(desk: Desk, call: Call[CustomerFile, NoQuery]) -> Imported:
    """Adds customers and replaces those of the same id, all of them or none."""
    return await customers.import_customers(desk.ports, call.company, call.body)


async def list_customers(desk: Desk, call: Call[None, CustomerQuery]) -> Page[CustomerProfile]:
    """Lists customers by id: all, or those of a group, an organization, a tag or a tier."""
    return await customers.list_customers(desk.ports, call.company, call.query)


async def get_customer(desk: Desk, call: Call[None, NoQuery]) -> CustomerProfile:
    """Gives a customer's profile. A checkout that names the customer takes from it what it does not say itself."""
    return await customers.get_customer(desk.ports, call.company, call.names["customer"])


async def delete_customers(desk: Desk, call: Call[Ids, NoQuery]) -> Deleted:
    """Deletes profiles and takes the customers out of every audience. Those that are not there are passed over."""
    return await customers.delete_customers(desk.ports, call.company, call.body)


ROUTES = (
    Route(
        method="POST", path="/v1/imports/customers", tag=TAG, says="Import customers", handler=import_customers,
        scope="write", takes=CustomerFile, gives=Imported, limit=BULK_LIMIT, example=EXAMPLE, answer=Imported(1),
    ),
    Route(
        method="POST", path="/v1/customers:delete", tag=TAG, says="Delete customers", handler=delete_customers,
        scope="write", takes=Ids, gives=Deleted, example={"ids": ["c-1001"]}, answer=Deleted(["c-1001"]),
    ),
    Route(
        method="GET", path="/v1/customers", tag=TAG, says="List customers", handler=list_customers, query=CustomerQuery,
        gives=Page[CustomerProfile],
    ),
    Route(
        method="GET", path="/v1/customers/{customer}", tag=TAG, says="Get a customer", handler=get_customer,
        names={"customer": "The customer's id."}, gives=CustomerProfile, errors=(NotFound,),
    ),
)  # fmt: skip
