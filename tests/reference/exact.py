"""Exact arithmetic in the plainest form: fractions, one rounding, one way to share an amount out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

DIGITS = {"USD": 2, "EUR": 2, "JPY": 0, "KWD": 3}
"""Of the currencies that these tests use."""


def minor(text: str, digits: int) -> int:
    """An amount in minor units."""
    amount = Fraction(text) * 10**digits
    assert amount.denominator == 1, text
    return amount.numerator


def major(amount: int, digits: int) -> str:
    """Minor units as text in major units."""
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), 10**digits)
    return f"{sign}{whole}.{part:0{digits}}" if digits else f"{sign}{whole}"


def rounded(number: Fraction, mode: str) -> int:
    """A number that is not negative as a whole one: the next below, or above if the rest is a half or more of one."""
    below = floor(number)
    rest = number - below
    if mode == "down":
        return below
    if rest == Fraction(1, 2) and mode == "half_even":
        return below + below % 2
    return below + (rest >= Fraction(1, 2))


def shared_out(total: int, weights: Mapping[int, Fraction], rooms: Mapping[int, int]) -> dict[int, int]:
    """Who gets how much of an amount, in proportion to weight: nobody more than there is room for.

    Whose share is above the room takes the room, and the rest is spread anew over the others. Then shares are cut to
    whole units, and each missing unit goes to the largest fraction, of equal ones to the earlier.
    """
    shares: dict[int, Fraction] = {}
    waiting = [who for who in weights if weights[who] > 0 and rooms[who] > 0]
    rest = Fraction(min(total, sum(rooms[who] for who in waiting)))
    while waiting:
        together = sum(weights[who] for who in waiting)
        too_much = [who for who in waiting if rest * weights[who] / together > rooms[who]]
        for who in too_much or waiting:
            shares[who] = Fraction(rooms[who]) if too_much else rest * weights[who] / together
        if not too_much:
            break
        rest -= sum(rooms[who] for who in too_much)
        waiting = [who for who in waiting if who not in too_much]
    whole = {who: floor(share) for who, share in shares.items()}
    missing = int(sum(shares.values(), Fraction(0))) - sum(whole.values())
    by_fraction = sorted(shares, key=lambda who: (whole[who] - shares[who], who))
    for who in by_fraction[:missing]:
        whole[who] += 1
    return {who: share for who, share in sorted(whole.items()) if share}


def in_proportion(most: int | None, cuts: Mapping[int, int]) -> dict[int, int]:
    """Cuts as they are, or, when they come to more than the most, each cut down in proportion."""
    cuts = {who: cut for who, cut in cuts.items() if cut > 0}
    if most is None or sum(cuts.values()) <= most:
        return dict(cuts)
    return shared_out(most, {who: Fraction(cut) for who, cut in cuts.items()}, cuts)


def least(amounts: Sequence[int | None]) -> int | None:
    """The lowest of the bounds that there are."""
    return min((each for each in amounts if each is not None), default=None)
