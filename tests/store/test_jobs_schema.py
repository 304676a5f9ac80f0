from importlib.metadata import version

import psycopg

from largesse.store import jobs_schema
from largesse.store.migrate import migrate
from largesse.store.roles import OWNER
from tests.database import FreshDatabase

TABLES = "select count(*) from pg_tables where schemaname = 'jobs'"
COMMENT = "select obj_description('jobs'::regnamespace, 'pg_namespace')"


def test_the_queue_has_its_tables_in_a_schema_of_their_own_and_says_of_which_version(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(OWNER)) as connection:
        assert connection.execute(TABLES).fetchone() == (4,)
        assert connection.execute(COMMENT).fetchone() == (version("procrastinate"),)


def test_tables_of_an_older_version_are_brought_up_to_date_by_what_changed_since(fresh: FreshDatabase):
    """As the library's first version of today's line left them: without what the scripts after it add."""
    with psycopg.connect(fresh.url(OWNER)) as connection:
        connection.execute("drop schema jobs cascade")
        connection.execute("create schema jobs; set search_path = jobs")
        for script in jobs_schema.scripts():
            if jobs_schema.numbers(script.name) <= (3, 2, 0):
                connection.execute(script.read_text().encode())
        connection.execute("comment on schema jobs is '3.2.0'")
    migrate(fresh.url(OWNER))
    with psycopg.connect(fresh.url(OWNER)) as connection:
        assert connection.execute(COMMENT).fetchone() == (version("procrastinate"),)
        newest = "select count(*) from pg_proc where proname = 'procrastinate_retry_job_v2'"
        assert connection.execute(newest).fetchone() == (1,)


def test_a_second_migration_leaves_the_queue_alone(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(OWNER)) as connection:
        connection.execute("set search_path = jobs; insert into procrastinate_workers default values")
    migrate(fresh.url(OWNER))
    with psycopg.connect(fresh.url(OWNER)) as connection:
        assert connection.execute("select count(*) from jobs.procrastinate_workers").fetchone() == (1,)
