"""The store as the use cases see it: transactions with one desk for each noun."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from largesse.app.ports.companies import Grant
from largesse.app.ports.customers import CustomerFacts
from largesse.store.approval import ApprovalRows
from largesse.store.audiences import AudienceRows
from largesse.store.audit import AuditRows
from largesse.store.campaigns import CampaignRows
from largesse.store.catalogue import CatalogueRows
from largesse.store.changes import ChangeRows
from largesse.store.checkouts import CheckoutRows
from largesse.store.companies import CompanyRows
from largesse.store.counters import CounterRows, counts_of
from largesse.store.customers import CustomerRows, facts_of
from largesse.store.database import Connection, Database
from largesse.store.keys import KeyRows, find_grant
from largesse.store.orders import OrderRows
from largesse.store.replays import ReplayRows
from largesse.store.searches import SearchRows
from largesse.store.settings import SettingsRows
from largesse.store.stores import StoreRows


class Transaction:
    """One transaction for one company, with a desk for each noun; see the port `Work`."""

    def __init__(self, connection: Connection, company: str) -> None:
        at = (connection, company)
        self.companies = CompanyRows(*at)
        self.keys = KeyRows(*at)
        self.settings = SettingsRows(*at)
        self.approval = ApprovalRows(*at)
        self.audit = AuditRows(*at)
        self.campaigns = CampaignRows(*at)
        self.catalogue = CatalogueRows(*at)
        self.customers = CustomerRows(*at)
        self.audiences = AudienceRows(*at)
        self.stores = StoreRows(*at)
        self.checkouts = CheckoutRows(*at)
        self.counters = CounterRows(*at)
        self.orders = OrderRows(*at)
        self.replays = ReplayRows(*at)
        self.searches = SearchRows(*at)
        self.changes = ChangeRows(*at)


class PostgresStore:
    """Everything, kept in PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def transaction(self, company: str) -> AsyncIterator[Transaction]:
        """Open a transaction; see the port."""
        async with self._database.transaction(company=company) as connection:
            yield Transaction(connection, company)

    @asynccontextmanager
    async def view(self, company: str) -> AsyncIterator[Transaction]:
        """Open a transaction that reads one moment; see the port."""
        async with self._database.transaction(company=company, frozen=True) as connection:
            yield Transaction(connection, company)

    @asynccontextmanager
    async def together(self, company: str, *, exact: bool = False) -> "AsyncIterator[OneTransaction]":
        """Open one transaction for many; see the port."""
        async with self._database.transaction(company=company, exact=exact) as connection:
            yield OneTransaction(self, connection, company)

    async def customer_facts(self, company: str, customer: str) -> CustomerFacts:
        """Look a customer up; see the port."""
        return facts_of(await self._database.ask("customer_facts", company, customer))

    async def counts(self, company: str, counters: Sequence[str], checkout: str | None) -> dict[str, int]:
        """Look up what is taken; see the port."""
        return counts_of(await self._database.ask("counter_counts", company, list(counters), checkout))

    async def find_grant(self, digest: bytes) -> Grant | None:
        """Look an API key up; see the port."""
        async with self._database.transaction(key_digest=digest.hex()) as connection:
            return await find_grant(connection, digest)


class OneTransaction:
    """A store whose transactions are parts of a single one."""

    def __init__(self, whole: PostgresStore, connection: Connection, company: str) -> None:
        self._whole = whole
        self._connection = connection
        self._company = company

    @asynccontextmanager
    async def transaction(self, company: str) -> AsyncIterator[Transaction]:
        """Open a part, which is undone by itself when it fails."""
        assert company == self._company
        async with self._connection.transaction():
            yield Transaction(self._connection, company)

    def view(self, company: str) -> AbstractAsyncContextManager[Transaction]:
        """Open a part: it sees what was changed before it."""
        return self.transaction(company)

    @asynccontextmanager
    async def together(self, company: str, *, exact: bool = False) -> "AsyncIterator[OneTransaction]":
        """Give itself: all is one transaction already."""
        assert company == self._company
        yield self

    async def customer_facts(self, company: str, customer: str) -> CustomerFacts:
        """Look a customer up, on the same connection: one who waits for a second one might wait for ever."""
        assert company == self._company
        cursor = await self._connection.execute("select * from customer_facts(%s, %s)", [company, customer])
        return facts_of(await cursor.fetchone())

    async def counts(self, company: str, counters: Sequence[str], checkout: str | None) -> dict[str, int]:
        """Look up what is taken, on the same connection."""
        assert company == self._company
        return await CounterRows(self._connection, company).counts(counters, checkout)

    async def find_grant(self, digest: bytes) -> Grant | None:
        """Look an API key up, outside of the transaction; see the port."""
        return await self._whole.find_grant(digest)
