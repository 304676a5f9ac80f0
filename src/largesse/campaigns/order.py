"""The marketer's order among campaigns of one priority: positions with room between them, low first.

A dragged campaign takes a number between its new neighbours. Where there is none, as few of those after it as make room
share what is there, so that a drag seldom touches more than a handful of campaigns, however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence

STEP = 1000
_CLOSE = STEP // 8
"""Whoever moves to make room is given at least so much of it, so that the next drag to there need not move it again."""

LARGEST = 10**9


def make_room(positions: Sequence[int], slot: int) -> tuple[int, dict[int, int]]:
    """Return the position for a newcomer at `slot`, and the new positions of the others that must move, by index.

    `positions` are those of the others, in order; equal ones are allowed. Afterwards the newcomer stands strictly
    between its neighbours, and nobody has changed places with anybody else.
    """
    low, moving = positions[slot - 1] if slot else -1, 0
    while True:
        end = slot + moving
        high = positions[end] if end < len(positions) else low + (moving + 2) * STEP
        gap = (high - low) // (moving + 2)
        if gap >= (_CLOSE if moving else 1):
            break
        moving = min(2 * moving or 1, len(positions) - slot)
    new, moved = low + gap, {slot + i: low + gap * (i + 2) for i in range(moving)}
    return (new, moved) if max((new, *moved.values())) <= LARGEST else _spread(len(positions), slot)


def _spread(count: int, slot: int) -> tuple[int, dict[int, int]]:
    """Return everybody at equal distances: the numbers have run out."""
    step = LARGEST // (count + 2)
    return step * (slot + 1), {index: step * (index + 1 + (index >= slot)) for index in range(count)}
