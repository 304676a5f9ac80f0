"""How these tests ask the engine: campaigns, a checkout and facts in short, through the same decoders as a caller's."""

from __future__ import annotations

from typing import Any

import msgspec

from largesse.core.errors import Invalid
from largesse.promotions import kinds
from largesse.promotions.book import Book, compile_book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluate import Explain, evaluate
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings, StackingPolicy

NOON = "2026-06-15T12:00:00Z"
"""A Monday."""

Json = dict[str, Any]


def percent(share: str = "10", **more: Any) -> Json:
    return {"type": "percent_off_products", "percent": share, **more}


def off(amount: str, **more: Any) -> Json:
    return {"type": "amount_off_order", "amount": amount, **more}


def code(*codes: str, **more: Any) -> Json:
    return {"type": "has_code", "codes": list(codes), **more}


def promotion(*benefits: Json, id: str = "p1", **more: Any) -> Json:
    return {"id": id, "benefits": list(benefits), **more}


def campaign(id: str, *benefits: Json, **more: Any) -> Json:
    """A campaign, in dollars, with one promotion of these benefits unless `promotions` says otherwise."""
    given = {"promotions": [promotion(*benefits, conditions=more.pop("conditions", []))]} if benefits else {}
    return {"id": id, "name": f"Campaign {id}", "currency": "USD", **given, **more}


def tea(price: str = "10.00", quantity: int | str = 1, **more: Any) -> Json:
    return {"article": "tea", "price": price, "quantity": quantity, **more}


def read(shape: Any, written: Any) -> Any:
    return kinds.decode(shape, msgspec.json.encode(written))


def book(*campaigns: Json, version: str = "", **settings: Any) -> Book:
    return compile_book(read(list[Campaign], list(campaigns)), read(Settings, settings), version)


def checkout(*lines: Json, **more: Any) -> Checkout:
    """A checkout of these lines, or of one pack of tea for 10.00."""
    return read(Checkout, {"currency": "USD", "at": NOON, "lines": list(lines) or [tea()], **more})


def ask(
    campaigns: Book | Json | list[Json],
    bought: Checkout | None = None,
    *,
    facts: Json | None = None,
    explain: Explain = "all",
    stacking: Json | None = None,
    hints: int = 0,
    **settings: Any,
) -> Evaluation:
    """What the engine answers; explained in full unless asked otherwise."""
    if not isinstance(campaigns, Book):
        campaigns = book(*(campaigns if isinstance(campaigns, list) else [campaigns]), **settings)
    assert not campaigns.broken, campaigns.broken
    asked = bought or checkout()
    if stacking is not None:
        asked = msgspec.structs.replace(asked, stacking=read(StackingPolicy, stacking))
    return evaluate(campaigns, asked, read(Facts, facts or {}), explain=explain, hints=hints)


def applied(evaluation: Evaluation) -> list[str]:
    """Campaigns that applied, each once, in order."""
    return list(dict.fromkeys(each.campaign for each in evaluation.applied))


def left(evaluation: Evaluation) -> list[str]:
    """What is left of each line of the checkout itself, without gifts."""
    return [line.total for line in evaluation.lines if not line.gift]


def reasons(evaluation: Evaluation) -> dict[str, str]:
    """Why campaigns of one promotion each did not apply; 'applied' for those that did."""
    return {each.campaign: each.reason.value if each.reason else each.outcome for each in evaluation.verdicts}


def reason(given: Json, bought: Checkout | None = None, **more: Any) -> str:
    """What the verdict on a single campaign of one promotion says."""
    return reasons(ask(given, bought, **more))[given["id"]]


def refused(bought: Checkout, **settings: Any) -> list[tuple[str, str]]:
    """(path, code) of everything that is wrong with a checkout."""
    try:
        ask([], bought, **settings)
    except Invalid as error:
        return [(problem.path, problem.code) for problem in error.problems]
    return []
