"""The worst basket: held against every basket of small shops, and shown with its circumstance and explanation."""

from __future__ import annotations

from typing import Any

import pytest

from largesse.promotions.checkout import Checkout, Line
from largesse.promotions.circumstance import Circumstance
from largesse.promotions.worst_basket import Size, WorstBasket, find_worst_basket
from tests.promotions import brute_baskets
from tests.promotions.asking import NOON, Json, book, campaign, code, off, percent, promotion, read, tea
from tests.promotions.brute_baskets import LINES, UNITS, cost_ratio, share, small_world

SMALL = Size(lines=LINES, units=UNITS, tries=4000)
MUG: Json = {"article": "mug", "price": "8.00", "categories": ["new"]}


def look(*campaigns: Json, articles: list[Json] | None = None, size: Size = SMALL, **more: Any) -> WorstBasket | None:
    start = Circumstance(read(Checkout, {"currency": "USD", "at": NOON, "lines": []}))
    lines = read(list[Line], articles if articles is not None else [tea(), MUG])
    under = book(*campaigns, **more.pop("settings", {}))
    assert not under.broken, under.broken
    return find_worst_basket(under, lines, start, size=size, **more)


def bought(found: WorstBasket | None) -> list[tuple[str, Any]]:
    assert found is not None
    return [(line.article, line.quantity) for line in found.checkout.lines]


@pytest.mark.parametrize("measure", ["share", "margin"])
@pytest.mark.parametrize("seed", range(8))
def test_no_basket_of_a_small_shop_is_worse(seed: int, measure: Any):
    sold, under, needed = small_world(seed)
    start = Circumstance(read(Checkout, {"currency": "USD", "at": NOON, "lines": []}))
    found = find_worst_basket(under, read(list[Line], sold), start, measure=measure, size=SMALL)
    wanted = brute_baskets.worst(sold, under, needed, measure)
    if wanted is None or found is None:
        assert wanted is None
        assert found is None
        return
    costs = {line["article"]: line["cost"] for line in sold}
    came = share(found.evaluation) if measure == "share" else cost_ratio(found.evaluation, costs)
    assert came == wanted


def test_the_circumstance_that_opens_the_promotions_is_part_of_the_answer():
    gold = {"type": "customer_tier", "tiers": ["gold"]}
    given = campaign(
        "c", promotions=[promotion(percent("40"), conditions=[gold, code("SAVE")])], audiences=["regulars"]
    )
    found = look(given)
    assert found is not None
    assert (found.percent, found.measure) == ("40.00", "share")
    assert found.checkout.codes == ["save"]
    assert found.checkout.customer is not None
    assert found.checkout.customer.tier == "gold"
    assert found.facts.audiences == {"regulars"}
    assert [verdict.outcome for verdict in found.evaluation.verdicts] == ["applied"]


def test_promotions_that_exclude_each_other_are_weighed_against_each_other():
    first = campaign("first", percent("10"), priority=9, combinable=False)
    second = campaign("second", percent("60"), conditions=[code("SIXTY")])
    assert look(first, second) is not None
    share_of = look(first, second, settings={"stacking": {"exclusive_means": "sequential"}})
    assert share_of is not None
    assert share_of.percent == "64.00"
    limited = look(campaign("first", percent("10"), priority=9, combinable=False, conditions=[code("TEN")]), second)
    assert limited is not None
    assert (limited.percent, limited.checkout.codes) == ("60.00", ["sixty"])


def test_an_amount_is_reached_as_closely_as_prices_allow():
    given = campaign("c", off("15.00"), conditions=[{"type": "order_total", "amount": "48.00"}])
    found = look(given, size=Size(lines=2, units=6))
    assert bought(found) == [("mug", 6)]  # 48.00; teas and mugs together come to no less


def test_a_set_of_different_articles_is_put_together():
    sets = [{"of": {"articles": [name]}} for name in ("a", "b", "c")]
    bundle = {"type": "bundle", "items": sets, "price": "1.00"}
    others = [{"article": f"x{number}", "price": "5.00"} for number in range(20)]
    found = look(campaign("c", bundle), articles=[*({"article": name, "price": "9.00"} for name in "abc"), *others])
    assert [article for article, _ in bought(found)] == ["a", "b", "c"]
    assert found is not None
    assert found.percent == "96.30"


def test_the_margin_counts_what_is_paid_without_tax_and_what_gifts_cost():
    sold = [tea("12.50", cost="6.00", tax_rate="25"), {"article": "bag", "price": "5.00", "cost": "3.00"}]
    gift = {"type": "free_gift", "articles": [{"article": "bag", "price": "5.00"}]}
    given = campaign("c", percent("20"), gift, conditions=[{"type": "contains_article", "articles": ["tea"]}])
    found = look(given, articles=sold, measure="margin", size=Size(lines=1, units=1))
    assert found is not None
    assert found.percent == "-12.50"  # 10.00 paid, 8.00 of it without tax; 6.00 + 3.00 spent


def test_what_is_given_for_nothing_has_no_margin():
    found = look(campaign("c", percent("100")), articles=[tea(cost="1.00")], measure="margin")
    assert found is not None
    assert found.percent is None


def test_articles_without_a_price_or_for_the_margin_without_a_cost_are_left_out():
    sold = [{"article": "new"}, tea()]
    assert bought(look(campaign("c", percent()), articles=sold)) == [("tea", UNITS)]
    assert look(campaign("c", percent()), articles=sold, measure="margin") is None


def test_nothing_is_found_where_nothing_is_given():
    assert look() is None
    assert look(campaign("c", percent(of={"articles": ["elsewhere"]}))) is None
    assert look(campaign("c", percent(), ends_at="2020-01-01T00:00:00Z")) is None
    assert look(campaign("c", percent(), currency="EUR")) is None


def test_only_baskets_of_a_campaign_that_is_meant_count():
    small, large = campaign("small", percent("5", of={"articles": ["mug"]})), campaign("large", percent("50"))
    found = look(small, large, only=frozenset({"small"}))
    assert found is not None
    assert {each.campaign for each in found.evaluation.applied} == {"small", "large"}


def test_the_search_ends_with_its_tries_and_says_so():
    found = look(campaign("c", percent()), size=Size(tries=3))
    assert found is not None
    assert (found.tries, found.cut_short) == (3, True)
    assert not getattr(look(campaign("c", percent())), "cut_short", True)
