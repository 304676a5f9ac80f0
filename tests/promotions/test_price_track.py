"""Prices over time of one unit: they agree with the cart, and with directive 98/6/EC, article 6a."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from largesse.app.prices import ArticlePrice, PriceQuery, checkout_of, prices_of
from largesse.promotions.book import Book
from largesse.promotions.evaluate import evaluate
from largesse.promotions.facts import NOTHING_KNOWN, Facts
from largesse.promotions.price_track import ListPrices
from tests.promotions.asking import Json, book, campaign, checkout, percent, read

JUNE = "2026-06-15T12:00:00Z"


def day(month: int, day: int) -> datetime:
    return datetime(2026, month, day, tzinfo=UTC)


def price(of: Book, listed: ListPrices = (), at: str = JUNE, list_price: str = "10.00", **more: Any) -> ArticlePrice:
    query = read(PriceQuery, {"articles": ["tea"], "currency": "USD", "at": at, **more})
    asked = checkout_of(query)
    filled = replace(asked, lines=[replace(asked.lines[0], price=list_price)])
    return prices_of(of, filled, NOTHING_KNOWN, {"tea": listed} if listed else {}).prices[0]


def sale(id: str, share: str, start: str | None, end: str | None, **more: Any) -> Json:
    span = {"starts_at": start and f"2026-{start}T00:00:00Z", "ends_at": end and f"2026-{end}T00:00:00Z"}
    return campaign(id, percent(share), **{name: each for name, each in span.items() if each}, **more)


def test_the_price_says_by_whom_since_when_until_when_and_where_to_read_on() -> None:
    page = {"url": "https://shop.example/june"}
    found = price(book(sale("june", "20", "06-10", "06-20", page=page, names={"en": "June sale"})))
    assert (found.list_price, found.price, found.since, found.until) == ("10.00", "8.00", day(6, 10), day(6, 20))
    [cut] = found.reductions
    assert (cut.campaign, cut.name, cut.amount, cut.page) == ("june", "June sale", "-2.00", "https://shop.example/june")
    assert found.lowest_price == "10.00"


def test_a_reduction_of_the_thirty_days_before_counts_and_one_of_before_that_does_not() -> None:
    now, may, april = (
        sale("now", "20", "06-10", None),
        sale("may", "30", "05-12", "05-14"),
        sale("april", "50", "04-01", "05-11"),
    )
    assert price(book(now, april)).lowest_price == "10.00"
    assert price(book(now, may, april)).lowest_price == "7.00"


def test_the_thirty_days_are_those_before_the_reduction_however_long_it_lasts() -> None:
    """On the 60th day of a sale the price before it is still the one to show, not the sale's own."""
    assert price(book(sale("long", "20", "04-16", None))).lowest_price == "10.00"


def test_a_deeper_cut_is_a_reduction_of_its_own() -> None:
    found = price(book(sale("first", "10", "05-20", None), sale("second", "10", "06-10", None)))
    assert (found.price, found.since, found.lowest_price) == ("8.10", day(6, 10), "9.00")


def test_what_only_some_may_have_does_not_lower_what_everybody_paid() -> None:
    members = sale("members", "50", "06-01", "06-05", audiences=["club"])
    coupon = campaign("coupon", percent("60"), promotions=[
        {"id": "p", "benefits": [percent("60")], "conditions": [{"type": "has_code", "codes": ["X"]}]}])  # fmt: skip
    assert price(book(sale("now", "20", "06-10", None), members, coupon)).lowest_price == "10.00"


def test_a_members_price_is_held_against_what_everybody_paid() -> None:
    gold = [{"type": "customer_tier", "tiers": ["gold"]}]
    club = {**sale("club", "30", "06-01", None)}
    club["promotions"] = [{"id": "p", "benefits": [percent("30")], "conditions": gold}]
    of = book(club, sale("may", "10", "05-20", "05-25"))
    found = price(of, customer={"id": "c", "tier": "gold"})
    assert (found.price, found.since, found.lowest_price) == ("7.00", day(6, 1), "9.00")
    assert price(of).price == "10.00"


