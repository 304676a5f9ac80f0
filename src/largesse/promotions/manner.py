"""How what a benefit takes depends on what is left: what a search may rely on instead of trying every combination.

A search for the best combination must know what a promotion could take at most, whatever runs before it. A kind that
says nothing here is still searched exactly; it only takes more steps, since it might take all that is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from largesse.core.numbers import WHOLE, Rounding
from largesse.core.terms import Terms

Shape = Literal["unknown", "still", "falls", "even", "whole"]
"""What holds at every standing. "Less" means: no line, delivery or fee has more left, and all that was discounted is.

`still`: it takes nothing off lines, deliveries and fees, and what it gives is worth the same;
`falls`: where less is left, what it offers in all is no larger;
`even`: it falls, and each row (or charge) by itself decides what is taken off it and what stays: where the row has less
left, neither is larger;
`whole`: it falls, and the sum over all discountable lines decides what is taken in all and what stays: where the sum is
smaller, neither is larger.
"""


class Manner(msgspec.Struct, frozen=True):
    """What can be said of a proposal at every standing of one checkout."""

    shape: Shape = "unknown"
    share: int = WHOLE
    """It offers no more than this share of what is left of all lines, but for rounding: half a minor unit in all, or
    for each unit of each line."""
    pull: int | None = None
    """Where lines have less left, it offers less by at most this share of the difference, as a share of `WHOLE`; None
 where it may jump."""
    breaks: tuple[int, ...] = ()
    """Of a `whole` one: sums from which on it takes more at once, in minor units."""
    rounds: Literal["unit", "line"] | None = None
    """Of an `even` one. `unit`: it is even where a row's left is a whole amount for each unit, and leaves it so;
    `line`: it may leave what is no whole amount for each unit; None: neither."""
    grain: int = 1
    """Of an `even` one that rounds by unit: the coarsest step of a unit's price, in minor units."""
    rows: frozenset[int] | None = None
    """Of an `unknown` one: the only rows that it takes something off; None where that can be any."""
    units: int | None = None
    """Of an `unknown` one with `rows`: it takes something off no more units than this; None for all of them."""


UNKNOWN = Manner()
STILL = Manner("still")
FALLS = Manner("falls")
EVEN = Manner("even")


def picking(share: int, pull: int, terms: Terms) -> Manner:
    """Return the manner of what picks units by their worth and rounds once, in all.

    Halves that go to the even side may jump by one more, so nothing is said of the pull there.
    """
    return Manner("falls", share, None if terms.rounding is Rounding.half_even else pull)


def together(manners: Sequence[Manner]) -> Manner:
    """Return what can be said of several proposals of one promotion, made one after the other."""
    real = [each for each in manners if each.shape != "still"]
    if len(real) <= 1:
        return real[0] if real else STILL
    shapes = {each.shape for each in real}
    if "unknown" in shapes:
        return UNKNOWN
    if shapes == {"even"} and all(each.rounds is None for each in real):
        return EVEN
    return FALLS
