"""Replay holds what the book gives beside what receipts recorded, line by line, campaign by campaign, code by code."""

import msgspec
import pytest

from largesse.app.past_checkout import Handed, PastCheckout, PastLine
from largesse.app.replay import Replayer
from largesse.app.replay_report import OddKind, ReplayReport, report_of
from largesse.app.replay_tally import Replay
from largesse.promotions.book import compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import CampaignFile
from largesse.promotions.facts import Facts
from largesse.promotions.kinds import decode

WEEK = {"starts_at": "2026-06-01T00:00:00Z", "ends_at": "2026-06-08T00:00:00Z"}
FLYER = {
    "id": "flyer",
    "name": "This week",
    "category": "flyer",
    "currency": "USD",
    "priority": 1,
    **WEEK,
    "promotions": [
        {"id": "prices", "benefits": [{"type": "campaign_price", "prices": {"tea": "4.00", "jam": "2.00"}}]}
    ],
}
COUPONS = {
    "id": "coupons",
    "name": "Coupons",
    "category": "coupon",
    "currency": "USD",
    "audiences": ["members"],
    **WEEK,
    "promotions": [
        {
            "id": "off",
            "conditions": [{"type": "has_code", "codes": ["TEA1"]}],
            "benefits": [
                {"type": "amount_off_products", "amount": "1.00", "how": "across", "of": {"articles": ["tea"]}}
            ],
        }
    ],
}
CAMPAIGNS = decode(CampaignFile, msgspec.json.encode({"campaigns": [FLYER, COUPONS]})).campaigns


def past(*lines: PastLine, priced: list[dict], **more) -> PastCheckout:
    document = {"currency": "USD", "id": "b1", "at": "2026-06-02T10:00:00Z", "customer": {"id": "ann"}, "lines": priced}
    checkout = decode(Checkout, msgspec.json.encode(document | more.pop("checkout", {})))
    settings = {"facts": Facts(audiences=frozenset({"members"})), "part": "all"} | more
    return PastCheckout(checkout=checkout, lines=list(lines), **settings)


def line(first: int, *, units: int = 1, count: int = 1, **recorded: int) -> PastLine:
    return PastLine(first, count, "by the piece", units, recorded)


def replayed(*checkouts: PastCheckout) -> Replay:
    replayer = Replayer(compile_book(CAMPAIGNS), CAMPAIGNS)
    for each in checkouts:
        replayer.run(each)
    return replayer.replay


def told(*checkouts: PastCheckout, odd: tuple[OddKind, ...] = ()) -> ReplayReport:
    return report_of(replayed(*checkouts), CAMPAIGNS, odd)


def test_a_line_is_exact_when_the_book_gives_what_the_receipt_shows():
    report = told(past(line(0, flyer=100), priced=[{"article": "tea", "price": "5.00"}]))
    [flyer] = [each for each in report.lines if each.category == "flyer"]
    assert (flyer.lines, flyer.exact, flyer.recorded, flyer.given) == (1, 1, "1.00", "1.00")


def test_a_cent_for_each_unit_is_near_and_more_is_not():
    tea = {"article": "tea", "price": "5.00", "quantity": 3}
    report = told(
        past(line(0, units=3, flyer=297), priced=[tea]),
        past(line(0, units=3, flyer=296), priced=[tea]),
    )
    [flyer] = [each for each in report.lines if each.category == "flyer"]
    assert (flyer.exact, flyer.more, flyer.near) == (0, 2, 1)


def test_two_lines_of_the_checkout_that_stand_for_one_of_the_receipt_count_as_one():
    lines = [{"article": "tea", "price": "5.00"}, {"article": "tea", "price": "5.01", "quantity": 2}]
    report = told(past(line(0, count=2, units=3, flyer=302), priced=lines))
    [flyer] = [each for each in report.lines if each.category == "flyer"]
    assert (flyer.lines, flyer.exact, flyer.given) == (1, 1, "3.02")


