import pytest

from largesse.catalogue.article import Article, Assortment, CatalogueFile, Category, TaxClass
from largesse.catalogue.check import check_file
from largesse.core.errors import Invalid

SOUND = CatalogueFile(
    articles=[
        Article(
            id="1", prices={"USD": "2.99", "JPY": "300"}, costs={"KWD": "0.125"}, min_prices={"USD": "1"}, weight="0.5"
        )
    ],
    categories=[Category(id="food")],
    tax_classes=[TaxClass(id="standard", rate="7.25")],
)


def problems(file: CatalogueFile) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        check_file(file)
    return {(problem.path, problem.code) for problem in refused.value.problems}


def test_a_sound_file_passes():
    check_file(SOUND)


def test_each_amount_that_cannot_be_read_is_named_by_its_path():
    articles = [
        Article(id="1", prices={"USD": "2.99"}),
        Article(id="2", prices={"JPY": "2.5"}, costs={"XXX": "1"}, min_prices={"USD": "0.001"}),
    ]
    assert problems(CatalogueFile(articles=articles)) == {
        ("$.articles[1].prices.JPY", "bad_amount"),
        ("$.articles[1].costs.XXX", "unknown_currency"),
        ("$.articles[1].min_prices.USD", "bad_amount"),
    }


def test_a_weight_of_nothing_is_refused():
    assert problems(CatalogueFile(articles=[Article(id="1", weight="0")])) == {("$.articles[0].weight", "bad_quantity")}


def test_a_tax_rate_that_is_none_is_refused():
    assert problems(CatalogueFile(tax_classes=[TaxClass(id="odd", rate="1e9")])) == {
        ("$.tax_classes[0].rate", "bad_rate")
    }


def test_an_id_used_twice_is_named_at_its_second_place():
    file = CatalogueFile(
        articles=[Article(id="1"), Article(id="2"), Article(id="1")],
        assortments=[Assortment(id="a"), Assortment(id="a")],
    )
    assert problems(file) == {("$.articles[2].id", "repeated_id"), ("$.assortments[1].id", "repeated_id")}


def test_a_file_full_of_problems_is_refused_without_reading_all_of_it():
    articles = [Article(id=str(number), prices={"XXX": "1"}) for number in range(10_000)]
    assert len(problems(CatalogueFile(articles=articles))) < 200
