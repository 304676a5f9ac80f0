"""The real year, as its package carries it: what the mapping rests on, and what comes of it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from largesse.app.replay import Replayer
from largesse.app.replay_report import report_of
from largesse.demo.baskets import count_baskets, past_checkouts
from largesse.demo.catalogue import catalogue_file
from largesse.demo.flyers import midnight
from largesse.demo.households import households
from largesse.demo.oddities import odd_kinds
from largesse.demo.samples import Sample, samples
from largesse.demo.source import Connection, open_source, rows
from largesse.demo.split import BY_WEEK
from largesse.demo.year import campaign_file, prepare_year
from largesse.promotions.book import Book, compile_book
from largesse.promotions.check_scenarios import try_scenarios
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign, CampaignFile
from largesse.promotions.evaluate import Explain, evaluate
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import Facts
from largesse.promotions.kinds import decode
from largesse.promotions.settings import Settings, StackingPolicy
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "how-to" / "try-on-the-real-year.md").read_text()


@pytest.fixture(scope="module")
def year() -> Iterator[Connection]:
    with open_source() as connection:
        prepare_year(connection)
        yield connection


@pytest.fixture(scope="module")
def file(year: Connection) -> CampaignFile:
    return decode(CampaignFile, campaign_file(year))


@pytest.fixture(scope="module")
def book(file: CampaignFile) -> Book:
    return compile_book(file.campaigns, file.settings)


def one(year: Connection, query: str) -> tuple:
    [found] = rows(year, query)
    return found


def test_whole_cents_lose_nothing(year: Connection):
    columns = ("sales_value", "retail_disc", "coupon_disc", "coupon_match_disc")
    off = one(year, f"select {', '.join(f'max(abs({c} * 100 - round({c} * 100)))' for c in columns)} from transactions")
    assert max(off) < 1e-9
    sums = one(year, "select sum(sales), sum(retail), sum(coupon), sum(matched) from line")
    assert sums == (459_603_958, 79_165_064, 2_635_990, 454_265)


def test_every_week_turns_at_midnight_before_monday_in_the_shops_zone(year: Connection):
    lines = "select count(*) from line where week <> ({day} - date '2016-12-26') // 7 + 1"
    assert one(year, lines.format(day="day")) == (0,)
    assert one(year, lines.format(day="make_timestamp(moment)::date")) > (0,)
    assert midnight(one(year, "select min(day) from line where week = 12")[0]) == "2017-03-13T00:00:00-04:00"


def test_every_redemption_has_a_basket_on_its_day(year: Connection):
    assert one(year, "select count(*), count(distinct redemption) from handed_in") == (2102, 2102)
    assert one(year, "select count(*) from handed_in where evidence = 'a coupon on its articles'") == (1130,)


def test_all_campaigns_make_sense_to_the_engine(file: CampaignFile, book: Book):
    coupons = [each for each in file.campaigns if each.category == "coupon"]
    assert (len(file.campaigns), len(coupons)) == (80, 27)
    assert sum(len(each.promotions) for each in coupons) == 1197
    assert dict(book.broken) == {}


def test_every_odd_kind_is_counted(year: Connection):
    counts = {each.kind: each.lines for each in odd_kinds(year)}
    unsold = [count for kind, count in counts.items() if kind.startswith("no quantity")]
    assert sum(unsold) == one(year, "select count(*) from line where quantity = 0")[0] == 8869
    worthless = [counts[kind] for kind in counts if kind.startswith("no value")]
    assert one(year, "select count(*) from line where quantity > 0 and sales = 0") == (sum(worthless),)


def test_every_article_on_a_receipt_or_a_coupon_is_in_the_catalogue(year: Connection):
    catalogue = catalogue_file(year)
    known = {each.id for each in catalogue.articles}
    sold = {article for (article,) in rows(year, "select distinct article::varchar from line")}
    promised = {article for (article,) in rows(year, "select distinct product_id::varchar from coupons")}
    assert (sold | promised) - known == set()
    assert {each.category for each in catalogue.articles} - {each.id for each in catalogue.categories} == {None}


def evaluated(year: Connection, book: Book, sample: Sample) -> Evaluation:
    """The sample's evaluation, with what the service would know of its customer."""
    assert sample.checkout.customer is not None
    household = households(year)[int(sample.checkout.customer.id or 0)]
    whole = msgspec.structs.replace(sample.checkout, customer=household.customer)
    return evaluate(book, whole, household.facts, explain="candidates")


def test_the_first_sample_costs_what_its_receipt_says(year: Connection, book: Book):
    evaluation = evaluated(year, book, samples(year)[0])
    [(paid,)] = rows(year, "select sum(sales - coupon) from line where basket = ?", int(evaluation.checkout or 0))
    assert evaluation.totals.total == f"{paid // 100}.{paid % 100:02}"
    assert {each.campaign.partition("-")[0] for each in evaluation.applied} == {"flyer", "coupons"}


def test_the_last_sample_is_refused_its_coupon(year: Connection, book: Book):
    evaluation = evaluated(year, book, samples(year)[2])
    assert [(code.status, code.reason) for code in evaluation.codes] == [("rejected", "not_in_audience")]
    assert [verdict.reason for verdict in evaluation.verdicts if verdict.reason] == ["not_in_audience"]


