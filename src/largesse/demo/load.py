"""Load the year through the same use cases as the API: stores, customers, audiences, catalogue, campaigns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import msgspec

from largesse.app.audiences import AudienceFile, import_audiences
from largesse.app.campaign_files import import_campaigns
from largesse.app.campaigns import IdTaken, get_campaign
from largesse.app.catalogue import import_catalogue
from largesse.app.companies import create_company
from largesse.app.customers import CustomerFile, import_customers
from largesse.app.ports import Ports
from largesse.app.ports.customers import Audience, CustomerProfile
from largesse.app.ports.stores import StorePlace
from largesse.app.stores import StoreFile, import_stores
from largesse.catalogue.article import CatalogueFile
from largesse.core.errors import NotFound
from largesse.demo.catalogue import catalogue_file
from largesse.demo.flyers import CARD, MAPPING, WEEKS
from largesse.demo.households import demographics, received_by
from largesse.demo.lines import TIME_ZONE
from largesse.demo.progress import Progress
from largesse.demo.source import Connection, rows
from largesse.demo.year import campaign_file
from largesse.promotions.definition import CampaignFile
from largesse.promotions.kinds import decode

COMPANY = "grocer"
NAME = "A grocer's year"
_BATCH = 10_000
"""Articles brought in at once, so that progress can be seen."""

_LAST = f"flyer-{WEEKS[-1]:02}"


async def is_loaded(ports: Ports) -> bool:
    """Return whether the whole year is there. Campaigns come last and all at once, so one of them tells."""
    try:
        details = await get_campaign(ports, COMPANY, _LAST)
    except NotFound:
        return False
    return details.campaign.metadata.get("mapping") == MAPPING


async def load_year(ports: Ports, connection: Connection, progress: Progress) -> None:
    """Bring in everything, and make the campaigns live. What is there already is replaced, so it can be repeated.

    The connection is to a prepared year.
    """
    await _create(ports)
    trips: list[tuple[str, Callable[[], Awaitable[object]]]] = [
        ("stores", lambda: import_stores(ports, COMPANY, _stores(connection))),
        ("customers", lambda: import_customers(ports, COMPANY, _customers(connection))),
        ("audiences", lambda: import_audiences(ports, COMPANY, _audiences(connection))),
        *(("catalogue", partial(import_catalogue, ports, COMPANY, file)) for file in _catalogue(connection)),
        ("campaigns", lambda: import_campaigns(ports, COMPANY, _campaigns(connection), activate=True)),
    ]
    for done, (what, trip) in enumerate(trips):
        progress(f"loading {what}", done, len(trips))
        await trip()
    progress("loaded", len(trips), len(trips))


async def _create(ports: Ports) -> None:
    try:
        await create_company(ports, COMPANY, NAME)
    except IdTaken:
        return


def _stores(connection: Connection) -> StoreFile:
    found = rows(connection, "select distinct store::varchar from line order by store::varchar")
    return StoreFile(stores=[StorePlace(id=store, name=f"Store {store}", time_zone=TIME_ZONE) for (store,) in found])


def _customers(connection: Connection) -> CustomerFile:
    return CustomerFile(
        customers=[
            CustomerProfile(id=str(number), groups=[CARD], attributes=attributes)
            for number, attributes in demographics(connection).items()
        ]
    )


def _audiences(connection: Connection) -> AudienceFile:
    received = received_by(connection)
    return AudienceFile(
        audiences=[
            Audience(id=name, name=f"Received coupons {name[-2:]}", customers=received[name])
            for name in sorted(received)
        ]
    )


def _catalogue(connection: Connection) -> list[CatalogueFile]:
    """Return the categories as one file and the articles in some more."""
    catalogue = catalogue_file(connection)
    articles = catalogue.articles
    batches = [articles[i : i + _BATCH] for i in range(0, len(articles), _BATCH)]
    return [
        msgspec.structs.replace(catalogue, articles=[]),
        *(CatalogueFile(articles=batch) for batch in batches),
    ]


def _campaigns(connection: Connection) -> CampaignFile:
    return decode(CampaignFile, campaign_file(connection))
