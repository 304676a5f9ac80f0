"""Campaigns that were stored before their whole life was: they come through the migration and mean what they meant."""

import secrets
import time
from datetime import UTC, datetime, timedelta

import psycopg
from alembic import command
from msgspec.json import encode
from sqlalchemy import create_engine

from largesse.app.book import Books
from largesse.app.campaign_list import CampaignQuery, list_campaigns
from largesse.app.campaigns import get_campaign
from largesse.app.checkout import evaluate_checkout
from largesse.app.ports import Ports
from largesse.store import migrate
from largesse.store.database import Database
from largesse.store.embedded import EmbeddedServer
from largesse.store.roles import OWNER, SUPERUSER
from largesse.store.work import PostgresStore
from tests.app.writing import campaign, checkout
from tests.database import COMPANY, new_database

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
STATUSES = ("draft", "live", "paused", "ended", "archived")
INSERT = """
insert into campaign (company, id, status, version, name, currency, priority, position, promotions, document,
    created_at, updated_at) values (%s, %s, %s, 1, 'x', 'USD', 0, 0, 1, %s, %s, %s)
"""


def migrated_to(url: str, step: str) -> None:
    engine = create_engine(migrate._for_sqlalchemy(url))
    with engine.begin() as connection:
        migrate._ensure_roles(connection)
        command.upgrade(migrate._config(connection), step)
    engine.dispose()


def fill(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("insert into company values (%s, 'Acme', %s)", [COMPANY, NOW])
        for status in STATUSES:
            document = encode(campaign(status, percent="1")).decode()
            connection.execute(INSERT, [COMPANY, status, status, document, NOW - timedelta(days=2), NOW])


async def test_they_keep_their_states_and_what_has_ended_is_found_until_then(postgres: EmbeddedServer):
    with new_database(postgres, "template1") as old:
        migrated_to(old.url(OWNER), "0003")
        fill(old.url(SUPERUSER))
        migrate.migrate(old.url(OWNER))
        async with Database(old.url()) as database:
            ports = Ports(PostgresStore(database), lambda: NOW, time.monotonic, secrets.randbits)
            states = {row.id: row.state for row in (await list_campaigns(ports, COMPANY, CampaignQuery())).items}
            assert states == {status: "active" if status == "live" else status for status in STATUSES}
            for at, found in ((NOW - timedelta(hours=1), ["ended", "live"]), (NOW, ["live"])):
                evaluation = await evaluate_checkout(ports, Books(ports), COMPANY, checkout(at=at))
                assert [each.campaign for each in evaluation.applied] == found
            details = await get_campaign(ports, COMPANY, "paused")
            assert (details.revision, details.paused_at, details.edited_by.kind) == (1, NOW, "system")
