"""The life of a checkout before its order: evaluated and held, changed, cancelled, lapsed."""

from __future__ import annotations

from dataclasses import replace as with_fields
from datetime import datetime, timedelta

import msgspec

from largesse.app.book import Books
from largesse.app.checkout import prepare
from largesse.app.holds import let_go, settle
from largesse.app.ports import Ports
from largesse.app.ports.orders import CheckoutState, StoredCheckout
from largesse.core.errors import Conflict, Invalid, NotFound
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluate import Explain
from largesse.promotions.evaluation import Evaluation

HOLD_S = 15 * 60
"""How long what a checkout gets is kept for it, unless it asks for another time."""

_LAPSED_AT_ONCE = 200


class CheckoutClosed(Conflict):
    """The checkout has become an order or was cancelled: what is bought next has a checkout of its own."""

    code = "checkout_closed"


class CheckoutDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A checkout as it stands: what it costs, and until when that is kept for it."""

    id: str
    state: CheckoutState
    evaluation: Evaluation
    held_until: datetime | None = None
    """Until then nobody else is given the uses and the money that this evaluation counts on."""
    order: str | None = None
    """What it has become."""
    created_at: datetime
    updated_at: datetime


class Wish(msgspec.Struct, frozen=True):
    """How a checkout is to be evaluated and held. With `hold` 0 nothing is kept for it. Seconds."""

    hold: int = HOLD_S
    explain: Explain = "applied"
    hints: int = 0


_AS_USUAL = Wish()


async def put_checkout(
    ports: Ports, books: Books, company: str, id: str, checkout: Checkout, wish: Wish = _AS_USUAL
) -> CheckoutDetails:
    """Evaluate a checkout, new or changed, and hold what it gets; what it held before and needs no more goes back.

    Raises `Invalid`, `CheckoutClosed`, `Unavailable`, `NotFound` for an unknown company.
    """
    if checkout.id not in (None, id):
        raise Invalid.at("$.id", "wrong_id", f"expected {id!r}, the id in the path, or none")
    checkout = msgspec.structs.replace(checkout, id=id)
    await books.snapshot(company)  # before the transaction, which must not wait for another connection
    async with ports.store.together(company) as whole, whole.transaction(company) as work:
        inside = with_fields(ports, store=whole)
        prepared = await prepare(inside, books, company, checkout)
        now = ports.now()
        stored = await work.checkouts.hold(id, now)
        check_open(stored)
        if wish.hold:
            evaluation, holds = await settle(ports, work, prepared, id, stored.holds, wish.explain, wish.hints)
        else:
            await let_go(ports, work, stored)
            counts = await work.counters.counts(list(prepared.counters), None)
            evaluation, holds = prepared.evaluate(counts, wish.explain, wish.hints), {}
        stored = msgspec.structs.replace(
            stored,
            state="open",
            checkout=checkout,
            evaluation=evaluation,
            holds=holds,
            held_until=now + timedelta(seconds=wish.hold) if wish.hold else None,
            updated_at=now,
        )
        await work.checkouts.save(stored)
    return details_of(stored)


async def get_checkout(ports: Ports, company: str, id: str) -> CheckoutDetails:
    """Return a checkout as it was last evaluated. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        stored = await work.checkouts.get(id)
    return details_of(found(stored, id))


async def cancel_checkout(ports: Ports, company: str, id: str) -> CheckoutDetails:
    """Give back what a checkout holds, for good. One that is cancelled already stays so.

    Raises `NotFound`, `CheckoutClosed` for what has become an order.
    """
    async with ports.store.transaction(company) as work:
        stored = found(await work.checkouts.hold(id, ports.now()), id)
        if stored.state == "cancelled":
            return details_of(stored)
        check_open(stored)
        await let_go(ports, work, stored)
        stored = msgspec.structs.replace(
            stored, state="cancelled", holds={}, held_until=None, updated_at=ports.now()
        )  # fmt: skip
        await work.checkouts.save(stored)
    return details_of(stored)


async def lapse_checkouts(ports: Ports, company: str) -> list[str]:
    """Give back what checkouts hold whose time is over, and return their ids. They may be confirmed all the same."""
    lapsed: list[str] = []
    while True:
        async with ports.store.transaction(company) as work:
            due = await work.checkouts.hold_lapsed(ports.now(), _LAPSED_AT_ONCE)
            for stored in due:
                await work.checkouts.save(msgspec.structs.replace(stored, state="lapsed", holds={}, held_until=None))
            await let_go(ports, work, *due)
        lapsed += [stored.id for stored in due]
        if len(due) < _LAPSED_AT_ONCE:
            return lapsed


def check_open(stored: StoredCheckout) -> None:
    """Raise `CheckoutClosed` for what has become an order or was cancelled."""
    if stored.state == "confirmed":
        raise CheckoutClosed(f"checkout {stored.id!r} has become the order {stored.order!r}")
    if stored.state == "cancelled":
        raise CheckoutClosed(f"checkout {stored.id!r} was cancelled; give the next one an id of its own")


def found(stored: StoredCheckout | None, id: str) -> StoredCheckout:
    """Return the checkout; raise `NotFound` when there is none."""
    if stored is None or stored.evaluation is None:
        raise NotFound(f"there is no checkout {id!r}")
    return stored


def details_of(stored: StoredCheckout) -> CheckoutDetails:
    """Return a checkout as it is shown."""
    assert stored.evaluation is not None
    return CheckoutDetails(
        id=stored.id,
        state=stored.state,
        evaluation=stored.evaluation,
        held_until=stored.held_until,
        order=stored.order,
        created_at=stored.created_at,
        updated_at=stored.updated_at,
    )
