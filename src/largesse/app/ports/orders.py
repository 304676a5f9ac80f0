"""Checkouts, orders and what they take of limits and budgets, as the store keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

import msgspec

from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.limits import Counter

CheckoutState = Literal["open", "lapsed", "cancelled", "confirmed"]
"""An open one may hold uses and money of campaigns; what a lapsed one held was given back, and it may go on."""

Kind = Literal["reserve", "release", "redeem", "reverse"]
"""Held for a checkout; given back by it; used by its order; given back by the order."""


class StoredCheckout(msgspec.Struct, frozen=True, kw_only=True):
    """A checkout between its first evaluation and its order."""

    id: str
    state: CheckoutState = "open"
    checkout: Checkout | None = None
    """As it was sent; None for one that is being made."""
    evaluation: Evaluation | None = None
    """As it was answered."""
    holds: dict[str, int] = {}
    """By counter."""
    held_until: datetime | None = None
    order: str | None = None
    created_at: datetime
    updated_at: datetime


class Order(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was bought, and what each campaign gave for it. It never changes, whatever becomes of the campaigns."""

    id: str
    checkout: str
    currency: str
    total: str
    """What the customer pays: with tax, after cash rounding."""
    placed_at: datetime
    customer: str | None = None
    store: str | None = None
    channel: str | None = None
    evaluation: Evaluation
    """With the version of each campaign that applied, and its part of each line, delivery and fee."""


class OrderSummary(msgspec.Struct, frozen=True, omit_defaults=True):
    """An order as lists show it."""

    id: str
    checkout: str
    currency: str
    total: str
    placed_at: datetime
    customer: str | None = None
    store: str | None = None
    channel: str | None = None


class OrderFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which orders a list shows, by time or, with `-`, the newest first; `after` is where the page before ended."""

    limit: int
    sort: str = "-placed_at"
    after: tuple[Any, ...] | None = None
    search: str | None = None
    customer: str | None = None
    store: str | None = None
    campaign: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Change(msgspec.Struct, frozen=True):
    """So much more of a counter is taken for a checkout or, below zero, given back by it."""

    checkout: str
    counter: str
    amount: int
    terms: Counter | None = None
    """What the live campaign says of it; None to leave that as it is."""


class Balance(msgspec.Struct, frozen=True):
    """Where a counter stands. Money in minor units."""

    counter: str
    campaign: str
    capacity: int
    taken: int
    held: int
    """Of what is taken: by checkouts that have not become orders."""


class LedgerEntry(msgspec.Struct, frozen=True):
    """One line of the ledger of uses and budgets, which is only added to."""

    number: int
    at: datetime
    counter: str
    kind: Kind
    amount: str
    checkout: str


class LedgerFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are wanted, by number or, with `-`, the newest first; `after` is where the page before ended."""

    limit: int
    sort: str = "number"
    after: tuple[Any, ...] | None = None
    search: str | None = None
    counter: str | None = None
    checkout: str | None = None


class Difference(msgspec.Struct, frozen=True):
    """A place where two accounts of the same do not agree."""

    what: str
    """What was compared: what is taken, held, used, or the capacity."""
    counter: str
    by_ledger: int
    """By the ledger; of the capacity, by the counter itself."""
    by_balance: int
    """By its shards; of what is held and used, by checkouts and orders."""

    def __str__(self) -> str:
        return f"{self.what} of {self.counter}: {self.by_ledger} by the ledger, {self.by_balance} by the balance"


class Counters(Protocol):
    """What campaigns may give, inside one transaction. Whoever moves counters moves them last, and all at once."""

    async def counts(self, counters: Sequence[str], checkout: str | None) -> dict[str, int]:
        """What is taken of these, without what the checkout holds itself."""
        ...

    async def move(
        self, changes: Sequence[Change], at: datetime, given_back: Literal["release", "reverse"] = "release"
    ) -> str | None:
        """Take and give back all of this, or nothing: then the counter that has too little left is returned."""
        ...

    async def redeem(self, takes: Mapping[str, int], at: datetime, checkout: str) -> None:
        """Write down that what a checkout holds is used now."""
        ...

    async def balances(self, campaign: str) -> list[Balance]:
        """Where the counters of a campaign stand."""
        ...

    async def entries(self, wanted: LedgerFilter) -> list[LedgerEntry]:
        """A page of the ledger."""
        ...

    async def first_difference(self) -> Difference | None:
        """Compare the ledger with the balances, and both with what checkouts hold and orders have used."""
        ...


class Checkouts(Protocol):
    """Checkouts, inside one transaction."""

    async def get(self, id: str) -> StoredCheckout | None:
        """One checkout."""
        ...

    async def hold(self, id: str, at: datetime) -> StoredCheckout:
        """One checkout, made if it is new, and locked: whoever else wants it waits."""
        ...

    async def hold_lapsed(self, at: datetime, limit: int) -> list[StoredCheckout]:
        """Open ones whose time is over, but for those that somebody is working on."""
        ...

    async def save(self, stored: StoredCheckout) -> None:
        """Replace one that is locked."""
        ...


class Orders(Protocol):
    """Orders, inside one transaction."""

    async def get(self, id: str) -> Order | None:
        """One order."""
        ...

    async def add(self, order: Order, checkout: Checkout, takes: Mapping[str, int]) -> bool:
        """Add one; False when its id is taken."""
        ...

    async def page(self, wanted: OrderFilter) -> list[OrderSummary]:
        """A page of the orders."""
        ...
