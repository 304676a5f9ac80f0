from datetime import timedelta

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from largesse.app.campaign_files import import_campaigns
from largesse.app.companies import create_company
from largesse.app.ports import Ports
from largesse.store.across import AcrossCompanies
from largesse.store.database import Database
from largesse.store.errors import UnsafeRole
from largesse.store.roles import APP, WORKER
from tests.app.writing import campaign, campaign_file
from tests.database import Clock, FreshDatabase


async def test_every_company_with_an_ended_campaign_is_found_and_no_other(
    ports: Ports, fresh: FreshDatabase, clock: Clock
):
    for company in ("beta", "gamma"):
        await create_company(ports, company, company)
    over = campaign("over", ends_at=(clock.at + timedelta(hours=1)).isoformat())
    for company in ("acme", "beta.test"):
        await import_campaigns(ports, company, campaign_file(over, campaign("on")), activate=True)
    await import_campaigns(ports, "gamma", campaign_file(over))
    async with Database(fresh.url(WORKER), every_company=True) as everybody:
        across = AcrossCompanies(everybody)
        assert await across.companies_with_ended_campaigns(clock.at) == []
        found = await across.companies_with_ended_campaigns(clock.at + timedelta(hours=1))
    assert sorted(found) == ["acme", "beta.test"]


async def test_the_role_that_serves_cannot_look_across(fresh: FreshDatabase):
    with pytest.raises(UnsafeRole, match="does not see every company"):
        await Database(fresh.url(APP), every_company=True).open()


def test_the_role_that_serves_sees_no_job(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(APP)) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute("select 1 from jobs.procrastinate_jobs")
