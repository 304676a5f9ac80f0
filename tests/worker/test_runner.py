import asyncio
from typing import Any

import psycopg
import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager

from largesse.core.errors import Unavailable
from largesse.store.roles import SUPERUSER, WORKER
from largesse.worker import runner
from largesse.worker.desk import job_desk
from tests.database import FreshDatabase
from tests.worker.working import EVERY_SECOND, Chore, at_work, soon


async def test_work_is_done_for_every_company_that_is_due(fresh: FreshDatabase):
    chore = Chore(due=["acme", "zeta"])
    async with at_work(fresh, chore.schedule()):
        await soon(lambda: len(chore.done) >= 4)
    assert set(chore.done) == {"acme", "zeta"}


async def test_work_of_one_company_neither_runs_twice_at_once_nor_piles_up(fresh: FreshDatabase):
    holding = asyncio.Event()

    async def wait() -> None:
        await holding.wait()

    chore = Chore(then=wait)
    async with at_work(fresh, chore.schedule()), job_desk(fresh.url(WORKER)) as desk:
        await soon(lambda: chore.done)
        await asyncio.sleep(2.5)
        assert chore.done == ["acme"]
        jobs = await desk.newest(100, company="acme")
        assert [job.status for job in jobs] in (["todo", "doing"], ["doing"])
        holding.set()
        await soon(lambda: len(chore.done) > 1)


async def test_work_that_fails_is_done_again_later_and_in_the_end_left_to_be_looked_at(
    fresh: FreshDatabase, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr("largesse.worker.tasks._AGAIN.max_attempts", 2)
    monkeypatch.setattr("largesse.worker.tasks._AGAIN.exponential_wait", 0)

    async def break_down() -> None:
        raise RuntimeError("no coffee")

    chore = Chore(then=break_down, once=True)
    async with at_work(fresh, chore.schedule()), job_desk(fresh.url(WORKER)) as desk:
        while not (failed := await desk.newest(1, status="failed", company="acme")):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        assert chore.done == ["acme"] * 3
        assert [(job.name, job.attempts) for job in failed] == [("chore", 3)]
        chore.then = None
        await desk.retry(failed[0].id)
        await soon(lambda: len(chore.done) == 4)
    assert "no coffee" in caplog.text


async def test_a_job_whose_worker_died_is_done_again(fresh: FreshDatabase, monkeypatch: pytest.MonkeyPatch):
    chore = Chore()
    async with at_work(fresh, chore.schedule()):
        await soon(lambda: chore.done)
    abandon = (
        "set search_path = jobs; "
        "insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour'); "
        "update procrastinate_jobs set status = 'doing', worker_id = (select max(id) from procrastinate_workers) "
        "where id = (select min(id) from procrastinate_jobs where task_name = 'chore')"
    )
    with psycopg.connect(fresh.url(WORKER), autocommit=True) as connection:
        connection.execute(abandon)
    chore.due, chore.done = [], []
    monkeypatch.setattr("largesse.worker.tasks._RESCUE_AT", EVERY_SECOND)
    async with at_work(fresh, chore.schedule()):
        await soon(lambda: chore.done)
    assert chore.done == ["acme"]


async def test_what_is_under_way_is_finished_when_the_worker_stops(fresh: FreshDatabase):
    finished: list[str] = []

    async def take_a_second() -> None:
        await asyncio.sleep(1)
        finished.append("acme")

    chore = Chore(then=take_a_second)
    async with at_work(fresh, chore.schedule()):
        await soon(lambda: chore.done)
        assert finished == []
    assert finished == ["acme"]


async def test_a_job_whose_end_could_not_be_written_down_is_done_again(
    fresh: FreshDatabase, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(runner, "_LOOK_S", 0.2)
    finish = JobManager.finish_job_by_id_async
    cut: list[int] = []

    async def cut_once(self: JobManager, job_id: int, **how: Any) -> None:
        if not cut and chore.done:
            cut.append(job_id)
            raise ConnectorException("cut")
        await finish(self, job_id=job_id, **how)

    monkeypatch.setattr(JobManager, "finish_job_by_id_async", cut_once)
    chore = Chore()
    async with at_work(fresh, chore.schedule()), job_desk(fresh.url(WORKER)) as desk:
        await soon(lambda: len(chore.done) > 2)
        assert (await desk.get(cut[0])).job.status != "doing"
    assert f"job {cut[0]} was done and nobody could write it down" in caplog.text


async def test_work_that_fails_while_the_same_waits_already_does_not_keep_it_from_being_done(
    fresh: FreshDatabase, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(runner, "_LOOK_S", 0.2)

    async def break_down_late() -> None:
        while not await desk.newest(1, status="todo", company="acme"):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        chore.then = None
        raise RuntimeError("no coffee")

    chore = Chore(then=break_down_late)
    async with job_desk(fresh.url(WORKER)) as desk, at_work(fresh, chore.schedule()):
        await soon(lambda: len(chore.done) > 2)


async def test_jobs_go_on_when_the_connections_were_cut(fresh: FreshDatabase, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(runner, "_RETRY_S", 0.1)
    monkeypatch.setattr(runner, "_LOOK_S", 0.5)
    chore = Chore()
    async with at_work(fresh, chore.schedule()):
        await soon(lambda: chore.done)
        for _ in range(2):
            with psycopg.connect(fresh.server.url(SUPERUSER, "postgres"), autocommit=True) as superuser:
                superuser.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [fresh.name]
                )
            before = len(chore.done)
            await soon(lambda before=before: len(chore.done) > before + 1, patience=60)


async def test_a_queue_that_cannot_be_reached_is_unavailable(fresh: FreshDatabase, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("largesse.worker.queue._WAIT_S", 0.5)
    with pytest.raises(Unavailable):
        async with job_desk(fresh.server.url(WORKER, "nowhere")):
            pass