def test_a_change_of_the_list_price_counts() -> None:
    raised: ListPrices = [(day(1, 1), "7.00"), (day(6, 8), "10.00")]
    found = price(book(sale("now", "20", "06-10", None)), raised)
    assert (found.price, found.lowest_price) == ("8.00", "7.00")
    long_ago: ListPrices = [(day(1, 1), "7.00"), (day(5, 1), "10.00")]
    assert price(book(sale("now", "20", "06-10", None)), long_ago).lowest_price == "10.00"


def test_a_list_price_that_changes_within_a_sale_begins_a_price_of_its_own() -> None:
    listed: ListPrices = [(day(1, 1), "9.00"), (day(6, 12), "10.00")]
    found = price(book(sale("now", "20", "06-10", None)), listed)
    assert (found.price, found.since, found.lowest_price) == ("8.00", day(6, 12), "7.20")


def test_the_hours_in_which_a_price_was_open_to_all_count() -> None:
    happy = sale("happy", "50", "05-01", "06-01", windows=[{"from_time": "17:00", "until_time": "18:00"}])
    assert price(book(happy, sale("now", "20", "06-10", None))).lowest_price == "5.00"


def test_an_offer_that_opens_again_today_says_when_it_next_changes() -> None:
    happy = sale("happy", "50", None, None, windows=[{"from_time": "17:00", "until_time": "18:00"}])
    assert price(book(happy)).until == datetime(2026, 6, 15, 17, tzinfo=UTC)
    open_now = price(book(happy), at="2026-06-15T17:30:00Z")
    assert (open_now.price, open_now.since, open_now.until) == (
        "5.00", datetime(2026, 6, 15, 17, tzinfo=UTC), datetime(2026, 6, 15, 18, tzinfo=UTC),
    )  # fmt: skip


def test_an_article_without_a_price_has_none() -> None:
    assert prices_of(book(), checkout_of(read(PriceQuery, {"articles": ["x"], "currency": "USD", "at": JUNE})),
                     NOTHING_KNOWN, {}).prices == [ArticlePrice("x")]  # fmt: skip


AMOUNTS = st.integers(1, 3000).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")
OF = st.sampled_from([{}, {"articles": ["tea"]}, {"categories": ["drinks"]}, {"categories": ["toys"]}])
BENEFITS = st.one_of(
    st.builds(lambda of, n: percent(str(n), of=of), OF, st.integers(1, 100)),
    st.builds(lambda of, off: {"type": "amount_off_products", "amount": off, "of": of}, OF, AMOUNTS),
    st.builds(lambda of, to: {"type": "campaign_price", "price": to, "of": of}, OF, AMOUNTS),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(BENEFITS, st.booleans(), st.integers(0, 3)), max_size=5), AMOUNTS, st.integers(1, 6),
       st.sampled_from([{}, {"priority_resolution": "highest_discount"}]))  # fmt: skip
def test_the_price_is_that_of_the_cart_to_the_unit(
    made: list[tuple[Json, bool, int]], list_price: str, units: int, policy: Json
) -> None:
    """Of promotions that depend on the article alone: for one unit, and for each of several."""
    campaigns = [
        campaign(f"c{i}", benefit, combinable=combinable, priority=priority)
        for i, (benefit, combinable, priority) in enumerate(made)
    ]
    of = book(*campaigns, stacking=policy)
    line = {"article": "tea", "price": list_price, "categories": ["drinks"]}
    asked = checkout({**line})
    page = prices_of(of, asked, Facts(), {}).prices[0]
    assert page.price == evaluate(of, checkout(line)).lines[0].total
    if not policy:  # of several sets of campaigns the best one may be another for more units
        cart = evaluate(of, checkout({**line, "quantity": units})).lines[0]
        assert (cart.campaign_price or cart.price) == page.price
