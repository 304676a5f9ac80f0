"""A campaign price: fixed, per article or store, limited, and never above what a unit cost before."""

from time import perf_counter

from largesse.promotions.book import compile_book
from tests.promotions.benefits.giving import campaign, give, line, problems, taken

TEA = {"type": "campaign_price", "prices": {"tea": "7.90"}}


def test_a_price_above_the_present_one_changes_nothing():
    evaluation = give({"type": "campaign_price", "price": "80.00"}, lines=[line("mug", "79.99", 2)])
    assert evaluation.totals.total == "159.98"
    assert evaluation.applied == []


def test_a_price_of_zero_gives_the_goods_away():
    assert taken({"type": "campaign_price", "price": "0"}, lines=[line("tea", "3.33", 3)]) == ["0.00"]


def test_only_articles_of_the_table_get_a_price():
    assert taken(TEA, lines=[line("tea", "9.99"), line("coffee", "9.99")]) == ["7.90", "9.99"]


def test_a_checkout_without_any_of_the_articles_does_not_even_look_at_it():
    book = compile_book([campaign(TEA)])
    assert book.entries_of(["campaign"])[0].keys == {("article", "tea")}


def test_one_price_for_all_is_found_by_what_it_is_for():
    book = compile_book([campaign({"type": "campaign_price", "price": "1.00", "of": {"products": ["p1", "p2"]}})])
    assert book.entries_of(["campaign"])[0].keys == {("product", "p1"), ("product", "p2")}


def test_a_store_sells_at_its_own_price_and_the_others_at_the_price_for_all():
    benefit = {**TEA, "store_prices": {"harbour": {"tea": "7.50", "rum": "20.00"}}}
    lines = [line("tea", "9.99"), line("rum", "25.00")]
    assert taken(benefit, lines=lines, store="harbour") == ["7.50", "20.00"]
    assert taken(benefit, lines=lines, store="station") == ["7.90", "25.00"]
    assert taken(benefit, lines=lines) == ["7.90", "25.00"]


def test_prices_may_be_of_stores_alone():
    benefit = {"type": "campaign_price", "store_prices": {"harbour": {"tea": "7.50"}}}
    assert taken(benefit, lines=[line("tea", "9.99")], store="harbour") == ["7.50"]
    assert taken(benefit, lines=[line("tea", "9.99")], store="station") == ["9.99"]


def test_the_limit_counts_an_articles_units_over_all_its_lines():
    benefit = {"type": "campaign_price", "price": "5.00", "max_units_per_article": 3}
    lines = [line("tea", "9.00", 2), line("tea", "9.00", 2), line("mug", "8.00", 2)]
    assert taken(benefit, lines=lines) == ["10.00", "14.00", "10.00"]


def test_where_the_lines_of_an_article_differ_the_pick_says_which_units_get_the_price():
    benefit = {"type": "campaign_price", "price": "5.00", "max_units_per_article": 1}
    lines = [line("tea", "9.00"), line("tea", "8.00")]
    assert taken(benefit, lines=lines) == ["9.00", "5.00"]
    assert taken({**benefit, "pick": "dearest"}, lines=lines) == ["5.00", "8.00"]


def test_the_units_that_bear_the_price_are_told():
    benefit = {"type": "campaign_price", "price": "5.00", "max_units_per_article": 2}
    adjustment = give(benefit, lines=[line("tea", "9.00", 6000)]).lines[0].adjustments[0]
    assert (adjustment.amount, adjustment.units) == ("-8.00", 2)


def test_an_earlier_discount_counts_towards_the_price():
    off = {"type": "amount_off_products", "amount": "1.00", "how": "per_line"}
    # 26.00 is left of three: 8.66..., of which 3.66... each on two of them comes to 7.33
    benefit = {"type": "campaign_price", "price": "5.00", "max_units_per_article": 2}
    assert taken(off, benefit, lines=[line("tea", "9.00", 3)]) == ["18.67"]


def test_weighed_goods_have_a_price_per_unit_of_weight_but_no_units_to_count():
    lines = [line("apples", "2.99", "1.255")]
    assert taken({"type": "campaign_price", "price": "1.99"}, lines=lines) == ["2.50"]
    limited = {"type": "campaign_price", "price": "1.99", "max_units_per_article": 1}
    assert taken(limited, lines=lines) == ["3.75"]


def test_floors_and_lines_that_are_not_discountable_hold():
    lines = [line("tea", "9.00", 2, min_price="8.00"), line("tea", "9.00", discountable=False)]
    assert taken(TEA, lines=lines) == ["16.00", "9.00"]


def test_what_makes_no_sense_is_refused_at_its_place():
    assert problems({"type": "campaign_price"}) == [("", "exactly_one")]
    assert problems({**TEA, "price": "1.00"}) == [(".price", "not_together")]
    assert problems({"type": "campaign_price", "price": "1", "store_prices": {"s": {"a": "1"}}}) == [
        (".price", "not_together")
    ]
    assert problems({"type": "campaign_price", "prices": {"tea": "1.001"}}) == [(".prices.tea", "bad_amount")]
    assert problems({"type": "campaign_price", "store_prices": {"s": {"a": "0.5"}}}, "JPY") == [
        (".store_prices.s.a", "bad_amount")
    ]


def test_a_year_of_weekly_price_lists_compiles_in_a_moment():
    prices = {f"article-{i}": f"{i % 90}.{i % 100:02}" for i in range(5000)}
    weeks = [
        campaign(
            {"type": "campaign_price", "prices": prices}, id=f"week-{week}", starts_at=f"20{week + 20}-01-01T00:00:00Z"
        )
        for week in range(53)
    ]
    before = perf_counter()
    book = compile_book(weeks)
    assert len(book) == 53
    assert perf_counter() - before < 10
