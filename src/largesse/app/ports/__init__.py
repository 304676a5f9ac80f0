"""What the use cases need from outside: a store that gives transactions, a clock, randomness. Shells provide them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import msgspec

from largesse.app.ports.audit import UNNAMED, Audit, Origin
from largesse.app.ports.campaigns import ApprovalDesk, Campaigns
from largesse.app.ports.catalogue import Catalogue
from largesse.app.ports.companies import Companies, Grant, Keys, SettingsDesk
from largesse.app.ports.customers import Audiences, CustomerFacts, Customers
from largesse.app.ports.orders import Checkouts, Counters, Orders
from largesse.app.ports.replays import Replays
from largesse.app.ports.searches import Searches
from largesse.app.ports.stores import Stores
from largesse.app.ports.watch import UNWATCHED, Watch


class Versions(msgspec.Struct, frozen=True):
    """How often what evaluation reads has changed: the campaigns and settings, and the catalogue."""

    book: int = 0
    catalogue: int = 0


class Changes(Protocol):
    """The change counters of one company. Raise one as the last thing in a transaction: it makes others wait."""

    async def versions(self) -> Versions:
        """What they are now."""
        ...

    async def raise_book(self) -> int:
        """Count a change of campaigns or settings, and tell every process when the transaction commits."""
        ...

    async def raise_catalogue(self) -> int:
        """Count a change of the catalogue or the stores, and tell every process when the transaction commits."""
        ...


class Work(Protocol):
    """One transaction for one company: committed when its block ends, rolled back when the block raises."""

    @property
    def companies(self) -> Companies: ...
    @property
    def keys(self) -> Keys: ...
    @property
    def settings(self) -> SettingsDesk: ...
    @property
    def approval(self) -> ApprovalDesk: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def campaigns(self) -> Campaigns: ...
    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def audiences(self) -> Audiences: ...
    @property
    def stores(self) -> Stores: ...
    @property
    def checkouts(self) -> Checkouts: ...
    @property
    def counters(self) -> Counters: ...
    @property
    def orders(self) -> Orders: ...
    @property
    def replays(self) -> Replays: ...
    @property
    def searches(self) -> Searches: ...
    @property
    def changes(self) -> Changes: ...


class Store(Protocol):
    """Where everything is kept."""

    def transaction(self, company: str) -> AbstractAsyncContextManager[Work]:
        """Open a transaction that sees and changes the rows of this company alone. Raises `Unavailable`."""
        ...

    def view(self, company: str) -> AbstractAsyncContextManager[Work]:
        """Open a transaction in which everything is read as it was at one moment, and nothing can be changed."""
        ...

    def together(self, company: str, *, exact: bool = False) -> AbstractAsyncContextManager[Store]:
        """Open one transaction and give a store whose transactions for this company are parts of it.

        A part that raises is undone by itself; all is committed when the block ends. With `exact`, the block fails
        with `Interrupted`, and nothing is stored, if others changed what it read and changes itself.
        """
        ...

    async def customer_facts(self, company: str, customer: str) -> CustomerFacts:
        """A customer's profile and audiences, outside any transaction: the one trip of most checkouts."""
        ...

    async def counts(self, company: str, counters: Sequence[str], checkout: str | None) -> dict[str, int]:
        """What is taken of these counters, without what the checkout holds itself, outside any transaction."""
        ...

    async def find_grant(self, digest: bytes) -> Grant | None:
        """What the key of this digest stands for, unless unknown or revoked: the one look-up without a company."""
        ...


@dataclass(frozen=True)
class Ports:
    """Everything that the use cases reach the outside by."""

    store: Store
    now: Callable[[], datetime]
    """The instant, in UTC."""
    ticks: Callable[[], float]
    """Seconds of a clock that never jumps."""
    random_bits: Callable[[int], int]
    """So many random bits, good enough for secrets."""
    origin: Origin = UNNAMED
    """On whose behalf, as the audit will say."""
    busy: Callable[[], float] | None = None
    """Seconds that this thread has computed, whatever else the machine did; None where only `ticks` are known."""
    watch: Watch = UNWATCHED
    """Who looks on."""

    def on_behalf_of(self, origin: Origin) -> Ports:
        """Return the same ports for somebody else."""
        return replace(self, origin=origin)
