from typing import Any

import pytest

from largesse.app.book import Books
from largesse.app.ports import Ports
from largesse.app.usage import CounterUsage, campaign_usage, check_ledger
from largesse.core.errors import NotFound
from tests.app.selling import confirm, go_live, put, usage
from tests.database import COMPANY


@pytest.fixture
def books(ports: Ports) -> Books:
    return Books(ports, patience=0)


async def test_a_promotion_that_takes_nothing_off_uses_nothing_up(ports: Ports, books: Books):
    await go_live(ports, limits=[{"uses": 5}])
    assert await put(ports, books, "a", {"article": "a", "price": "10.00", "discountable": False}) == "10.00"
    await confirm(ports, books, "a")
    assert await usage(ports) == {}


async def test_a_limit_that_is_raised_or_lowered_counts_what_was_used(ports: Ports, books: Books):
    await go_live(ports, limits=[{"uses": 2}])
    assert [await put(ports, books, id) for id in "abc"] == ["9.00", "9.00", "10.00"]
    await go_live(ports, limits=[{"uses": 3}])
    assert [await put(ports, books, id) for id in "cd"] == ["9.00", "10.00"]
    await go_live(ports, limits=[{"uses": 1}])
    assert await put(ports, books, "e") == "10.00"
    for id in "abc":
        await confirm(ports, books, id, accept_new_price=True)
    assert await usage(ports) == {"summer|uses": ("1", "0", "0")}
    await go_live(ports, limits=[{"uses": 100}])
    assert await put(ports, books, "e") == "9.00"


async def test_each_customer_and_each_store_is_counted_alone(ports: Ports, books: Books):
    await go_live(ports, limits=[{"uses": 1, "per": "customer"}, {"uses": 2, "per": "store"}])
    said = [("x", "s1"), ("x", "s2"), ("y", "s1"), ("z", "s1"), ("z", "s2")]
    costs = [
        await put(ports, books, f"c{i}", customer={"id": customer}, store=store)
        for i, (customer, store) in enumerate(said)
    ]
    assert costs == ["9.00", "10.00", "9.00", "10.00", "9.00"]


async def test_a_guest_passes_a_limit_per_customer(ports: Ports, books: Books):
    await go_live(ports, limits=[{"uses": 1, "per": "customer"}])
    assert [await put(ports, books, id) for id in "ab"] == ["9.00", "9.00"]


@pytest.mark.parametrize(
    ("every", "same", "next_"),
    [
        ("day", "2026-06-15T16:59:59Z", "2026-06-15T17:00:00Z"),
        ("week", "2026-06-21T16:59:59Z", "2026-06-21T17:00:00Z"),
        ("month", "2026-06-30T16:59:59Z", "2026-06-30T17:00:00Z"),
    ],
)
async def test_a_day_a_week_and_a_month_begin_by_the_campaigns_clocks(
    ports: Ports, books: Books, every: str, same: str, next_: str
):
    await go_live(ports, time_zone="Asia/Bangkok", limits=[{"uses": 1, "every": every}])
    times = ["2026-06-15T12:00:00Z", same, next_]
    assert [await put(ports, books, f"c{at}", at=at) for at in times] == ["9.00", "10.00", "9.00"]


async def test_a_limit_of_one_promotion_leaves_the_others(ports: Ports, books: Books):
    off = [{"type": "percent_off_products", "percent": "10"}]
    promotions = [{"id": "p", "benefits": off}, {"id": "q", "benefits": off}]
    await go_live(ports, promotions=promotions, limits=[{"uses": 1, "promotion": "p"}])
    assert [await put(ports, books, id) for id in "ab"] == ["8.10", "9.00"]


async def test_a_code_is_used_as_often_as_it_may_be(ports: Ports, books: Books):
    condition = {"type": "has_code", "codes": ["ONE", "TWO"], "uses_per_code": 1}
    promotion = {"id": "p", "conditions": [condition], "benefits": [{"type": "percent_off_products", "percent": "10"}]}
    await go_live(ports, promotions=[promotion])
    codes = [["one"], ["ONE"], ["ONE", "two"], ["TWO"]]
    costs = [await put(ports, books, f"c{i}", codes=each) for i, each in enumerate(codes)]
    assert costs == ["9.00", "10.00", "9.00", "10.00"]
    assert await usage(ports) == {"summer|uses|code=one": ("0", "1", "0"), "summer|uses|code=two": ("0", "1", "0")}


async def test_of_two_codes_for_one_promotion_one_is_used(ports: Ports, books: Books):
    condition = {"type": "has_code", "codes": ["ONE", "TWO"], "uses_per_code": 1}
    promotion = {"id": "p", "conditions": [condition], "benefits": [{"type": "percent_off_products", "percent": "10"}]}
    await go_live(ports, promotions=[promotion])
    assert await put(ports, books, "a", codes=["two", "one"]) == "9.00"
    assert list(await usage(ports)) == ["summer|uses|code=two"]


@pytest.mark.parametrize(
    ("overrun", "costs", "left"),
    [("skip", ["90.00", "100.00", "45.00"], "0.00"), ("cap", ["90.00", "95.00", "50.00"], "0.00"),
     ("finish", ["90.00", "90.00", "50.00"], "-5.00")],
)  # fmt: skip
async def test_what_does_not_fit_a_budget_is_skipped_capped_or_finished(
    ports: Ports, books: Books, overrun: str, costs: list[str], left: str
):
    await go_live(ports, budget={"amount": "15.00", "overrun": overrun, "funder": "supplier"})
    prices = ["100.00", "100.00", "50.00"]
    found = [await put(ports, books, f"c{i}", {"article": "a", "price": each}) for i, each in enumerate(prices)]
    assert found == costs
    assert (await usage(ports))["summer|budget"][2] == left


async def test_what_is_given_back_after_the_last_order_was_finished_is_not_given_out_again(ports: Ports, books: Books):
    await go_live(ports, budget={"amount": "15.00", "overrun": "finish"})
    await put(ports, books, "a", {"article": "a", "price": "100.00"})
    await put(ports, books, "b", {"article": "a", "price": "100.00"})
    await put(ports, books, "c", {"article": "a", "price": "10.00"})
    await put(ports, books, "a", {"article": "a", "price": "60.00"})
    assert await usage(ports) == {"summer|budget": ("0.00", "16.00", "-1.00")}
    assert await put(ports, books, "d") == "10.00"


async def test_the_audit_finds_a_balance_that_the_ledger_does_not_explain(ports: Ports, books: Books, database: Any):
    await go_live(ports, limits=[{"uses": 5}])
    await put(ports, books, "a")
    async with database.transaction(company=COMPANY) as connection:
        await connection.execute("update counter_shard set taken = taken + 1, spare = spare - 1 where n = 4")
    found = await check_ledger(ports, COMPANY)
    assert found is not None
    assert (found.what, found.counter, found.by_ledger, found.by_balance) == ("taken", "summer|uses", 1, 2)


async def test_usage_is_told_in_full(ports: Ports, books: Books):
    await go_live(ports, budget={"amount": "2.50"})
    await put(ports, books, "a")
    found = await campaign_usage(ports, COMPANY, "summer")
    assert found.counters == [CounterUsage("summer|budget", "2.50", "0.00", "1.00", "1.50")]
    with pytest.raises(NotFound):
        await campaign_usage(ports, COMPANY, "winter")
