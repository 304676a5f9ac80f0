"""A PostgreSQL that somebody else looks after, set up as `docs/how-to/your-own-postgresql.md` says."""

from pathlib import Path

import psycopg
import pytest

from largesse.core.errors import NotFound
from largesse.store.cluster import Cluster
from largesse.store.database import Database
from largesse.store.embedded import EmbeddedServer, running
from largesse.store.errors import SchemaMismatch, UnsafeRole
from largesse.store.migrate import migrate
from largesse.store.roles import OWNER, ROLES, SUPERUSER
from largesse.store.work import PostgresStore


def ask_no_passwords(server: EmbeddedServer) -> None:
    """Let everybody in, as the roles of this test have no user of the operating system."""
    cluster: Cluster = server._cluster()
    cluster.write("pg_hba.conf", "local all all trust\n")
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute("select pg_reload_conf()")


def run(server: EmbeddedServer, *statements: str) -> None:
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


async def test_the_way_that_the_documents_describe_works(tmp_path: Path):
    with running(tmp_path / "theirs") as server:
        ask_no_passwords(server)
        run(server, "drop database largesse", *(f"drop role {role}" for role in ROLES))
        run(server, f"create role {OWNER} login createrole", f"create database largesse owner {OWNER}")
        with pytest.raises(SchemaMismatch, match="largesse migrate"):
            await Database(server.url(OWNER)).open()
        migrate(server.url(OWNER))
        run(server, "create role shop login in role largesse_app")
        async with Database(server.url("shop")) as database, PostgresStore(database).transaction("acme") as work:
            assert await work.companies.get() is None
            with pytest.raises(NotFound):
                async with PostgresStore(database).transaction("acme") as other:
                    await other.settings.save(await other.settings.get())
        with pytest.raises(UnsafeRole, match="in role largesse_app"):
            await Database(server.url(SUPERUSER)).open()
