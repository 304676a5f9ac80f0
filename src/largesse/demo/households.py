"""Households as customers: the card, their demographics as attributes, the campaigns they received as audiences."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec

from largesse.core.wire import Attributes
from largesse.demo.coupons import audience_of
from largesse.demo.flyers import CARD
from largesse.demo.source import Connection, rows
from largesse.promotions.checkout import Customer
from largesse.promotions.facts import Facts


class Household(msgspec.Struct, frozen=True):
    """A household as the engine is told about it."""

    customer: Customer
    facts: Facts


DEMOGRAPHICS = (
    "age",
    "income",
    "home_ownership",
    "marital_status",
    "household_size",
    "household_comp",
    "kids_count",
)


def households(connection: Connection) -> dict[int, Household]:
    """Return every household by its number."""
    received = audiences(connection)
    return {
        number: Household(
            Customer(id=str(number), groups=[CARD], attributes=attributes or None),
            Facts(audiences=frozenset(received.get(number, ()))),
        )
        for number, attributes in demographics(connection).items()
    }


def demographics(connection: Connection) -> dict[int, Attributes]:
    """Return every household's known demographics; 801 of 2,469 have some."""
    columns = ", ".join(f"{name}::varchar" for name in DEMOGRAPHICS)
    query = f"select household, {columns} from household order by household"
    return {number: _known(values) for number, *values in rows(connection, query)}


def _known(values: list[Any]) -> Attributes:
    return {name: value for name, value in zip(DEMOGRAPHICS, values, strict=True) if value is not None}


def received_by(connection: Connection) -> dict[str, list[str]]:
    """Return who received each campaign: household ids by audience."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for household, names in audiences(connection).items():
        for name in names:
            found[name].append(str(household))
    return found


def audiences(connection: Connection) -> dict[int, list[str]]:
    """Return the audiences of each household that received a campaign."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for household, campaign in rows(connection, "select household, campaign from received order by all"):
        found[household].append(audience_of(campaign))
    return found


_HOUSEHOLD = """
create or replace table household as
select * from (select distinct household from line) left join demographics on household_id = household
"""
_RECEIVED = (
    "create or replace table received as select household_id as household, campaign_id as campaign from campaigns"
)


def prepare_households(connection: Connection) -> None:
    """Make the tables `household` and `received`."""
    connection.execute(_HOUSEHOLD)
    connection.execute(_RECEIVED)
