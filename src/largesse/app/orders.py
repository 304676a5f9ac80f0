"""A checkout becomes an order: what it holds is used, and what each campaign gave is written down for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as with_fields
from datetime import datetime
from typing import Literal

import msgspec

from largesse.app.book import Books
from largesse.app.checkout import prepare
from largesse.app.checkouts import check_open, found
from largesse.app.holds import settle
from largesse.app.page import Cursor, Limit, Page, Search, Sorting, page_of, read_cursor
from largesse.app.ports import Ports, Work
from largesse.app.ports.orders import Order, OrderFilter, OrderSummary, StoredCheckout
from largesse.core.errors import Conflict, NotFound, Problem
from largesse.core.ids import Id, make_id
from largesse.core.wire import Instant, Token
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluation import Evaluation

_ID_BITS = 80


class PriceMoved(Conflict):
    """The checkout does not cost what the customer was shown; `problems` says what was shown and what it is now."""

    code = "price_moved"


class OrderTaken(Conflict):
    """There is another order of this id."""

    code = "order_id_taken"


class Confirmation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a checkout is confirmed."""

    order: Id | None = None
    """What the order is called; an id is made when left out."""
    accept_new_price: bool = False
    """Take the order also if it costs something else by now, or gives something else, than was answered before."""


class OrderQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which orders to list, the newest first unless the other order is asked for."""

    search: Search | None = None
    """Part of the id of the order, the checkout or the customer, in any case."""
    customer: Token | None = None
    store: Token | None = None
    campaign: Token | None = None
    """Orders that this campaign gave something for."""
    from_: Instant | None = msgspec.field(name="from", default=None)
    """The first instant."""
    until: Instant | None = None
    """The first instant that is too late."""
    sort: Literal["-placed_at", "placed_at"] = "-placed_at"
    cursor: Cursor | None = None
    limit: Limit = 50


_BY_TIME = Sorting(("placed_at", "id"), tuple[datetime, str])


async def confirm_checkout(ports: Ports, books: Books, company: str, id: str, wanted: Confirmation) -> Order:
    """Make the order of a checkout: once, however often it is asked for.

    The checkout is evaluated once more. If that says something else than the customer was shown, nothing is done unless
    the new price is accepted. Raises `NotFound`, `PriceMoved`, `OrderTaken`, `CheckoutClosed` for a cancelled one.
    """
    await books.snapshot(company)  # before the transaction, which must not wait for another connection
    async with ports.store.together(company) as whole, whole.transaction(company) as work:
        inside = with_fields(ports, store=whole)
        stored = found(await work.checkouts.hold(id, ports.now()), id)
        if stored.order is not None and wanted.order in (None, stored.order):
            return await _placed(work, stored.order)
        check_open(stored)
        return await _place(inside, books, company, work, stored, wanted)


async def get_order(ports: Ports, company: str, id: str) -> Order:
    """Return an order as it was placed. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        return await _placed(work, id)


async def list_orders(ports: Ports, company: str, query: OrderQuery) -> Page[OrderSummary]:
    """Return a page of orders."""
    wanted = OrderFilter(
        limit=query.limit + 1,
        sort=query.sort,
        after=read_cursor(query.cursor, query.sort, _BY_TIME),
        search=query.search,
        customer=query.customer,
        store=query.store,
        campaign=query.campaign,
        since=query.from_,
        until=query.until,
    )
    async with ports.store.transaction(company) as work:
        rows = await work.orders.page(wanted)
    return page_of(rows, query.limit, query.sort, _BY_TIME)


async def _placed(work: Work, id: str) -> Order:
    order = await work.orders.get(id)
    if order is None:
        raise NotFound(f"there is no order {id!r}")
    return order


async def _place(
    ports: Ports, books: Books, company: str, work: Work, stored: StoredCheckout, wanted: Confirmation
) -> Order:
    checkout, shown = stored.checkout, stored.evaluation
    assert checkout is not None
    assert shown is not None
    prepared = await prepare(ports, books, company, checkout)
    evaluation, takes = await settle(ports, work, prepared, stored.id, stored.holds, "applied", 0)
    problems = list(_differences(shown, evaluation))
    if problems and not wanted.accept_new_price:
        raise PriceMoved(f"{problems[0].path}: {problems[0].message}", tuple(problems))
    now = ports.now()
    order = _order_of(checkout, evaluation, wanted.order or make_id("order", ports.random_bits(_ID_BITS)), now)
    if not await work.orders.add(order, prepared.checkout, takes):
        raise OrderTaken(f"there is an order {order.id!r} already, of another checkout")
    await work.counters.redeem(takes, now, stored.id)
    await work.checkouts.save(
        msgspec.structs.replace(
            stored, state="confirmed", evaluation=evaluation, holds={}, held_until=None, order=order.id, updated_at=now
        )
    )
    return order


def _order_of(checkout: Checkout, evaluation: Evaluation, id: str, at: datetime) -> Order:
    assert checkout.id is not None
    totals = evaluation.totals
    return Order(
        id=id,
        checkout=checkout.id,
        currency=checkout.currency,
        total=totals.to_pay or totals.total_with_tax,
        placed_at=at,
        customer=checkout.customer.id if checkout.customer else None,
        store=checkout.store,
        channel=checkout.channel,
        evaluation=evaluation,
    )


def _differences(shown: Evaluation, now: Evaluation) -> Iterator[Problem]:
    """Yield where the customer would get something else than was shown: what is paid, line by line, what is given."""
    totals = [(name, getattr(shown.totals, name), getattr(now.totals, name)) for name in shown.totals.__struct_fields__]
    yield from (_moved(f"totals.{name}", before, after) for name, before, after in totals if before != after)
    lines = {line.id: line.total for line in now.lines}
    before = {line.id: line.total for line in shown.lines}
    for id in {**before, **lines}:
        if before.get(id) != lines.get(id):
            yield _moved(f"lines[{id!r}].total", before.get(id), lines.get(id))
    if shown.effects != now.effects:
        yield _moved("effects", [each.type for each in shown.effects], [each.type for each in now.effects])


def _moved(path: str, before: object, after: object) -> Problem:
    return Problem(f"$.evaluation.{path}", "price_moved", f"{_said(before)} was shown, {_said(after)} it is now")


def _said(value: object) -> str:
    return "nothing" if value in (None, []) else str(value)