def test_a_slice_of_the_year_is_accounted_for_to_the_cent(year: Connection, file: CampaignFile, book: Book):
    replayer = Replayer(book, file.campaigns)
    for past in past_checkouts(year, BY_WEEK, 3, 50):
        replayer.run(past)
    report = report_of(replayer.replay, file.campaigns, ())
    [lines, recorded, redeemed] = [
        one(year, f"select {what} where household % 50 = 3")[0]
        for what in (
            "count(*) from sold",
            "sum(retail) from sold",
            "count(*) from handed_in",
        )
    ]
    flyers = [each for each in report.lines if each.category == "flyer"]
    assert sum(each.lines for each in flyers) == lines
    assert report.accounts[1].recorded == f"{recorded / 100:.2f}"
    assert sum(each.codes for each in report.outcomes) == redeemed == len(report.codes)
    assert "not explained" not in {step.says for account in report.accounts for step in account.steps}
    discounted = [each for each in flyers if each.discounted and each.sort == "by the piece"]
    assert sum(each.exact for each in discounted) > 0.93 * sum(each.lines for each in discounted)


def test_the_whole_year_has_its_baskets(year: Connection):
    assert count_baskets(year) == 155_848


def on_the_page(mark: str) -> Any:
    [found] = re.findall(rf"<!-- {mark} -->\n```json\n(.*?)```", PAGE, re.DOTALL)
    return json.loads(found)


def of_the_page(year: Connection, book: Book, explain: Explain = "candidates", **stacking: object) -> Evaluation:
    """The page's checkout, evaluated with what the service would know of its customer."""
    checkout = decode(Checkout, json.dumps(on_the_page("file: checkout.json")).encode())
    policy = msgspec.convert(stacking, StackingPolicy) if stacking else None
    household = households(year)[2217]
    whole = msgspec.structs.replace(checkout, customer=household.customer, stacking=policy)
    return evaluate(book, whole, household.facts, explain=explain)


def test_the_pages_best_combination_is_the_coupon_where_only_one_campaign_may_apply(year: Connection, book: Book):
    assert of_the_page(year, book).totals.discount == "3.00"
    policy = on_the_page("stacking")
    best = of_the_page(year, book, **policy)
    assert (best.totals.discount, [each.campaign for each in best.applied]) == ("2.00", ["coupons-13"])
    flyer = next(each for each in best.verdicts if each.campaign == "flyer-35")
    assert (flyer.reason, flyer.by, flyer.worth) == ("beaten_by", "coupons-13", "1.00")
    assert f'"text": "{flyer.text}"' in PAGE
    first = of_the_page(year, book, **{**policy, "priority_resolution": "highest_priority"})
    assert first.totals.discount == "1.00"
    assert [code.reason for code in first.codes] == ["too_many_campaigns"]


@pytest.mark.parametrize(("explain", "verdicts"), [("all", "7,658"), (["coupons-13"], "207")], ids=str)
def test_the_page_says_how_many_verdicts_there_are(year: Connection, book: Book, explain: Explain, verdicts: str):
    assert f"{len(of_the_page(year, book, explain).verdicts):,}" == verdicts
    assert f"here {verdicts} verdicts" in PAGE


def test_the_pages_coupon_is_refused_in_swedish(year: Connection, book: Book):
    sample = samples(year)[2]
    swedish = msgspec.structs.replace(sample.checkout, language="sv")
    refused = evaluated(year, book, msgspec.structs.replace(sample, checkout=swedish)).verdicts[1]
    assert f'"text": "{refused.text}"' in PAGE
    assert (refused.campaign, refused.reason) == ("coupons-19", "not_in_audience")


def test_the_pages_scenarios_hold_and_a_wrong_one_does_not(file: CampaignFile):
    others = {each.id: each for each in file.campaigns}
    document = msgspec.to_builtins(others["coupons-13"])
    scenarios = on_the_page("scenarios")

    def differences() -> list[tuple[str, str, str]]:
        campaign = decode(Campaign, json.dumps({**document, "scenarios": scenarios}).encode())
        tried = try_scenarios(campaign, file.settings or Settings(), others)
        assert len(tried) == 2
        return [(each.what, each.expected, each.found) for one in tried for each in one.differences]

    assert differences() == []
    scenarios[0]["expect"]["total"] = "11.28"
    assert differences() == [("total", "11.28", "12.28")]


def test_every_flyer_has_an_article_for_nothing(file: CampaignFile):
    flyers = [json.loads(msgspec.json.encode(each)) for each in file.campaigns if each.category == "flyer"]
    generous = [each for each in flyers if "0.00" in each["promotions"][0]["benefits"][0]["prices"].values()]
    assert len(generous) == len(flyers) == 53


def test_the_basket_of_the_pages_caution_costs_nothing(book: Book):
    codes, line = ["10000085428", "51254711082"], {"article": "1007240", "price": "4.79"}
    basket = {
        "currency": "USD",
        "at": "2017-08-21T04:00:00Z",
        "customer": {"groups": ["card"]},
        "lines": [line],
        "codes": codes,
    }
    facts = Facts(audiences=frozenset({"received-13"}))
    found = evaluate(book, decode(Checkout, json.dumps(basket).encode()), facts)
    assert (found.totals.subtotal, found.totals.total) == ("4.79", "0.00")
    assert {each.campaign for each in found.applied} == {"flyer-35", "coupons-13"}


def test_the_pages_worst_basket_costs_nothing(book: Book):
    line = {"article": "1114006", "quantity": 10, "price": "4.99"}
    basket = {"currency": "USD", "at": "2017-12-06T01:54:59Z", "customer": {"groups": ["card"]}, "lines": [line]}
    totals = evaluate(book, decode(Checkout, json.dumps(basket).encode())).totals
    assert (totals.subtotal, totals.total) == ("49.90", "0.00")