def test_every_step_between_recorded_and_given_is_named_and_they_sum_up():
    bought = [
        {"article": "tea", "price": "5.00"},
        {"article": "jam", "price": "2.50"},
        {"article": "rye", "price": "3.00"},
        {"article": "tea", "price": "6.00"},
    ]
    lines = (line(0, flyer=150), line(1, flyer=20), line(2, flyer=30), line(3, flyer=0))
    [_, flyer] = told(past(*lines, priced=bought), odd=(OddKind("no quantity", 3, "set aside", {"flyer": 7}),)).accounts
    assert (flyer.recorded, flyer.given, flyer.difference) == ("2.07", "3.50", "1.43")
    assert [(step.amount, step.count) for step in flyer.steps] == [
        ("-0.07", 3),
        ("-0.30", 1),
        ("-0.50", 1),
        ("0.30", 1),
        ("2.00", 1),
    ]


def test_a_campaign_reaches_the_checkouts_of_its_time_and_audience():
    tea = [{"article": "tea", "price": "5.00"}]
    late = {"id": "b2", "at": "2026-06-08T00:00:00Z"}
    report = told(
        past(line(0), priced=tea),
        past(line(0), priced=tea, checkout={"id": "b3", "customer": {"id": "bob"}}, facts=Facts()),
        past(line(0), priced=tea, checkout=late),
    )
    assert [(each.id, each.households, each.baskets, each.discounted) for each in report.campaigns] == [
        ("flyer", 2, 2, 2),
        ("coupons", 1, 1, 0),
    ]


def test_a_code_that_applies_is_counted_with_what_the_receipt_shows_of_it():
    handed = Handed("coupons", "tea1", 75, "a coupon on its articles", "redeemed")
    basket = past(
        line(0, flyer=100, coupon=75),
        priced=[{"article": "tea", "price": "5.00"}],
        checkout={"codes": ["tea1"]},
        handed=[handed],
        by_campaign={"flyer": 100, "coupons": 75},
    )
    report = told(basket)
    coupons = report.campaigns[1]
    assert (coupons.handed, coupons.redeemed, coupons.recorded, coupons.given) == (1, 1, "0.75", "1.00")
    assert [(each.outcome, each.codes, each.given) for each in report.outcomes] == [("applied", 1, "1.00")]
    assert [(each.source, each.codes, each.exact) for each in report.face_values] == [("redeemed", 1, 0)]


@pytest.mark.parametrize(
    ("checkout", "facts", "outcome"),
    [
        ({"codes": ["TEA1"], "lines": [{"article": "rye", "price": "3.00"}]}, {"members"}, "nothing_to_discount"),
        ({"codes": ["TEA1"]}, set(), "not_in_audience"),
        ({"codes": ["TEA1"], "at": "2026-06-09T10:00:00Z"}, {"members"}, "ended"),
        ({"codes": ["OTHER"]}, {"members"}, "code_unknown"),
    ],
)
def test_a_code_that_does_not_apply_says_why(checkout: dict, facts: set[str], outcome: str):
    basket = past(
        line(0, coupon=0),
        priced=[{"article": "tea", "price": "5.00"}],
        checkout=checkout,
        facts=Facts(audiences=frozenset(facts)),
        handed=[Handed("coupons", checkout["codes"][0])],
    )
    report = told(basket)
    assert [(each.outcome, each.given) for each in report.codes] == [(outcome, "0.00")]
    assert report.campaigns[1].redeemed == 0


def test_slices_add_up_to_the_whole():
    tea, rye = [{"article": "tea", "price": "5.00"}], [{"article": "rye", "price": "3.00"}]
    coded = {"checkout": {"codes": ["TEA1"]}, "handed": [Handed("coupons", "TEA1", 100)]}
    checkouts = [
        past(line(0, flyer=100, coupon=100), priced=tea, **coded),
        past(line(0, flyer=30), priced=rye, checkout={"id": "b2", "customer": {"id": "bob"}}),
        past(line(0), priced=tea, checkout={"id": "b3"}),
    ]
    added = Replay()
    for each in checkouts:
        added.add(replayed(each))
    assert report_of(added, CAMPAIGNS, ()) == told(*checkouts)
