from dataclasses import replace
from datetime import timedelta

from largesse.app.campaign_files import import_campaigns
from largesse.app.companies import create_company
from largesse.app.ports import Ports
from largesse.app.schedules import SCHEDULES
from tests.app.writing import campaign, campaign_file
from tests.database import Clock, FreshDatabase
from tests.worker.working import EVERY_SECOND, at_work, soon


async def statuses(ports: Ports, company: str) -> dict[str, str]:
    async with ports.store.transaction(company) as work:
        held = await work.campaigns.hold(["over", "on", "endless"])
    return {id: stored.life.status for id, stored in held.items()}


async def test_campaigns_that_have_come_to_their_end_are_marked_in_every_company(
    ports: Ports, fresh: FreshDatabase, clock: Clock
):
    await create_company(ports, "zeta", "Zeta")
    file = campaign_file(
        campaign("over", ends_at=(clock.at + timedelta(hours=1)).isoformat()),
        campaign("on", ends_at=(clock.at + timedelta(hours=3)).isoformat()),
        campaign("endless"),
    )
    for company in ("acme", "zeta", "zeta.test"):
        await import_campaigns(ports, company, file, activate=True)
    clock.advance(2 * 3600)
    quick = [replace(schedule, cron=EVERY_SECOND) for schedule in SCHEDULES]
    async with at_work(fresh, *quick, ports=ports):
        for company in ("acme", "zeta", "zeta.test"):
            marked = {"over": "ended", "on": "live", "endless": "live"}
            for _ in range(200):
                if await statuses(ports, company) == marked:
                    break
                await soon(lambda: True)
            assert await statuses(ports, company) == marked
