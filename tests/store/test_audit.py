"""The audit is added to and nothing else: not by the role that serves, not by the one that owns it."""

import psycopg
import pytest

from largesse.app.audiences import AudienceFile, import_audiences
from largesse.app.audit import AuditQuery, list_audit
from largesse.app.ports import Ports
from largesse.app.ports.audit import Deed
from largesse.app.ports.customers import Audience
from largesse.store.database import Database
from largesse.store.roles import APP, OWNER, SUPERUSER, WORKER
from tests.database import COMPANY, FreshDatabase

FORBIDDEN = ("update audit set action = 'nothing'", "delete from audit", "truncate audit")


@pytest.mark.parametrize("statement", FORBIDDEN)
@pytest.mark.parametrize("role", [APP, WORKER, OWNER, SUPERUSER])
async def test_nobody_changes_or_deletes_an_entry(ports: Ports, fresh: FreshDatabase, role: str, statement: str):
    before = (await list_audit(ports, COMPANY, AuditQuery())).items
    assert len(before) == 1  # the company was made
    with psycopg.connect(fresh.url(role)) as connection:
        connection.execute("select set_config('largesse.company', %s, true)", [COMPANY])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())
    assert (await list_audit(ports, COMPANY, AuditQuery())).items == before


@pytest.mark.parametrize("count", [1, 11, 500])
async def test_few_and_many_entries_are_kept_in_the_order_in_which_they_were_given(ports: Ports, count: int):
    deeds = [Deed("audience", str(number), "imported", after={"n": number}) for number in range(count)]
    async with ports.store.transaction(COMPANY) as work:
        await work.audit.add(ports.now(), ports.origin, deeds)
    found = (await list_audit(ports, COMPANY, AuditQuery(noun="audience", limit=500))).items
    assert [(each.id, each.after) for each in found] == [(str(n), {"n": n}) for n in reversed(range(count))]


async def test_what_is_rolled_back_leaves_no_entry(ports: Ports):
    with pytest.raises(RuntimeError):
        await _begin_and_fail(ports)
    assert (await list_audit(ports, COMPANY, AuditQuery(noun="audience"))).items == []


async def test_an_entry_outlives_what_it_speaks_of(ports: Ports, database: Database):
    await import_audiences(ports, COMPANY, AudienceFile(audiences=[Audience(id="a", customers=["ann", "bo", "ann"])]))
    async with database.transaction(company=COMPANY) as connection:
        await connection.execute("delete from audience")
    entry = (await list_audit(ports, COMPANY, AuditQuery(noun="audience", id="a"))).items[0]
    assert entry.after
    assert entry.after["customers"] == 2


async def _begin_and_fail(ports: Ports) -> None:
    async with ports.store.transaction(COMPANY) as work:
        await work.audit.add(ports.now(), ports.origin, [Deed("audience", "a", "imported")])
        raise RuntimeError
