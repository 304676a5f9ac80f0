"""What rounding did: the same benefit asked once more, in a currency with six more digits.

That is what it would take if hardly anything had to be rounded. It works for every kind of benefit, also for one of
another package, since a benefit reads its own definition under the terms that it is given.
"""

from __future__ import annotations

import msgspec

from largesse.core.errors import Invalid
from largesse.core.money import format_amount
from largesse.core.terms import Terms
from largesse.promotions.basket import Basket, Charge, Row
from largesse.promotions.benefit import Proposal
from largesse.promotions.condition import View
from largesse.promotions.entry import Entry

DIGITS = 6
_FINER = 10**DIGITS
_LEAST = 10
"""What differs by less than this many of the finer units was not rounded: those were rounded too."""


def rounding_of(entry: Entry, place: int, wished: int, view: View) -> str | None:
    """Return what rounding added to what the benefit at `place` takes, signed; None when it did nothing.

    Price endings count as rounding. `wished` is in minor units.
    """
    proposals = _proposals(entry)
    offer = proposals[place].make(_finer(view)) if proposals else None
    if offer is None:
        return None
    added = wished * _FINER - offer.wished
    if abs(added) < _LEAST:
        return None
    return format_amount(added, view.basket.digits + DIGITS).rstrip("0")


def _proposals(entry: Entry) -> tuple[Proposal, ...]:
    """Return the promotion's benefits compiled under finer terms; nothing when an amount is too large for that."""
    if entry.finer is None:
        try:
            terms = _finer_terms(entry.terms)
            entry.finer = tuple(each.compile(terms) for each in entry.promotion.benefits)
        except Invalid:
            entry.finer = ()
    return entry.finer


def _finer_terms(terms: Terms) -> Terms:
    return msgspec.structs.replace(terms, digits=terms.digits + DIGITS, price_endings=())


def _finer(view: View) -> View:
    basket = view.basket
    if basket.finer is None:
        basket.finer = _finer_basket(basket)
    return View(basket.finer, view.standing.finer(basket.finer.rows, _FINER), view.facts, stackable=view.stackable)


def _finer_basket(basket: Basket) -> Basket:
    return msgspec.structs.replace(
        basket,
        digits=basket.digits + DIGITS,
        rows=[_finer_row(row) for row in basket.rows],
        deliveries=[_finer_charge(each) for each in basket.deliveries],
        fees=[_finer_charge(each) for each in basket.fees],
        value=basket.value * _FINER,
    )


def _finer_row(row: Row) -> Row:
    return msgspec.structs.replace(
        row,
        price=row.price * _FINER,
        value=row.value * _FINER,
        manual=row.manual * _FINER,
        floor=row.floor * _FINER,
    )


def _finer_charge(charge: Charge) -> Charge:
    return msgspec.structs.replace(charge, amount=charge.amount * _FINER)
