"""What every benefit is: a kind that compiles to a proposal for one standing, and the lane that it runs in."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

import msgspec

from largesse.core.kinds import Kind
from largesse.core.terms import Terms
from largesse.promotions.condition import Key, View
from largesse.promotions.manner import UNKNOWN, Manner
from largesse.promotions.offer import Offer
from largesse.promotions.wire import LaneName

LANES: tuple[LaneName, ...] = ("product", "order", "fee", "delivery")
"""In the order in which they run."""


class Proposal(msgspec.Struct, frozen=True):
    """A compiled benefit. `make` returns what it would give now, or None when it finds nothing."""

    make: Callable[[View], Offer | None]
    keys: frozenset[Key] | None = None
    """If set, it finds nothing unless one of these keys is in the checkout."""
    manner: Manner | Callable[[View], Manner] = UNKNOWN
    """How what it takes depends on what is left; a function where that depends on the checkout."""

    def manner_on(self, view: View) -> Manner:
        """Return how what it takes from this checkout depends on what is left."""
        return self.manner if isinstance(self.manner, Manner) else self.manner(view)


class Benefit(Kind, frozen=True):
    """Something that a promotion gives."""

    lane: ClassVar[LaneName | None] = None
    """Where it runs; None for what goes along in any lane (gifts and grants)."""

    def runs_in(self) -> LaneName | None:
        """Return the lane; kinds that exist in two lanes answer by a field of their own."""
        return self.lane

    def compile(self, terms: Terms) -> Proposal:
        """Return the proposal; raise `Invalid` at the field that makes no sense under the terms."""
        raise NotImplementedError


F = TypeVar("F", bound=str)


def exactly_one(given: msgspec.Struct, terms: Terms, *fields: F) -> F:
    """Return which one of the fields is set; raise `Invalid` when none or several are."""
    named = [field for field in fields if getattr(given, field) is not None]
    if len(named) != 1:
        raise terms.refuse(named[1] if named else "", "exactly_one", f"say exactly one of {', '.join(fields)}")
    return named[0]
