"""How these tests let benefits act: one campaign whose promotions bear one benefit each, and a checkout in short."""

from typing import Any

import msgspec

from largesse.promotions import kinds
from largesse.promotions.book import compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Evaluation, LineResult
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings

NOON = "2026-06-15T12:00:00Z"

Json = dict[str, Any]


def line(article: str, price: str, quantity: int | str = 1, **more: Any) -> Json:
    return {"article": article, "price": price, "quantity": quantity, **more}


def campaign(*benefits: Json, currency: str = "USD", **more: Any) -> Campaign:
    """A campaign with one promotion for each benefit, strictly decoded."""
    promotions = [{"id": f"p{i}", "benefits": [benefit]} for i, benefit in enumerate(benefits)]
    written = {"id": "campaign", "name": "Campaign", "currency": currency, "promotions": promotions, **more}
    return kinds.decode(Campaign, msgspec.json.encode(written))


def give(
    *benefits: Json,
    lines: list[Json],
    currency: str = "USD",
    settings: Json | None = None,
    facts: Json | None = None,
    **checkout: Any,
) -> Evaluation:
    """What the checkout comes to when all of the benefits are given, in order within their lanes."""
    book = compile_book([campaign(*benefits, currency=currency)], msgspec.convert(settings or {}, Settings))
    assert not book.broken
    written = {"currency": currency, "at": NOON, "lines": lines, **checkout}
    read = kinds.decode(Checkout, msgspec.json.encode(written))
    return evaluate(book, read, msgspec.convert(facts or {}, Facts))


def taken(*benefits: Json, lines: list[Json], **more: Any) -> list[str]:
    """What is left of each line, as text."""
    return [each.total for each in bought(give(*benefits, lines=lines, **more))]


def bought(evaluation: Evaluation) -> list[LineResult]:
    """The lines of the checkout itself, without gifts."""
    return [each for each in evaluation.lines if not each.gift]


def problems(benefit: Json, currency: str = "USD") -> list[tuple[str, str]]:
    """(place in the benefit, code) of what is wrong with a benefit that can be decoded but makes no sense."""
    book = compile_book([campaign(benefit, currency=currency)])
    found = book.broken.get("campaign", ())
    return [(problem.path.removeprefix("$.promotions[0].benefits[0]"), problem.code) for problem in found]
