"""Spread a whole over parts so that the parts always sum to it (largest remainder, with room per part)."""

from __future__ import annotations

from collections.abc import Sequence


def allocate(total: int, weights: Sequence[int], rooms: Sequence[int]) -> list[int]:
    """Return the share of `total` for each part, in proportion to its weight and never above its room.

    A part whose exact share is above its room takes its room, and the rest is spread anew over the others. Then
    shares are cut down to whole units, and the missing units go to the largest fractions, ties to the earlier part
    (the method of Hamilton, or largest remainder). What no part has room for is left out, so the sum is the smaller
    of `total` and the room of the parts that bear weight. All arguments are integers of zero or more.
    """
    shares = [0] * len(weights)
    open_parts: list[int] = [i for i, weight in enumerate(weights) if weight > 0 and rooms[i] > 0]
    rest = min(total, sum(rooms[i] for i in open_parts))
    while open_parts:
        weight = sum(weights[i] for i in open_parts)
        full = [i for i in open_parts if rest * weights[i] > rooms[i] * weight]
        if not full:
            _share_out(rest, weight, open_parts, weights, shares)
            break
        for i in full:
            shares[i] = rooms[i]
        rest -= sum(rooms[i] for i in full)
        open_parts = [i for i in open_parts if shares[i] == 0]
    return shares


def _share_out(rest: int, weight: int, parts: list[int], weights: Sequence[int], shares: list[int]) -> None:
    missing = rest
    fractions: list[tuple[int, int]] = []
    for i in parts:
        shares[i], fraction = divmod(rest * weights[i], weight)
        missing -= shares[i]
        fractions.append((-fraction, i))
    if missing:
        for _, i in sorted(fractions)[:missing]:
            shares[i] += 1
