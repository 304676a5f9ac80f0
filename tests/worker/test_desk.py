import pytest

from largesse.core.errors import NotFound
from largesse.store.roles import WORKER
from largesse.worker.desk import JobNotFailed, job_desk
from tests.database import FreshDatabase
from tests.worker.working import Chore, at_work, soon


async def test_jobs_are_listed_and_shown_with_what_happened_to_them(fresh: FreshDatabase):
    chore = Chore(due=["acme", "zeta"])
    async with job_desk(fresh.url(WORKER)) as desk:
        async with at_work(fresh, chore.schedule()):
            await soon(lambda: set(chore.done) == {"acme", "zeta"})
        found = await desk.newest(1, status="succeeded", company="zeta")
        assert [(job.name, job.company, job.attempts) for job in found] == [("chore", "zeta", 1)]
        details = await desk.get(found[0].id)
        assert details.job == found[0]
        assert [event.what for event in details.events] == ["deferred", "started", "succeeded"]
        ids = [job.id for job in await desk.newest(3)]
        assert ids == sorted(ids, reverse=True)
        assert len(ids) == 3


async def test_only_what_failed_is_retried(fresh: FreshDatabase):
    chore = Chore()
    async with job_desk(fresh.url(WORKER)) as desk:
        async with at_work(fresh, chore.schedule()):
            await soon(lambda: chore.done)
        (job,) = await desk.newest(1, status="succeeded", company="acme")
        with pytest.raises(JobNotFailed):
            await desk.retry(job.id)
        with pytest.raises(NotFound):
            await desk.retry(10**9)
