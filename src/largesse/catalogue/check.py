"""What can be wrong with an article that its shape alone does not show: currencies, digits, rates, repeated ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from largesse.catalogue.article import Article, CatalogueFile, Prices, TaxClass
from largesse.core.errors import Invalid, Problem
from largesse.core.money import digits_of, parse_amount
from largesse.core.numbers import parse_quantity, parse_rate

MOST_PROBLEMS = 100
"""A file with more problems than this is refused without looking on."""


def check_file(file: CatalogueFile) -> None:
    """Raise `Invalid` with the path of each amount, rate or weight that cannot be read, and of each repeated id."""
    problems: list[Problem] = []
    for index, article in enumerate(file.articles):
        _check_article(article, f"$.articles[{index}]", problems)
        if len(problems) >= MOST_PROBLEMS:
            break
    for index, tax_class in enumerate(file.tax_classes):
        _check_tax_class(tax_class, f"$.tax_classes[{index}]", problems)
    for name in ("articles", "categories", "tax_classes", "product_sets", "assortments"):
        _check_ids(name, (each.id for each in getattr(file, name)), problems)
    if problems:
        raise Invalid.of(problems)


def _check_article(article: Article, path: str, problems: list[Problem]) -> None:
    for name, prices in (("prices", article.prices), ("costs", article.costs), ("min_prices", article.min_prices)):
        if prices:
            _check_prices(prices, f"{path}.{name}", problems)
    if isinstance(article.weight, str):
        _check(parse_quantity, article.weight, f"{path}.weight", "bad_quantity", problems)


def _check_prices(prices: Prices, path: str, problems: list[Problem]) -> None:
    for currency, amount in prices.items():
        try:
            digits = digits_of(currency, f"{path}.{currency}")
        except Invalid as error:
            problems.extend(error.problems)
            continue
        _check(
            lambda text, digits=digits: parse_amount(text, digits), amount, f"{path}.{currency}", "bad_amount", problems
        )


def _check_tax_class(tax_class: TaxClass, path: str, problems: list[Problem]) -> None:
    _check(parse_rate, tax_class.rate, f"{path}.rate", "bad_rate", problems)


def _check(read: Callable[[str], object], text: str, path: str, code: str, problems: list[Problem]) -> None:
    try:
        read(text)
    except ValueError as error:
        problems.append(Problem(path, code, str(error)))


def _check_ids(name: str, ids: Iterable[str], problems: list[Problem]) -> None:
    seen: set[str] = set()
    for index, each in enumerate(ids):
        if each in seen:
            problems.append(
                Problem(f"$.{name}[{index}].id", "repeated_id", f"{each!r} is used twice; each id is used once")
            )
        seen.add(each)
