"""What a run over promotions comes to: those that gave something, those that did not and why."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Checked, Finding, Working
from largesse.promotions.offer import Laid
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import Standing

NO_CODES: frozenset[str] = frozenset()


class Given(msgspec.Struct):
    """A promotion that applied: what each of its benefits took or gave. `amount` in minor units."""

    entry: Entry
    amount: int
    laid: list[tuple[str, Laid]]
    """(kind of benefit, what it took)."""
    codes: frozenset[str] = NO_CODES
    """Of the checkout's codes, as compared, those that counted for it."""
    conditions: Sequence[Checked] = ()
    workings: Sequence[Working] = ()
    """How each benefit came to its amount; like the conditions, only where an explanation was asked for."""


class Refused(msgspec.Struct):
    """A promotion that did not apply, and why."""

    entry: Entry
    reason: Reason
    place: int = -1
    """Of the condition that failed, in the promotion."""
    finding: Finding | None = None
    """What it wanted and what was there; this and what follows only where an explanation was asked for."""
    by: str | None = None
    """The campaign that stood in the way."""
    worth: int | None = None
    """What it would have given had stacking and limits let it, in minor units."""
    conditions: Sequence[Checked] = ()
    workings: Sequence[Working] = ()


class Outcome(msgspec.Struct):
    """What a run over promotions came to."""

    standing: Standing
    given: list[Given] = []
    refused: list[Refused] = []
    cut_short: bool = False

    @property
    def amount(self) -> int:
        """Return all that was taken off or given, in minor units."""
        return sum(given.amount for given in self.given)
