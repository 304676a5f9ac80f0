"""Two companies with a row in every table: neither reads, changes or counts a row of the other."""

import psycopg
import pytest
from psycopg import sql

from largesse.app.approvals import replace_policy
from largesse.app.audiences import AudienceFile, import_audiences
from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.catalogue import import_catalogue
from largesse.app.checkouts import Wish, put_checkout
from largesse.app.companies import create_company
from largesse.app.customers import CustomerFile, import_customers
from largesse.app.keys import create_key, digest_of
from largesse.app.orders import Confirmation, confirm_checkout
from largesse.app.ports import Ports
from largesse.app.ports.customers import Audience, CustomerProfile
from largesse.app.ports.replays import Answer
from largesse.app.ports.stores import StorePlace
from largesse.app.stores import StoreFile, import_stores
from largesse.app.worst_basket import WorstBasketSearch, make_search
from largesse.app.writes import Mark, write
from largesse.campaigns.approval import ApprovalPolicy
from largesse.catalogue.article import Article, Assortment, CatalogueFile, Category, TaxClass
from largesse.promotions.settings import Settings
from largesse.store.database import Database
from largesse.store.roles import APP, OWNER, WORKER
from tests.app.selling import ONE
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import COMPANY, FreshDatabase

OTHER = "other"
OPEN = {"alembic_version"}
"""Tables that belong to no company."""

ONLY_ADDED_TO = {"audit", "ledger", "list_price"}
"""Tables whose rows the app may not even try to change."""


@pytest.fixture
async def both(ports: Ports) -> Ports:
    await create_company(ports, OTHER, "Other")
    for company in (COMPANY, OTHER):
        await create_key(ports, company)
        file = campaign_file(campaign(limits=ONE), settings=Settings(ignore_code_case=False))
        await import_campaigns(ports, company, file, activate=True)
        catalogue = CatalogueFile(
            articles=[Article(id="a", prices={"USD": "10.00"})],
            categories=[Category(id="c")],
            tax_classes=[TaxClass(id="t", rate="1")],
            assortments=[Assortment(id="s", articles=["a"])],
        )
        await import_catalogue(ports, company, catalogue)
        await import_customers(ports, company, CustomerFile(customers=[CustomerProfile(id="ann", tier=company)]))
        await import_stores(ports, company, StoreFile(stores=[StorePlace(id="s")]))
        await import_audiences(ports, company, AudienceFile(audiences=[Audience(id=company, customers=["ann"])]))
        await replace_policy(ports, company, ApprovalPolicy(launch="launchers"))
        await write(ports, company, nothing, mark=Mark("k", bytes(32)))
        books = Books(ports)
        await make_search(ports, books, company, WorstBasketSearch(tries=1))
        await put_checkout(ports, books, company, "c", checkout(), Wish(900))
        await confirm_checkout(ports, books, company, "c", Confirmation())
    return ports


async def nothing(ports: Ports) -> Answer:
    return Answer(204, {}, b"")


def tables(connection: psycopg.Connection) -> list[str]:
    """Every table there is, as the database itself tells: a new one is tested without being named here."""
    rows = connection.execute(
        "select relname from pg_class where relkind in ('r', 'p', 'f', 'm', 'v') and relpersistence = 'p' "
        "and relnamespace = 'public'::regnamespace order by relname"
    )
    return [name for (name,) in rows if name not in OPEN]


def count(connection: psycopg.Connection, table: str, of: str) -> int:
    statement = sql.SQL("select count(*) from {} where company = %s").format(sql.Identifier(table))
    row = connection.execute(statement, [of]).fetchone()
    assert row is not None
    return row[0]


def touch(connection: psycopg.Connection, table: str, new: str, old: str) -> int:
    """Give rows of one company to another; return how many it were."""
    statement = sql.SQL("update {} set company = %s where company = %s").format(sql.Identifier(table))
    return connection.execute(statement, [new, old]).rowcount


def give_away(connection: psycopg.Connection, table: str) -> None:
    with connection.transaction():
        act_for(connection, OTHER)
        touch(connection, table, COMPANY, OTHER)


def delete(connection: psycopg.Connection, table: str, of: str) -> int:
    statement = sql.SQL("delete from {} where company = %s").format(sql.Identifier(table))
    return connection.execute(statement, [of]).rowcount


def act_for(connection: psycopg.Connection, company: str) -> None:
    connection.execute("select set_config('largesse.company', %s, true)", [company])


def test_every_table_forces_row_level_security_on_its_owner_too(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(OWNER)) as connection:
        forced = connection.execute("select relname from pg_class where relrowsecurity and relforcerowsecurity")
        assert {name for (name,) in forced} == set(tables(connection))
        assert {"campaign", "customer", "idempotency"} <= set(tables(connection))


def test_nothing_that_the_app_may_call_runs_with_the_rights_of_another(fresh: FreshDatabase):
    with psycopg.connect(fresh.url(OWNER)) as connection:
        risen = connection.execute(
            "select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"
        )
        assert risen.fetchall() == []


@pytest.mark.parametrize("role", [APP, OWNER])
async def test_a_company_sees_and_changes_its_own_rows_and_none_of_the_other(
    both: Ports, fresh: FreshDatabase, role: str
):
    with psycopg.connect(fresh.url(role), autocommit=True) as connection:
        for table in tables(connection):
            with connection.transaction():
                act_for(connection, OTHER)
                assert count(connection, table, OTHER) > 0, f"put a row into {table} for both companies"
                assert count(connection, table, COMPANY) == 0, table
                if table not in ONLY_ADDED_TO or role == OWNER:
                    assert touch(connection, table, OTHER, COMPANY) == 0, table
                    assert delete(connection, table, COMPANY) == 0, table
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                give_away(connection, table)


async def test_without_a_company_nothing_is_seen(both: Ports, fresh: FreshDatabase):
    with psycopg.connect(fresh.url()) as connection:
        for table in tables(connection):
            assert count(connection, table, COMPANY) == 0, table
            act_for(connection, COMPANY)
            assert count(connection, table, COMPANY) > 0, table
            connection.commit()
            assert count(connection, table, COMPANY) == 0, table  # the setting is '' now, and not null


async def test_a_row_for_another_company_is_refused(both: Ports, fresh: FreshDatabase):
    with psycopg.connect(fresh.url()) as connection:
        act_for(connection, OTHER)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("insert into store values (%s, 'x', 'x', '{}')", [COMPANY])


async def test_the_worker_sees_every_company_on_purpose(both: Ports, fresh: FreshDatabase):
    with psycopg.connect(fresh.url(WORKER)) as connection:
        assert count(connection, "campaign", COMPANY) == count(connection, "campaign", OTHER) == 1


async def test_a_key_is_found_by_its_digest_alone_and_shows_no_other_row(both: Ports, database: Database):
    made = await create_key(both, COMPANY)
    async with database.transaction(key_digest=digest_of(made.secret).hex()) as connection:
        for table, seen in (("api_key", 1), ("company", 0), ("campaign", 0)):
            cursor = await connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table)))
            assert await cursor.fetchone() == (seen,)
        changed = await connection.execute("update api_key set scopes = '{}'")
        assert changed.rowcount == 0


async def test_a_customers_facts_are_those_of_the_company_asked_for(both: Ports):
    for company in (COMPANY, OTHER):
        facts = await both.store.customer_facts(company, "ann")
        assert facts.profile == CustomerProfile(id="ann", tier=company)
        assert facts.audiences == {company}
