from datetime import timedelta

import pytest

from largesse.app.book import Books
from largesse.app.checkout import evaluate_checkout
from largesse.app.checkouts import (
    CheckoutClosed,
    cancel_checkout,
    get_checkout,
    lapse_checkouts,
    put_checkout,
)
from largesse.app.orders import (
    OrderQuery,
    OrderTaken,
    PriceMoved,
    get_order,
    list_orders,
)
from largesse.app.ports import Ports
from largesse.app.usage import LedgerQuery, list_ledger
from largesse.core.errors import Invalid, NotFound
from tests.app.selling import ONE, confirm, go_live, put, put_details, usage
from tests.app.writing import checkout
from tests.database import COMPANY, Clock


@pytest.fixture
def books(ports: Ports) -> Books:
    return Books(ports, patience=0)


async def test_what_one_checkout_holds_another_does_not_get(ports: Ports, books: Books):
    await go_live(ports, limits=ONE)
    assert [await put(ports, books, id) for id in ("a", "b")] == ["9.00", "10.00"]
    assert await usage(ports) == {"summer|uses": ("0", "1", "0")}
    assert (await evaluate_checkout(ports, books, COMPANY, checkout())).totals.total == "10.00"


async def test_a_checkout_never_counts_against_itself(ports: Ports, books: Books):
    await go_live(ports, limits=ONE)
    assert await put(ports, books, "a") == "9.00"
    assert await put(ports, books, "a", {"article": "a", "price": "20.00"}) == "18.00"
    assert (await evaluate_checkout(ports, books, COMPANY, checkout(id="a"))).totals.total == "9.00"
    assert (await confirm(ports, books, "a")).total == "18.00"


async def test_a_change_that_needs_less_gives_back_the_rest(ports: Ports, books: Books):
    await go_live(ports, budget={"amount": "3.00"})
    await put(ports, books, "a", {"article": "a", "price": "30.00"})
    assert await usage(ports) == {"summer|budget": ("0.00", "3.00", "0.00")}
    await put(ports, books, "a")
    assert await usage(ports) == {"summer|budget": ("0.00", "1.00", "2.00")}


async def test_what_was_held_is_used_once_it_is_confirmed(ports: Ports, books: Books):
    await go_live(ports, limits=[{"uses": 5}], budget={"amount": "100.00"})
    await put(ports, books, "a")
    order = await confirm(ports, books, "a", order="o-1")
    assert await usage(ports) == {"summer|budget": ("1.00", "0.00", "99.00"), "summer|uses": ("1", "0", "4")}
    assert order == await get_order(ports, COMPANY, "o-1")
    ledger = await list_ledger(ports, COMPANY, LedgerQuery(counter="summer|uses"))
    assert [(each.kind, each.amount, each.checkout) for each in ledger.items] == [
        ("reserve", "1", "a"), ("redeem", "1", "a"),
    ]  # fmt: skip


async def test_confirming_again_gives_the_same_order(ports: Ports, books: Books):
    await go_live(ports, limits=[{"uses": 5}])
    await put(ports, books, "a")
    first = await confirm(ports, books, "a")
    assert await confirm(ports, books, "a") == await confirm(ports, books, "a", order=first.id) == first
    with pytest.raises(CheckoutClosed):
        await confirm(ports, books, "a", order="another")
    assert await usage(ports) == {"summer|uses": ("1", "0", "4")}


async def test_cancelling_gives_back_and_is_for_good(ports: Ports, books: Books):
    await go_live(ports, limits=ONE)
    await put(ports, books, "a")
    assert (await cancel_checkout(ports, COMPANY, "a")).state == "cancelled"
    assert (await cancel_checkout(ports, COMPANY, "a")).state == "cancelled"
    assert await put(ports, books, "b") == "9.00"
    for closed in (put(ports, books, "a"), confirm(ports, books, "a")):
        with pytest.raises(CheckoutClosed):
            await closed
    await confirm(ports, books, "b")
    with pytest.raises(CheckoutClosed):
        await cancel_checkout(ports, COMPANY, "b")


async def test_a_hold_lapses_and_the_checkout_may_take_it_again(ports: Ports, books: Books, clock: Clock):
    await go_live(ports, limits=ONE)
    held = await put_details(ports, books, "a", hold=60)
    assert held.held_until == clock.now() + timedelta(seconds=60)
    clock.advance(59)
    assert await lapse_checkouts(ports, COMPANY) == []
    clock.advance(1)
    assert await lapse_checkouts(ports, COMPANY) == ["a"]
    assert await usage(ports) == {"summer|uses": ("0", "0", "1")}
    assert (await get_checkout(ports, COMPANY, "a")).state == "lapsed"
    assert (await confirm(ports, books, "a")).total == "9.00"
    assert await usage(ports) == {"summer|uses": ("1", "0", "0")}


