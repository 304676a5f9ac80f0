import re
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from largesse.core.errors import Unavailable
from largesse.store.database import Database
from largesse.store.embedded import EmbeddedServer
from largesse.store.errors import SchemaMismatch, UnsafeRole
from largesse.store.migrate import LOCK_MS, migrate
from largesse.store.roles import APP, OWNER, SUPERUSER, WORKER
from largesse.store.steps import FOLDER, head
from tests.database import FreshDatabase, new_database


def tables(fresh: FreshDatabase) -> list[str]:
    with psycopg.connect(fresh.url(OWNER)) as connection:
        rows = connection.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
        return [name for (name,) in rows]


def test_two_processes_that_migrate_at_once_migrate_once(postgres: EmbeddedServer):
    with new_database(postgres, "template1") as empty:
        with ThreadPoolExecutor(3) as threads:
            list(threads.map(migrate, [empty.url(OWNER)] * 3))
        assert "campaign" in tables(empty)
        with psycopg.connect(empty.url(OWNER)) as connection:
            assert connection.execute("select version_num from alembic_version").fetchall() == [(head(),)]


def test_migrating_again_changes_nothing(fresh: FreshDatabase):
    before = tables(fresh)
    migrate(fresh.url(OWNER))
    assert tables(fresh) == before


def test_a_step_gives_way_to_whoever_works_on_its_table_and_tries_again(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(OWNER)) as working, ThreadPoolExecutor(1) as threads:
        working.execute("lock table alembic_version in share mode")
        migrated = threads.submit(migrate, fresh.url(OWNER))
        with pytest.raises(TimeoutError):
            migrated.result(2.5 * LOCK_MS / 1000)
        working.commit()
        assert migrated.result(10) is None


def test_tables_that_are_in_use_all_the_time_are_refused(fresh: FreshDatabase, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("largesse.store.migrate.TRIES", 1)
    with psycopg.connect(fresh.url(OWNER)) as working:
        working.execute("lock table alembic_version in share mode")
        with pytest.raises(Unavailable, match="in use all the time"):
            migrate(fresh.url(OWNER))


def test_every_step_says_how_old_a_program_may_be_and_is_named_by_its_number():
    steps = sorted((FOLDER / "versions").glob("[0-9]*.py"))
    assert steps[-1].name.startswith(head())
    for number, file in enumerate(steps, 1):
        text = file.read_text()
        assert f'revision = "{number:04}"' in text, file.name
        assert re.search(r'^oldest = "\d{4}"$', text, re.MULTILINE), f"{file.name} lacks: oldest = ..."


def test_an_older_program_refuses_a_database_of_a_newer_one(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(OWNER)) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(SchemaMismatch, match="step 9999"):
        migrate(fresh.url(OWNER))


async def test_serving_an_empty_database_is_refused_with_what_to_do(postgres: EmbeddedServer):
    with new_database(postgres, "template1") as empty, pytest.raises(SchemaMismatch, match="largesse migrate"):
        await Database(empty.url()).open()


async def test_serving_a_database_at_another_step_is_refused(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(OWNER)) as connection:
        connection.execute("update alembic_version set version_num = '0000'")
    with pytest.raises(SchemaMismatch, match=f"step 0000 and this version needs {head()}"):
        await Database(fresh.url()).open()


async def test_serving_a_database_that_is_ahead_is_possible_if_it_says_so(fresh: FreshDatabase):
    ahead = "update alembic_version set version_num = '9999', oldest = %s"
    with psycopg.connect(fresh.url(OWNER)) as connection:
        connection.execute(ahead, [head()])
    async with Database(fresh.url()) as database, database.transaction():
        pass
    with psycopg.connect(fresh.url(OWNER)) as connection:
        connection.execute(ahead, ["9998"])
    with pytest.raises(SchemaMismatch, match=f"at step 9999, and this version, at {head()}, is too old"):
        await Database(fresh.url()).open()


async def test_a_database_that_is_away_is_waited_for_when_asked(fresh: FreshDatabase):
    nowhere = fresh.server.url(APP, "not_there_yet")
    with pytest.raises(Unavailable):
        await Database(nowhere).open()
    database = Database(nowhere)
    await database.open(patient=True)
    await database.close()


async def test_the_role_that_sees_every_company_does_not_serve(fresh: FreshDatabase):
    with pytest.raises(UnsafeRole, match=WORKER):
        await Database(fresh.url(WORKER)).open()


async def test_serving_as_a_superuser_is_refused_with_what_to_do(fresh: FreshDatabase):
    with pytest.raises(UnsafeRole, match=f"in role {APP}"):
        await Database(fresh.url(SUPERUSER)).open()


async def test_serving_as_a_role_that_passes_by_row_security_is_refused(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(SUPERUSER)) as connection:
        connection.execute(f"alter role {WORKER} bypassrls")
    try:
        with pytest.raises(UnsafeRole):
            await Database(fresh.url(WORKER)).open()
    finally:
        with psycopg.connect(fresh.url(SUPERUSER)) as connection:
            connection.execute(f"alter role {WORKER} nobypassrls")


def test_every_table_forces_row_security_and_has_a_company(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(OWNER)) as connection:
        rows = connection.execute(
            "select relname, relrowsecurity and relforcerowsecurity, exists(select from pg_attribute "
            "  where attrelid = pg_class.oid and attname = 'company' and attnotnull), "
            "  (select array_agg(polname::text order by polname) from pg_policy where polrelid = pg_class.oid) "
            "from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace "
            "  and relname <> 'alembic_version'"
        ).fetchall()
    assert len(rows) >= 15
    for name, forced, has_company, policies in rows:
        assert forced, f"{name} does not force row-level security"
        assert has_company, f"{name} has no company"
        assert {"own_company", "every_company"} <= set(policies), f"{name} lacks a policy"


def test_missing_roles_that_cannot_be_made_are_one_line(postgres: EmbeddedServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("largesse.store.migrate.APP", "nobody_made_me")
    with (
        new_database(postgres, "template1") as empty,
        pytest.raises(UnsafeRole, match="as an administrator: create role nobody_made_me"),
    ):
        migrate(empty.url(OWNER))