async def test_many_lapse_at_once(ports: Ports, books: Books, clock: Clock):
    await go_live(ports, limits=[{"uses": 300}, {"uses": 1, "per": "customer"}])
    for i in range(5):
        await put(ports, books, f"c{i}", hold=10 - i, customer={"id": f"{9 - i}"})
    clock.advance(10)
    assert len(await lapse_checkouts(ports, COMPANY)) == 5
    assert {held for _, held, _ in (await usage(ports)).values()} == {"0"}


async def test_the_price_that_was_shown_is_what_counts_unless_a_new_one_is_accepted(
    ports: Ports, books: Books, clock: Clock
):
    await go_live(ports, limits=ONE)
    await put(ports, books, "a", hold=60)
    clock.advance(60)
    await lapse_checkouts(ports, COMPANY)
    await put(ports, books, "b")
    with pytest.raises(PriceMoved) as refusal:
        await confirm(ports, books, "a")
    moved = {each.path: each.message for each in refusal.value.problems}
    assert moved["$.evaluation.totals.total"] == "9.00 was shown, 10.00 it is now"
    assert moved["$.evaluation.lines['1'].total"] == "9.00 was shown, 10.00 it is now"
    assert (await get_checkout(ports, COMPANY, "a")).evaluation.totals.total == "9.00"
    assert (await confirm(ports, books, "a", accept_new_price=True)).total == "10.00"


async def test_without_a_hold_nothing_is_kept_and_the_confirmation_decides(ports: Ports, books: Books):
    await go_live(ports, limits=ONE)
    assert [await put(ports, books, id, hold=0) for id in ("a", "b")] == ["9.00", "9.00"]
    await confirm(ports, books, "b")
    with pytest.raises(PriceMoved):
        await confirm(ports, books, "a")


async def test_who_no_longer_wants_a_hold_gives_it_back(ports: Ports, books: Books):
    await go_live(ports, limits=ONE)
    assert [await put(ports, books, "a", hold=hold) for hold in (60, 0)] == ["9.00", "9.00"]
    assert await usage(ports) == {"summer|uses": ("0", "0", "1")}


async def test_an_order_keeps_what_the_campaign_was_when_it_was_placed(ports: Ports, books: Books):
    await go_live(ports)
    await put(ports, books, "a")
    order = await confirm(ports, books, "a")
    await go_live(ports, percent="50")
    assert await get_order(ports, COMPANY, order.id) == order
    assert [(each.campaign, each.version, each.amount) for each in order.evaluation.applied] == [("summer", 1, "1.00")]
    assert [each.amount for each in order.evaluation.lines[0].adjustments] == ["-1.00"]


async def test_orders_are_listed_by_campaign_customer_and_store(ports: Ports, books: Books):
    await go_live(ports)
    for i in range(3):
        await put(ports, books, f"c{i}", customer={"id": f"k{i}"}, store="s")
        await confirm(ports, books, f"c{i}", order=f"o{i}")
    first = await list_orders(ports, COMPANY, OrderQuery(limit=2, campaign="summer", store="s"))
    rest = await list_orders(ports, COMPANY, OrderQuery(limit=2, campaign="summer", cursor=first.next))
    assert [[each.id for each in page.items] for page in (first, rest)] == [["o2", "o1"], ["o0"]]
    assert [each.id for each in (await list_orders(ports, COMPANY, OrderQuery(customer="k1"))).items] == ["o1"]
    assert (await list_orders(ports, COMPANY, OrderQuery(campaign="another"))).items == []


async def test_an_order_id_is_given_once(ports: Ports, books: Books):
    await go_live(ports, limits=[{"uses": 5}])
    for id in "ab":
        await put(ports, books, id)
    await confirm(ports, books, "a", order="o")
    with pytest.raises(OrderTaken):
        await confirm(ports, books, "b", order="o")
    assert await usage(ports) == {"summer|uses": ("1", "1", "3")}


async def test_what_is_not_there_and_what_makes_no_sense_is_refused(ports: Ports, books: Books):
    for unknown in (
        get_checkout(ports, COMPANY, "x"),
        cancel_checkout(ports, COMPANY, "x"),
        confirm(ports, books, "x"),
    ):
        with pytest.raises(NotFound):
            await unknown
    with pytest.raises(Invalid):
        await put_checkout(ports, books, COMPANY, "a", checkout(id="b"))
    with pytest.raises(NotFound):
        await get_checkout(ports, COMPANY, "a")
